package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A mini-batch has half of the documents before it, rounded down, or four if that is more. It begins at document
 *
 * <pre>
 * 0   4   8   12   18   27   40   60   90
 * </pre>
 *
 * and so has 4, 4, 4, 12/2 = 6, 18/2 = 9, 27/2 = 13, 40/2 = 20 and 60/2 = 30 documents.
 */
class GrowingMiniBatchesTest {

    private static final List<Integer> SIZES = List.of(4, 4, 4, 6, 9, 13, 20, 30);
    private static final int DOCUMENTS = 90;

    @TempDir
    Path folder;

    @Test
    void shouldGrowWithTheDocumentsBefore() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config("0.5"), folder)) {
            // When
            harness.send(TinyCorpus.documents(0, DOCUMENTS));

            // Then
            assertThat(harness.emitted(LearningReport.class))
                    .extracting(LearningReport::getDocumentCount)
                    .containsExactlyElementsOf(SIZES);
            assertThat(harness.waitingCount()).isZero();
        }
    }

    /**
     * A snapshot every three mini-batches of four documents: after the mini-batch in which a multiple of 12 is reached.
     * That is 12 in mini-batch 3, 24 in 5, 36 in 6, 48 and 60 in 7, and 72 and 84 in 8; none in 4, from 12 to 18.
     */
    @Test
    void shouldTakeSnapshotsAtIntervalsOfDocumentsThatDoNotGrow() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config("0.5"), folder)) {
            // When
            List<Long> newest = new ArrayList<>();
            int sent = 0;
            for (int size : SIZES) {
                harness.send(TinyCorpus.documents(sent, sent + size));
                sent += size;
                newest.add(harness.stores()
                        .snapshots()
                        .manifest("default")
                        .orElseThrow()
                        .version());
            }

            // Then
            assertThat(newest).containsExactly(0L, 0L, 3L, 3L, 5L, 6L, 7L, 8L);
        }
    }

    /**
     * Words every two mini-batches of four documents: multiples of 8 are reached in the mini-batches 2 (8), 4 (16), 5 (24),
     * 6 (32 and 40), 7 and 8, and none in 1 (0 to 4) and 3 (8 to 12).
     */
    @Test
    void shouldPublishWordsAtIntervalsOfDocumentsThatDoNotGrow() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config("0.5"), folder)) {
            // When
            harness.send(TinyCorpus.documents(0, DOCUMENTS));

            // Then
            assertThat(harness.emitted(WordEmbedding.class).stream()
                            .map(WordEmbedding::getModelVersion)
                            .distinct())
                    .containsExactly(2L, 4L, 5L, 6L, 7L, 8L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30})
    void shouldContinueWithTheSameBitsWhenRestoredInTheMiddle(int documentsBetweenRestarts) {
        // When
        List<Emitted> undisturbed = learn(config("0.5"), "undisturbed", DOCUMENTS + 1);
        List<Emitted> restarted = learn(config("0.5"), "restarted", documentsBetweenRestarts);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
    }

    /** A half of a thousandth of 90 documents is less than four. */
    @Test
    void shouldLearnTheSameBitsAsWithoutGrowthWhileTheSizeIsNotExceeded() {
        assertThat(learn(config("0.0005"), "small", 7)).isEqualTo(learn(config("0"), "without", 7));
    }

    /** 18 documents wait, which are more than a mini-batch has without growth; it is learned with the next. */
    @Test
    void shouldContinueWhenGrowthIsSwitchedOff() {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config("0.5"), folder)) {
            // Given: the mini-batch from 40 to 60 waits for two more documents
            harness.send(TinyCorpus.documents(0, 58));

            // When
            harness.restart(config("0"));
            harness.send(TinyCorpus.documents(58, 59));

            // Then
            assertThat(harness.emitted(LearningReport.class))
                    .extracting(LearningReport::getDocumentCount)
                    .containsExactly(4, 4, 4, 6, 9, 13, 4, 4, 4, 4);
        }
    }

    private List<Emitted> learn(WordtideConfig config, String name, int documentsBetweenRestarts) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder.resolve(name))) {
            for (int n = 0; n < DOCUMENTS; n++) {
                harness.send(TinyCorpus.documents(n, n + 1));
                if ((n + 1) % documentsBetweenRestarts == 0) {
                    harness.restart();
                }
            }
            return harness.emitted();
        }
    }

    private static WordtideConfig config(String growth) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.growth", growth);
        settings.put("wordtide.words.publish.minimum.drift", "0");
        return WordtideConfig.of(settings);
    }
}
