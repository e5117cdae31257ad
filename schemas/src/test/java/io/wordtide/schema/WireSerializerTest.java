package io.wordtide.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class WireSerializerTest {

    private static final Document FIRST = document("d1", "Tea is traded in Mombasa.");
    private static final Document SECOND = document("d2", "Coffee is not.");

    private final CountingSerializer confluent = new CountingSerializer();

    @Test
    void shouldWriteWhatTheConfluentSerializerWrites() {
        // Given
        WireSerializer<Document> serializer = new WireSerializer<>(confluent);
        serializer.serialize("documents", FIRST);

        // When
        byte[] second = serializer.serialize("documents", SECOND);

        // Then
        assertThat(second).isEqualTo(new CountingSerializer().serialize("documents", SECOND));
    }

    @Test
    void shouldAskOnceForEachTopic() {
        // Given
        WireSerializer<Document> serializer = new WireSerializer<>(confluent);

        // When
        serializer.serialize("documents", FIRST);
        serializer.serialize("documents", SECOND);
        serializer.serialize("other", FIRST);

        // Then
        assertThat(confluent.count).isEqualTo(2);
    }

    @Test
    void shouldKeepAskingWhenTheRecordIsWrittenOtherwise() {
        // Given
        confluent.appendix = 1;
        WireSerializer<Document> serializer = new WireSerializer<>(confluent);
        serializer.serialize("documents", FIRST);

        // When
        byte[] second = serializer.serialize("documents", SECOND);

        // Then
        assertThat(second).isEqualTo(confluent.serialize("documents", SECOND));
        assertThat(confluent.count).isEqualTo(3);
    }

    private static Document document(String id, String text) {
        return Document.newBuilder().setId(id).setText(text).build();
    }

    /** The Confluent serializer, which may append some bytes to the record. */
    private static final class CountingSerializer implements Serializer<Object> {

        private final KafkaAvroSerializer serializer;
        private int count;
        private int appendix;

        CountingSerializer() {
            TrustedRecords.trust();
            SchemaRegistryClient registry = new MockSchemaRegistryClient();
            serializer = new KafkaAvroSerializer(registry);
            serializer.configure(
                    Map.of("schema.registry.url", "mock://wire", "avro.remove.java.properties", true), false);
        }

        @Override
        public byte[] serialize(String topic, Object value) {
            count++;
            byte[] bytes = serializer.serialize(topic, value);
            return Arrays.copyOf(bytes, bytes.length + appendix);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, Object value) {
            return serialize(topic, value);
        }
    }
}
