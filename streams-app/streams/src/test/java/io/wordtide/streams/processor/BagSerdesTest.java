package io.wordtide.streams.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.Topic;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BadDocumentException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BagSerdesTest {

    private final WordtideConfig config = WordtideConfig.of(Map.of("schema.registry.url", "mock://bag-serdes"));
    private final SchemaRegistryClient registry = config.schemaRegistry();
    private final Topic<String, WordCounts> bags = config.topics(registry).bags();
    private final Serde<String> key = BagSerdes.key(bags);
    private final Serde<WordCounts> value = BagSerdes.value(bags, registry);

    @Test
    void shouldReadWhatItWrites() {
        // Given
        WordCounts bag = bag(List.of("oil", "tanker"), List.of(2, 1), 3);

        // When, Then
        assertThat(value.deserializer().deserialize(bags.name(), bytes(bag))).isEqualTo(bag);
        assertThat(key.deserializer().deserialize(bags.name(), "desk".getBytes(UTF_8)))
                .isEqualTo("desk");
    }

    /** Avro may write an array in several blocks, each with its size in bytes: 2 terms of 7 bytes, 1 term of 5 bytes. */
    @Test
    void shouldReadABagThatAnotherWriterCutIntoBlocks() {
        // Given: document d, terms "am", "oil" and "tank", counts 1, 2 and 3, sum 6, no source, time, origin and
        // personal data
        bytes(bag(List.of("oil"), List.of(2), 2)); // registers the schema
        byte[] blocks = HexFormat.of()
                .parseHex("00" + "00000001" + "0264" + "030e" + "04616d" + "066f696c" + "010a" + "0874616e6b" + "00"
                        + "06020406" + "00" + "0c" + "00" + "00" + "00" + "00" + "00");

        // When
        WordCounts read = value.deserializer().deserialize(bags.name(), blocks);

        // Then
        assertThat(read).isEqualTo(bag(List.of("am", "oil", "tank"), List.of(1, 2, 3), 6));
    }

    @Test
    void shouldRefuseKeyThatIsNoId() {
        assertKeyRefused(null, "as the key, found none");
        assertKeyRefused(new byte[0], "found 0 bytes");
        assertKeyRefused(new byte[3_001], "expected an id of 1 to 3000 bytes as the key, found 3001 bytes");
    }

    @Test
    void shouldRefuseBytesThatAreNoBag() {
        byte[] whole = bytes(bag(List.of("oil"), List.of(2), 2));
        assertRefused(new byte[] {7, 7}, "expected magic byte 0");
        assertRefused(Arrays.copyOf(whole, whole.length - 4), "expected a bag of words of schema id 1");
        assertRefused(new byte[] {0, 0, 0, 9, 9}, "expected a schema id the registry knows, found 2313");
    }

    /** A request to forget the document that is the key. */
    @Test
    void shouldReadARecordWithoutAValue() {
        assertThat(value.deserializer().deserialize(bags.name(), null)).isNull();
    }

    @Test
    void shouldRefuseBagThatContradictsItself() {
        assertRefused(bytes(bag(List.of(), List.of(), 0)), "found 0 terms");
        assertRefused(bytes(bag(List.of("oil"), List.of(1, 2), 3)), "found 1 terms, 2 counts, 0 forms and a sum of 3");
        assertRefused(bytes(bag(List.of("oil"), List.of(0), 0)), "a count of at least 1 each");
        assertRefused(bytes(bag(List.of("oil"), List.of(2), 3)), "a sum of 3");
        assertRefused(bytes(bag(List.of("tanker", "oil"), List.of(1, 2), 3)), "in ascending order");
        assertRefused(bytes(bag(List.of("oil", "oil"), List.of(1, 2), 3)), "in ascending order");
        WordCounts oneFormOfTwo = WordCounts.newBuilder(bag(List.of("oil", "tank"), List.of(1, 1), 2))
                .setSurfaces(List.of("Oil"))
                .build();
        assertRefused(bytes(oneFormOfTwo), "found 2 terms, 2 counts, 1 forms");
    }

    private void assertKeyRefused(byte @Nullable [] bytes, String cause) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> key.deserializer().deserialize(bags.name(), bytes))
                .withMessageContaining(cause)
                .withCauseInstanceOf(BadDocumentException.class);
    }

    private void assertRefused(byte[] bytes, String cause) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> value.deserializer().deserialize(bags.name(), bytes))
                .withMessageContaining(cause)
                .withMessageNotContaining("oil")
                .withCauseInstanceOf(BadDocumentException.class);
    }

    private byte[] bytes(WordCounts bag) {
        return value.serializer().serialize(bags.name(), bag);
    }

    private static WordCounts bag(List<String> terms, List<Integer> counts, int tokenCount) {
        return WordCounts.newBuilder()
                .setDocumentId("d")
                .setTerms(terms)
                .setCounts(counts)
                .setTokenCount(tokenCount)
                .build();
    }
}
