package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task with many models: which are awake, and how many there may be. */
class ManyModelsTest {

    private static final Map<String, String> ONE_AWAKE = Map.of("wordtide.models.memory", "1");

    @TempDir
    Path folder;

    /** Three models take turns, document by document, so that each mini-batch wakes one and puts another to sleep. */
    @Test
    void shouldLearnTheSameBitsWhenModelsFallAsleepBetweenTheirMiniBatches() {
        // Given
        List<Emitted> alwaysAwake = learn(config(Map.of("wordtide.models.memory", "10000000000")), "awake");

        // When
        List<Emitted> asleep = learn(config(ONE_AWAKE), "asleep");

        // Then
        assertThat(asleep).isEqualTo(alwaysAwake);
    }

    @Test
    void shouldNotWakeAModelForADocumentThatWaits() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(ONE_AWAKE), folder)) {
            // When: of twenty models, each has one document
            harness.send(documents(0, 20, 20));

            // Then
            assertThat(harness.awakeCount()).isZero();

            // When: they linger
            harness.pause();

            // Then: each has learned its document; the last one is still awake
            assertThat(harness.emitted(DocumentEmbedding.class)).hasSize(20);
            assertThat(harness.awakeCount()).isEqualTo(1);
            assertThat(harness.waitingCount()).isZero();
        }
    }

    /** Twenty mini-batches without a regular snapshot, each of which would be learned again at the next waking. */
    @Test
    void shouldTakeASnapshotWhenAModelWithALongJournalFallsAsleep() {
        WordtideConfig config = config(Map.of("wordtide.models.memory", "1", "wordtide.snapshot.interval", "1000000"));
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder)) {
            // When: two models, four documents each at a time
            for (int round = 0; round < 10; round++) {
                harness.send(documents(8 * round, 8 * round + 8, 2));
            }

            // Then: after nine mini-batches; the tenth is in the journal
            assertThat(harness.stores().snapshots().manifest("s0").orElseThrow().version())
                    .isEqualTo(9);
            assertThat(harness.stores().journal().summary("s0", 36).miniBatches())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldLearnDocumentsOfFurtherModelsWithTheDefaultModelWhenThereIsNoRoom() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(
                config(Map.of("wordtide.models.maximum", "3", "wordtide.mini-batch.size", "1")), folder)) {
            // When: two documents of each of five models
            harness.send(documents(0, 10, 5));

            // Then: three of its own, and one for all others
            assertThat(harness.stores().snapshots().modelIds()).containsExactlyInAnyOrder("s0", "s1", "s2", "default");
            assertThat(harness.emitted(DeadLetter.class)).isEmpty();
            assertThat(harness.emitted(LearningEvent.class))
                    .filteredOn(event -> event.getKind() == LearningEventKind.MODEL_BEYOND_MAXIMUM)
                    .extracting(LearningEvent::getModel)
                    .containsExactly("s3", "s4");
        }
    }

    @Test
    void shouldSetDocumentsOfFurtherModelsAsideWhenConfiguredSo() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(
                config(Map.of("wordtide.models.maximum", "3", "wordtide.models.beyond", "dead-letter")), folder)) {
            // When
            harness.send(documents(0, 10, 5));
            harness.restart();
            harness.send(documents(10, 15, 5));

            // Then
            assertThat(harness.stores().snapshots().modelIds()).containsExactlyInAnyOrder("s0", "s1", "s2");
            assertThat(harness.emitted(DeadLetter.class))
                    .hasSize(6)
                    .allSatisfy(letter -> assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_MANY_MODELS))
                    .allSatisfy(letter -> assertThat(letter.getCause()).contains("wordtide.models.maximum"));
        }
    }

    private List<Emitted> learn(WordtideConfig config, String directory) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder.resolve(directory))) {
            for (int n = 0; n < 150; n += 10) {
                harness.send(documents(n, n + 10, 3));
                if (n % 50 == 0) {
                    harness.pause();
                }
            }
            return harness.emitted();
        }
    }

    /** Documents whose models, s0, s1 and so on, take turns. */
    private static List<Document> documents(int from, int to, int models) {
        return IntStream.range(from, to)
                .mapToObj(n -> Document.newBuilder(TinyCorpus.document(n))
                        .setSource("s" + n % models)
                        .build())
                .toList();
    }

    private static WordtideConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.put("wordtide.model.route", "source");
        all.putAll(settings);
        return WordtideConfig.of(all);
    }
}
