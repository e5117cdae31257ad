package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other producers' records, through Confluent's serializer and a real registry, which has to keep what gives the unit. */
class ForeignProducersIT {

    @TempDir
    Path stateDirectory;

    @Test
    void shouldReadTimesInTheUnitOfEachProducerAndExplainASchemaThatDoesNotFit() {
        // Given: 2026-03-01T12:00Z in each unit, and a producer whose names are in upper case
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", "5");
        ClusterApplication application = new ClusterApplication("foreign-producers", settings);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(record(application, "millis", "text", "logicalType", "timestamp-millis", 1_772_366_400_000L));
        records.add(record(application, "micros", "text", "logicalType", "timestamp-micros", 1_772_366_400_000_000L));
        records.add(record(application, "nanos", "text", "logicalType", "timestamp-nanos", 1_772_366_400_000_000_000L));
        records.add(record(
                application,
                "debezium",
                "text",
                "connect.name",
                "io.debezium.time.MicroTimestamp",
                1_772_366_400_000_000L));
        records.add(record(application, "late", "text", "logicalType", "timestamp-millis", 1_772_366_400_000_000L));
        records.add(record(application, "upper", "TEXT", "logicalType", "timestamp-millis", 0L));

        // When
        List<ConsumerRecord<String, DocumentEmbedding>> embeddings;
        List<ConsumerRecord<String, DeadLetter>> letters;
        try (LearnerApp app = application.start(stateDirectory)) {
            application.sendRecords(records);
            embeddings = application.read(application.topics().documentEmbeddings(), 5);
            letters = application.read(application.topics().deadLetters(), 1);
            assertThat(ClusterApplication.metric(app, "documents-undated-total"))
                    .isEqualTo(1);
        }

        // Then
        Optional<Instant> noon = Optional.of(Instant.parse("2026-03-01T12:00:00Z"));
        Map<String, Optional<Instant>> times = new HashMap<>();
        embeddings.forEach(
                embedding -> times.put(embedding.key(), embedding.value().getPublishedAt()));
        assertThat(times)
                .isEqualTo(Map.of(
                        "millis", noon, "micros", noon, "nanos", noon, "debezium", noon, "late", Optional.empty()));
        assertThat(letters).extracting(ConsumerRecord::key).containsExactly("upper");
        assertThat(letters.get(0).value().getCause())
                .contains(
                        "expected a field text of type string, found the fields TEXT, publishedAt; rename TEXT to text");
    }

    /** A record whose id is only its key; all fields may be null, as ksqlDB and Kafka Connect write schemas. */
    private static ProducerRecord<byte[], byte[]> record(
            ClusterApplication application, String id, String textName, String property, String unit, long time) {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "KsqlDataSourceSchema", "namespace": "io.confluent.ksql.avro_schemas",
                 "fields": [
                  {"name": "%s", "type": ["null", "string"], "default": null},
                  {"name": "publishedAt", "type": ["null", {"type": "long", "%s": "%s"}], "default": null}]}""".formatted(textName, property, unit));
        GenericData.Record record = new GenericData.Record(schema);
        record.put(textName, "oil tanker oil refinery");
        record.put("publishedAt", time);
        try (KafkaAvroSerializer serializer =
                new KafkaAvroSerializer(application.config().schemaRegistry())) {
            serializer.configure(
                    Map.of("schema.registry.url", application.settings().get("schema.registry.url")), false);
            byte[] value = serializer.serialize("of-" + id, record);
            return new ProducerRecord<>(application.topics().documents().name(), id.getBytes(UTF_8), value);
        }
    }
}
