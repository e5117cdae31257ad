package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.Document;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A learner that is torn down and restored from its stores goes on bit for bit as one that was not. With four documents a
 * mini-batch and a snapshot every three, 40 documents pass through all states: nothing but a journal, snapshot and
 * journal, snapshot alone, each with and without waiting bags.
 */
class LearnProcessorRestartTest {

    private static final int DOCUMENTS = 40;

    /** After these documents the stream pauses, so that mini-batches of other sizes come about. */
    private static final List<Integer> PAUSES_AFTER = List.of(5, 6, 17, 39);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 13})
    void shouldGoOnBitForBitWhenRestored(int documentsBetweenRestarts) {
        // Given
        WordtideConfig config = config(Map.of());
        List<SpecificRecord> undisturbed = learn(config, folder.resolve("undisturbed"), DOCUMENTS + 1);

        // When
        List<SpecificRecord> restarted = learn(config, folder.resolve("restarted"), documentsBetweenRestarts);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
    }

    @Test
    void shouldGoOnBitForBitWhenTaskHoldsSeveralModels() {
        // Given: one model's id is the beginning of the other's
        WordtideConfig config = config(Map.of("wordtide.model.route", "source"));
        List<SpecificRecord> undisturbed = learn(config, folder.resolve("undisturbed"), DOCUMENTS + 1);

        // When
        List<SpecificRecord> restarted = learn(config, folder.resolve("restarted"), 3);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
    }

    @Test
    void shouldEmitNothingWhileLearningTheJournalAgain() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            // Given: one mini-batch learned, two bags waiting
            harness.send(TinyCorpus.documents(0, 6));
            harness.restart();
            int emitted = harness.emitted().size();

            // When: the next bag wakes the model
            harness.send(TinyCorpus.documents(6, 7));

            // Then
            assertThat(harness.emitted()).hasSize(emitted);
        }
    }

    @Test
    void shouldKeepInTheJournalWhatIsNotInTheSnapshot() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            // When: three mini-batches make a snapshot, one more and two bags come after it
            harness.send(TinyCorpus.documents(0, 18));

            // Then: six bags and one boundary
            assertThat(harness.journalRowCount()).isEqualTo(7);
        }
    }

    @Test
    void shouldLearnWaitingBagsAfterRestartWhenStreamStaysQuiet() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            // Given
            harness.send(TinyCorpus.documents(0, 6));
            harness.restart();
            int emitted = harness.emitted().size();

            // When
            harness.pause();

            // Then: two embeddings, a report, and words
            assertThat(harness.emitted()).hasSizeGreaterThanOrEqualTo(emitted + 3);
        }
    }

    @Test
    void shouldRefuseToGoOnWithOtherSettings() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            // Given
            harness.send(TinyCorpus.documents(0, 2));
            WordtideConfig changed = config(Map.of("wordtide.model.seed", "2"));

            // When, Then
            assertThatExceptionOfType(BrokenLearnerException.class)
                    .isThrownBy(() -> harness.restart(changed))
                    .withMessageContaining("model default")
                    .withMessageContaining("wordtide.model.seed=1 (found 2)");
        }
    }

    private static List<SpecificRecord> learn(
            WordtideConfig config, Path stateDirectory, int documentsBetweenRestarts) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, stateDirectory)) {
            for (int n = 0; n < DOCUMENTS; n++) {
                harness.send(List.of(Document.newBuilder(TinyCorpus.document(n))
                        .setSource(n % 3 == 0 ? "desk" : "desktop")
                        .build()));
                if ((n + 1) % documentsBetweenRestarts == 0) {
                    harness.restart();
                }
                if (PAUSES_AFTER.contains(n)) {
                    harness.pause();
                    // a model that woke ends the look; the next one sees to the other model
                    harness.pause();
                }
            }
            return harness.emitted();
        }
    }

    private static WordtideConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return WordtideConfig.of(all);
    }
}
