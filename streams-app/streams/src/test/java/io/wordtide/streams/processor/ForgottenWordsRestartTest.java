package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Document;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.LearningReport;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that lose their rows, in a model that is restored before and after. With four documents per mini-batch, rows
 * are recycled by mini-batch 65, of the documents 256 to 259, and by mini-batch 129, of 512 to 515. Snapshots are taken
 * after mini-batches 63 and 66, that is, after documents 251 and 263.
 *
 * <p>Eight rows are full after four documents, 0 to 3. Of the first 40, eight contain harvest or farmer and 16 each
 * other word; the earlier ones count less, so oil and refinery (0 and 2 modulo 5) come before grain and wheat (1 and
 * 3), which come before barrel and tanker. Three waiting terms are in more than 100 documents by then: the first
 * recycling takes the rows of harvest, farmer and oil (row 0, refinery has 1), the second those of refinery, grain and
 * wheat.
 */
class ForgottenWordsRestartTest {

    private static final int DOCUMENTS = 532;

    @TempDir
    Path folder;

    @Test
    void shouldForgetSixWordsInTwoRecyclings() {
        // When
        List<Emitted> emitted = undisturbed();

        // Then
        assertThat(emitted)
                .filteredOn(record -> record.value() == null)
                .containsExactly(
                        tombstone("oil"),
                        tombstone("harvest"),
                        tombstone("farmer"),
                        tombstone("refinery"),
                        tombstone("grain"),
                        tombstone("wheat"));
        assertThat(emitted)
                .extracting(Emitted::value)
                .filteredOn(value ->
                        value instanceof LearningEvent event && event.getKind() == LearningEventKind.WORDS_FORGOTTEN)
                .hasSize(2);
        assertThat(emitted)
                .extracting(Emitted::value)
                .filteredOn(value -> value instanceof LearningReport report && report.getForgottenWordCount() == 3)
                .extracting(value -> ((LearningReport) value).getModelVersion())
                .containsExactly(65L, 129L);
    }

    /** Restored right before the recycling, with it only in the journal, and with it in the snapshot. */
    @ParameterizedTest
    @ValueSource(ints = {255, 256, 260, 261, 264, 266})
    void shouldForgetTheSameWordsWithTheSameBitsWhenRestored(int documentsBefore) {
        // Given
        List<Emitted> undisturbed = undisturbed();

        // When
        try (LearnProcessorHarness harness = harness("restarted")) {
            harness.send(documents(0, documentsBefore));
            harness.restart();
            harness.send(documents(documentsBefore, DOCUMENTS));

            // Then
            assertThat(harness.emitted()).isEqualTo(undisturbed);
        }
    }

    /** The step that breaks is the one that recycles, the next one, or one after the snapshot. */
    @ParameterizedTest
    @ValueSource(ints = {256, 260, 268})
    void shouldForgetTheSameWordsWithTheSameBitsWhenAStepBreaks(int documentsBefore) {
        // Given
        List<Emitted> undisturbed = undisturbed();

        // When
        try (LearnProcessorHarness harness = harness("broken")) {
            harness.send(documents(0, documentsBefore + 3));
            harness.sendBrokenBag();
            harness.send(documents(documentsBefore, DOCUMENTS));

            // Then
            assertThat(harness.emitted(DeadLetter.class)).hasSize(4);
            assertThat(harness.emitted())
                    .filteredOn(record -> !(record.value() instanceof DeadLetter))
                    .isEqualTo(undisturbed);
        }
    }

    private static Emitted tombstone(String word) {
        return new Emitted(LearnProcessor.WORD_EMBEDDINGS, word, null);
    }

    private List<Emitted> undisturbed() {
        try (LearnProcessorHarness harness = harness("undisturbed")) {
            harness.send(documents(0, DOCUMENTS));
            return harness.emitted();
        }
    }

    private static List<Document> documents(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> n < 40
                        ? TinyCorpus.document(n)
                        : TinyCorpus.document("d" + n, n < 360 ? "copper mine copper smelter" : "silver vault bullion"))
                .toList();
    }

    private LearnProcessorHarness harness(String state) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.vocabulary.size", "8");
        return new LearnProcessorHarness(WordtideConfig.of(settings), folder.resolve(state));
    }
}
