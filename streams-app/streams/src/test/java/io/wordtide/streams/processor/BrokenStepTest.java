package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that breaks loses the documents of its mini-batch, and nothing else. */
class BrokenStepTest {

    @TempDir
    Path folder;

    /** The step breaks right after a snapshot (12), or a mini-batch and two later. */
    @ParameterizedTest
    @ValueSource(ints = {12, 16, 20})
    void shouldContinueAsIfTheMiniBatchHadNeverBeenWhenAStepBreaks(int documentsBefore) {
        // Given
        List<Emitted> undisturbed;
        try (LearnProcessorHarness harness =
                new LearnProcessorHarness(config(Map.of()), folder.resolve("undisturbed"))) {
            harness.send(TinyCorpus.documents(0, 40));
            undisturbed = harness.emitted();
        }

        // When: three good documents share their mini-batch with a broken one, and are sent again later
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder.resolve("broken"))) {
            harness.send(TinyCorpus.documents(0, documentsBefore));
            harness.send(TinyCorpus.documents(documentsBefore, documentsBefore + 3));
            harness.sendBrokenBag();
            harness.send(TinyCorpus.documents(documentsBefore, documentsBefore + 2));
            // two documents wait right after the boundary "undone"
            harness.restart();
            harness.send(TinyCorpus.documents(documentsBefore + 2, 30));
            harness.restart();
            harness.send(TinyCorpus.documents(30, 40));

            // Then
            assertThat(harness.emitted())
                    .filteredOn(emitted -> !(emitted.value() instanceof DeadLetter))
                    .isEqualTo(undisturbed);
            List<DeadLetter> deadLetters = harness.emitted(DeadLetter.class);
            assertThat(deadLetters)
                    .extracting(DeadLetter::getOrigin)
                    .containsExactly("documents-0@0", "documents-0@0", "documents-0@0", "documents-0@77");
            assertThat(deadLetters).extracting(DeadLetter::getReason).containsOnly(DeadLetterReason.BROKEN_STEP);
            assertThat(deadLetters.get(0).getCause())
                    .contains("expected model default to learn a mini-batch of 4 documents")
                    .contains("found expected as many counts as terms, found 2 terms and 1 counts");
        }
    }

    @Test
    void shouldAccountForEveryDocumentWhenBoundsAreNotFinite() {
        // Given: steps so long that the inference network's variances exceed the range of floats
        WordtideConfig config = config(Map.of("wordtide.model.inference.learning.rate", "1"));
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder)) {

            // When
            harness.send(TinyCorpus.documents(0, 400));

            // Then
            List<DocumentEmbedding> embeddings = harness.emitted(DocumentEmbedding.class);
            List<DeadLetter> deadLetters = harness.emitted(DeadLetter.class);
            assertThat(deadLetters)
                    .isNotEmpty()
                    .allSatisfy(letter -> assertThat(letter.getCause()).contains("expected a finite ELBO"));
            assertThat(embeddings.size() + deadLetters.size()).isEqualTo(400);
            assertThat(embeddings)
                    .allSatisfy(
                            embedding -> assertThat(embedding.getElboPerToken()).isFinite());
            List<LearningReport> reports = harness.emitted(LearningReport.class);
            assertThat(reports)
                    .extracting(LearningReport::getModelVersion)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, reports.size()).boxed().toList());
        }
    }

    private static WordtideConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return WordtideConfig.of(all);
    }
}
