package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivedRecordsTest {

    private static final String NEWS = "/data/news.jsonl";

    private final Document oil = new Document("a", "oil", null, null, null, null);

    private Topics topics;
    private ArrivedRecords arrived;

    @BeforeEach
    void makeTopics() {
        WordtideConfig config = WordtideConfig.of(
                Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "mock://arrived-records"));
        topics = config.topics(config.schemaRegistry());
        arrived = new ArrivedRecords(topics, List.of(NEWS));
    }

    @Test
    void shouldKnowADocumentByItsPlaceAndWhatItSays() {
        // When
        arrived.add(record(topics.documents(), NEWS, 2, oil));

        // Then
        assertThat(arrived.of(NEWS).contains(2, RecordDigests.of(NEWS, oil))).isTrue();
        assertThat(arrived.of(NEWS).size()).isEqualTo(1);
        assertThat(arrived.recordCount()).isEqualTo(1);
    }

    @Test
    void shouldContinueAFileThatAnEarlierVersionNamedByItsFirstRecord() {
        // When: two files of one path, as version 0.1.0 before this named them
        arrived.add(record(topics.documents(), NEWS + " beginning 5f3a01c", 0, oil));
        arrived.add(record(topics.documents(), NEWS + " beginning ab", 0, oil));

        // Then
        assertThat(arrived.of(NEWS).contains(0, RecordDigests.of(NEWS, oil))).isTrue();
        assertThat(arrived.of(NEWS).count(0)).isEqualTo(2);
    }

    @Test
    void shouldNotMistakeAFilesOwnNameForOneThatAnEarlierVersionMade() {
        // Given
        String name = "/data/a new beginning ab";
        ArrivedRecords ofThisFile = new ArrivedRecords(topics, List.of(name));

        // When
        ofThisFile.add(record(topics.documents(), name, 0, oil));

        // Then
        assertThat(ofThisFile.of(name).size()).isEqualTo(1);
    }

    @Test
    void shouldRememberNumbersOnlyOfTheInputsThatWereAskedFor() {
        arrived.add(record(topics.documents(), "somebody else's", 3, oil));

        assertThat(arrived.of("somebody else's").size()).isZero();
        assertThat(arrived.of("somebody else's beginning ab").size()).isZero();
    }

    @Test
    void shouldKnowARejectedRecordAndNotCountTwiceWhatTheApplicationSetAside() {
        // Given
        DeadLetter rejected = letter("news.jsonl:1");
        DeadLetter setAside = letter(topics.documents().name() + "-0@17");

        // When
        arrived.add(record(topics.deadLetters(), NEWS, 0, rejected));
        arrived.add(record(topics.deadLetters(), NEWS, 1, setAside));

        // Then
        assertThat(arrived.of(NEWS).contains(0, RecordDigests.of(rejected))).isTrue();
        assertThat(arrived.of(NEWS).count(1)).isZero();
        assertThat(arrived.recordCount()).isEqualTo(1);
    }

    @Test
    void shouldCountAPlaceWhenItsRecordCannotBeRead() {
        // When: a tombstone, and something that is not Avro
        arrived.add(record(topics.documents(), NEWS, 0, null));
        ConsumerRecord<byte[], byte[]> broken =
                new ConsumerRecord<>(topics.documents().name(), 0, 0, new byte[0], "{}".getBytes(UTF_8));
        mark(broken, NEWS, 1);
        arrived.add(broken);

        // Then
        assertThat(arrived.of(NEWS).size()).isEqualTo(2);
        assertThat(arrived.of(NEWS).contains(1, RecordDigests.of(NEWS, oil))).isFalse();
    }

    @Test
    void shouldNotCountARequestToForgetADocument() {
        // When: without a key it is no request, but becomes a dead letter
        arrived.add(new ConsumerRecord<>(topics.documents().name(), 0, 0, "news-1".getBytes(UTF_8), null));
        arrived.add(new ConsumerRecord<>(topics.documents().name(), 0, 1, null, null));
        arrived.add(new ConsumerRecord<>(topics.documents().name(), 0, 2, " ".getBytes(UTF_8), null));

        // Then
        assertThat(arrived.recordCount()).isEqualTo(2);
    }

    @Test
    void shouldPassOverWhatIsNoDeadLetter() {
        // When: a tombstone, and something that is not Avro
        arrived.add(record(topics.deadLetters(), NEWS, 0, null));
        arrived.add(new ConsumerRecord<>(topics.deadLetters().name(), 0, 0, new byte[0], "{}".getBytes(UTF_8)));

        // Then
        assertThat(arrived.recordCount()).isZero();
        assertThat(arrived.of(NEWS).size()).isZero();
    }

    private static DeadLetter letter(String origin) {
        return new DeadLetter(
                origin,
                DeadLetterReason.MALFORMED_INPUT,
                "expected JSON",
                ByteBuffer.wrap("not JSON".getBytes(UTF_8)),
                8L,
                Instant.EPOCH);
    }

    private static <V> ConsumerRecord<byte[], byte[]> record(
            Topic<String, V> topic, String input, int number, @Nullable V value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic.name(),
                0,
                0,
                new byte[0],
                value == null ? null : topic.value().serializer().serialize(topic.name(), value));
        mark(record, input, number);
        return record;
    }

    private static void mark(ConsumerRecord<byte[], byte[]> record, String input, int number) {
        ReadResult any = new ReadResult.Accepted(new Document("any", "", null, null, null, null));
        InputMarks.byNumber(input, new ArrivedInput())
                .mark(number, any)
                .headers()
                .forEach(header -> record.headers().add(header));
    }
}
