package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.Document;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A learner that is torn down and restored from its stores continues with the same bits as one that was not. With four
 * documents per mini-batch and a snapshot every three mini-batches, 40 documents pass through all states: journal
 * alone, snapshot and journal, snapshot alone, each with and without waiting bags.
 */
class LearnProcessorRestartTest {

    private static final int DOCUMENTS = 40;

    private static final Map<String, Integer> ONE_DUPLICATE = Map.of("duplicate", 1);

    /** After these documents the stream pauses, so that mini-batches of other sizes occur. */
    private static final List<Integer> PAUSES_AFTER = List.of(5, 6, 17, 39);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 13})
    void shouldContinueBitForBitWhenRestored(int documentsBetweenRestarts) {
        // Given
        WordtideConfig config = config(Map.of());
        List<Emitted> undisturbed = learn(config, folder.resolve("undisturbed"), DOCUMENTS + 1);

        // When
        List<Emitted> restarted = learn(config, folder.resolve("restarted"), documentsBetweenRestarts);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
    }

    @Test
    void shouldContinueBitForBitWhenTaskHoldsSeveralModels() {
        // Given: one model's id is a prefix of the other's
        WordtideConfig config = config(Map.of("wordtide.model.route", "source"));
        List<Emitted> undisturbed = learn(config, folder.resolve("undisturbed"), DOCUMENTS + 1);

        // When
        List<Emitted> restarted = learn(config, folder.resolve("restarted"), 3);

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

    /** The beginning of the model counts as the oldest snapshot, so that one kept snapshot is the second one. */
    @Test
    void shouldKeepInTheJournalWhatIsNotInTheOldestKeptSnapshot() {
        WordtideConfig config = config(Map.of("wordtide.snapshot.keep", "1"));
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder)) {
            // When: three mini-batches make a snapshot; one more and two bags follow the second one
            harness.send(TinyCorpus.documents(0, 30));

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

    /** Twelve documents make three mini-batches and therefore a snapshot. */
    @Test
    void shouldContinueTheJournalBehindTheDocumentsOfTheSnapshot() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            // When
            harness.send(TinyCorpus.documents(0, 12));

            // Then
            assertThat(harness.stores()
                            .snapshots()
                            .manifest("default")
                            .orElseThrow()
                            .nextSequence())
                    .isEqualTo(12);
        }
    }

    /**
     * With a window of three, a document is a duplicate if its id is among the three before it: document 3, which is
     * document 0 again, is one, and 6, which is 2 again, is not; and so on, every eight documents.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 12})
    void shouldKnowTheSameDuplicatesWhenRestored(int documentsBetweenRestarts) {
        // Given
        WordtideConfig config = config(Map.of("wordtide.duplicates.window", "3"));

        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder)) {
            // When
            for (int n = 0; n < DOCUMENTS; n++) {
                harness.send(List.of(TinyCorpus.document(n % 8 == 3 ? n - 3 : n % 8 == 6 ? n - 4 : n)));
                if ((n + 1) % documentsBetweenRestarts == 0) {
                    harness.restart();
                }
            }

            // Then: one in eight
            assertThat(harness.emitted(LearningReport.class))
                    .extracting(LearningReport::getSkippedDocumentCounts)
                    .containsExactlyElementsOf(
                            Collections.nCopies(DOCUMENTS / 8, List.of(ONE_DUPLICATE, Map.<String, Integer>of()))
                                    .stream()
                                    .flatMap(List::stream)
                                    .toList());
        }
    }

    /** The state after deletions, but not the older rows of the changelog, have been compacted away. */
    @Test
    void shouldDeleteWhatTheSnapshotAndTheWindowHaveLeftBehindWhenARestoreBroughtItBack() {
        WordtideConfig config = config(Map.of("wordtide.duplicates.window", "3", "wordtide.snapshot.keep", "1"));
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder)) {
            // Given: a snapshot after 24 documents, with 21 to 23 left in the window; 8 and its bag have come back
            harness.send(TinyCorpus.documents(0, 24));
            WordCounts bag = WordCounts.newBuilder()
                    .setDocumentId("d8")
                    .setTerms(List.of("oil"))
                    .setCounts(List.of(1))
                    .setTokenCount(1)
                    .build();
            harness.stores().journal().append("default", 8, bag);
            harness.stores().journal().append("default", 11, bag);
            harness.stores().recent().add("default", "d8", 8, 100);
            harness.restart();

            // When
            harness.send(TinyCorpus.documents(8, 9));

            // Then: only its new bag, which is not a duplicate
            assertThat(harness.journalRowCount()).isEqualTo(1);
            harness.pause();
            assertThat(harness.emitted(LearningReport.class))
                    .last()
                    .satisfies(report -> assertThat(report.getDocumentCount()).isEqualTo(1))
                    .satisfies(report ->
                            assertThat(report.getSkippedDocumentCounts()).isEmpty());
        }
    }

    @Test
    void shouldRefuseToContinueWithOtherSettings() {
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

    private static List<Emitted> learn(WordtideConfig config, Path stateDirectory, int documentsBetweenRestarts) {
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
                    // a model that woke ends the check; the next check handles the other model
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
