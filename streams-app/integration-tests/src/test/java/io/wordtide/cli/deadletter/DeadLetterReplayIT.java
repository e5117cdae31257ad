package io.wordtide.cli.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Topic;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.testing.TinyCorpus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Replaying on a real broker, with letters such as an application leaves. */
@SuppressWarnings("NullAway.Init") // made before each test
class DeadLetterReplayIT {

    private static final DeadLetterSelection ALL = new DeadLetterSelection(Set.of(), null, null);
    private static final byte[] KEY = {'k', 1};
    private static final Headers HEADERS = new RecordHeaders().add("trace", new byte[] {9});

    private final List<String> replayed = new ArrayList<>();
    private final List<String> replayedBefore = new ArrayList<>();
    private final List<String> impossible = new ArrayList<>();
    private ClusterApplication application;

    @BeforeEach
    void makeTopics(TestInfo test) {
        application = new ClusterApplication(
                "replay-it-" + test.getTestMethod().orElseThrow().getName(), TinyCorpus.SETTINGS);
    }

    @Test
    void shouldSendBytesKeyAndHeadersAgainAndSayWhichLetterItWas() {
        // Given
        letter(documents(0), DeadLetterReason.UNDECODABLE, new byte[] {7, 8}, 2);

        // When
        replay(ALL, false);

        // Then
        ConsumerRecord<byte[], byte[]> document = only(documentRecords());
        assertThat(document.key()).isEqualTo(KEY);
        assertThat(document.value()).containsExactly(7, 8);
        assertThat(document.headers().lastHeader("trace").value()).containsExactly(9);
        assertThat(new String(document.headers().lastHeader("wordtide.replay").value(), UTF_8))
                .isEqualTo(application.topics().deadLetters().name() + "-0@0");
        assertThat(replayed).containsExactly(documents(0));
    }

    @Test
    void shouldReplayOnceWhateverIsChosenUnlessAskedAgain() {
        // Given
        letter(documents(0), DeadLetterReason.EMPTY, new byte[] {1}, 1);
        letter(documents(1), DeadLetterReason.FAILED, new byte[] {2}, 1);
        letter(documents(2), DeadLetterReason.EMPTY, new byte[] {3}, 1);

        // When
        replay(new DeadLetterSelection(Set.of(DeadLetterReason.FAILED), null, null), false);
        replay(new DeadLetterSelection(Set.of(), null, documents(2)), false);
        replay(ALL, false);
        replay(new DeadLetterSelection(Set.of(), Instant.now().plusSeconds(60), null), true);
        replay(new DeadLetterSelection(Set.of(), null, documents(1)), true);

        // Then
        assertThat(replayed).containsExactly(documents(1), documents(2), documents(0), documents(1));
        assertThat(replayedBefore).containsExactly(documents(1), documents(2));
        assertThat(documentRecords())
                .extracting(record -> record.value()[0])
                .containsExactly((byte) 2, (byte) 3, (byte) 1, (byte) 2);
    }

    @Test
    void shouldReadOriginalFromItsPositionWhenLetterHoldsNoneOrPartOfIt() {
        // Given three documents, whose letters hold nothing, a part, and only a shortened key
        byte[] value = "0123456789".getBytes(UTF_8);
        for (int i = 0; i < 3; i++) {
            application.sendRecords(List.of(
                    new ProducerRecord<>(application.topics().documents().name(), 0, null, KEY, value, HEADERS)));
        }
        letter(documents(0), DeadLetterReason.BROKEN_STEP, null, 0);
        letter(documents(2), DeadLetterReason.TOO_LONG, Arrays.copyOf(value, 4), 10);
        letter(documents(1), DeadLetterReason.TOO_LONG, null, 10);

        // When
        replay(ALL, false);

        // Then
        assertThat(replayed).containsExactly(documents(0), documents(2), documents(1));
        assertThat(documentRecords()).hasSize(6).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo(KEY);
            assertThat(record.value()).isEqualTo(value);
            assertThat(record.headers().lastHeader("trace")).isNotNull();
        });
    }

    @Test
    void shouldSayWhyWhenOriginalIsGoneOrNeverWasADocument() throws Exception {
        // Given
        application.send(TinyCorpus.documents(0, 2));
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(application.topics().documents().name(), 0),
                            RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
        letter(documents(0), DeadLetterReason.BROKEN_STEP, null, 0);
        letter(documents(7), DeadLetterReason.BROKEN_STEP, null, 0);
        letter("news.jsonl:17", DeadLetterReason.MALFORMED_INPUT, new byte[] {'{'}, 1);
        letter(application.bagsTopic() + "-0@5", DeadLetterReason.UNDECODABLE, new byte[] {7}, 1);

        // When
        replay(ALL, false);

        // Then
        assertThat(replayed).isEmpty();
        assertThat(impossible).hasSize(4);
        assertThat(impossible.get(0)).contains("the whole record at " + documents(0), "retention has deleted it");
        assertThat(impossible.get(1)).contains("the whole record at " + documents(7));
        assertThat(impossible.get(2)).contains("expected a record of a topic, found news.jsonl:17", "ingest it again");
        assertThat(impossible.get(3)).contains(application.bagsTopic(), "does not hold documents");
    }

    @Test
    void shouldSendNothingInADryRun() {
        // Given
        letter(documents(0), DeadLetterReason.EMPTY, new byte[] {1}, 1);

        // When
        run(ALL, false, null);

        // Then
        assertThat(replayed).containsExactly(documents(0));
        assertThat(documentRecords()).isEmpty();
    }

    @Test
    void shouldReplayWhatARunThatWasKilledHadNotCommitted() {
        // Given one letter that was replayed, and one whose run was killed in the middle of its transaction
        letter(documents(0), DeadLetterReason.EMPTY, new byte[] {1}, 1);
        replay(ALL, false);
        letter(documents(1), DeadLetterReason.EMPTY, new byte[] {2}, 1);
        ReplayProducer killed = producer();
        killed.send(new ProducerRecord<>(application.topics().documents().name(), KEY, new byte[] {2}), () -> {});

        // When
        replay(ALL, false);

        // Then
        assertThat(documentRecords()).extracting(record -> record.value()[0]).containsExactly((byte) 1, (byte) 2);
        assertThatExceptionOfType(DeadLetterException.class)
                .isThrownBy(killed::commit)
                .withMessageContaining("another replay of this application has started");
        killed.close();
    }

    @Test
    void shouldCountAReplayedDocumentInAgainAndItsLetterOnceMore() {
        // Given a document that was set aside, a line that never was a document, and a bag that was not one
        application.sendBytes("k", new byte[] {7});
        letter(documents(0), DeadLetterReason.UNDECODABLE, new byte[] {7}, 1);
        letter("news.jsonl:17", DeadLetterReason.MALFORMED_INPUT, new byte[] {'{'}, 1);
        letter(application.bagsTopic() + "-0@5", DeadLetterReason.UNDECODABLE, new byte[] {7}, 1);
        assertThat(recordCount()).isEqualTo(3);

        // When
        replay(ALL, false);

        // Then
        assertThat(recordCount()).isEqualTo(4);
    }

    private long recordCount() {
        return ArrivedRecords.read(application.config().consumerProperties(), application.topics())
                .recordCount();
    }

    private String documents(long offset) {
        return new RecordPosition(application.topics().documents().name(), 0, offset).toString();
    }

    private void letter(String origin, DeadLetterReason reason, byte @Nullable [] value, long valueSize) {
        Topic<String, DeadLetter> topic = application.topics().deadLetters();
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin(origin)
                .setReason(reason)
                .setCause("for a test")
                .setValue(value == null ? null : ByteBuffer.wrap(value))
                .setValueSize(valueSize)
                .setFailedAt(Instant.now())
                .build();
        byte[] bytes = topic.value().serializer().serialize(topic.name(), letter);
        application.sendRecords(List.of(new ProducerRecord<>(topic.name(), 0, null, KEY, bytes, HEADERS)));
    }

    private void replay(DeadLetterSelection selection, boolean again) {
        try (ReplayProducer producer = producer()) {
            run(selection, again, producer);
        }
        application.awaitTransactions();
    }

    private void run(DeadLetterSelection selection, boolean again, @Nullable ReplayProducer producer) {
        try (DeadLetterReplay replay =
                new DeadLetterReplay(application.config().consumerProperties(), application.topics(), producer)) {
            replay.run(selection, again, this::note);
        }
    }

    private void note(StoredDeadLetter letter, ReplayOutcome outcome) {
        if (outcome instanceof ReplayOutcome.Impossible left) {
            impossible.add(left.why());
        } else {
            (outcome instanceof ReplayOutcome.Replayed ? replayed : replayedBefore)
                    .add(letter.letter().getOrigin());
        }
    }

    private ReplayProducer producer() {
        return new ReplayProducer(
                application.config().producerProperties(), application.config().applicationId());
    }

    private List<ConsumerRecord<byte[], byte[]>> documentRecords() {
        return application.committed(
                new Topic<>(application.topics().documents().name(), Serdes.ByteArray(), Serdes.ByteArray()));
    }

    private static <T> T only(List<T> records) {
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
