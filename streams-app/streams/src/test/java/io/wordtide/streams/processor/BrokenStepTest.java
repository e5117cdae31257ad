package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
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

            // When: the model goes back to ever older snapshots and breaks again
            AtomicInteger sent = new AtomicInteger();
            assertThatThrownBy(() -> {
                        while (sent.get() < 400) {
                            harness.send(TinyCorpus.documents(sent.get(), sent.incrementAndGet()));
                        }
                    })
                    .isInstanceOf(BrokenLearnerException.class)
                    .hasMessageContaining("expected model default to learn a mini-batch after 2 were undone")
                    .hasMessageContaining("expected a finite ELBO");

            // Then: the last mini-batch is read again when the application has been started again
            List<DocumentEmbedding> embeddings = harness.emitted(DocumentEmbedding.class);
            List<DeadLetter> deadLetters = harness.emitted(DeadLetter.class);
            assertThat(deadLetters)
                    .isNotEmpty()
                    .allSatisfy(letter -> assertThat(letter.getCause()).contains("expected a finite ELBO"));
            assertThat(embeddings.size() + deadLetters.size()).isEqualTo(sent.get() - 4);
            assertThat(embeddings)
                    .allSatisfy(
                            embedding -> assertThat(embedding.getElboPerToken()).isFinite());
        }
    }

    /** Two mini-batches break, before and after a restart; the third takes the model back to version 3. */
    @Test
    void shouldGoBackToTheNewestSnapshotFromWhichItCanLearn() {
        // Given: a model that has learned three mini-batches, and will not see the five after them
        List<Emitted> undisturbed;
        try (LearnProcessorHarness harness =
                new LearnProcessorHarness(config(Map.of()), folder.resolve("undisturbed"))) {
            harness.send(TinyCorpus.documents(0, 12));
            int before = harness.emitted().size();
            harness.send(TinyCorpus.documents(32, 48));
            undisturbed = harness.emitted().subList(before, harness.emitted().size());
        }

        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder.resolve("broken"))) {
            harness.send(TinyCorpus.documents(0, 24));
            PoisonedSnapshot.plant(harness.stores(), config(Map.of()), 6);
            harness.restart();

            // When
            harness.send(TinyCorpus.documents(24, 28));
            harness.restart();
            harness.send(TinyCorpus.documents(28, 32));
            int before = harness.emitted().size();
            harness.send(TinyCorpus.documents(32, 36));
            int journalRows = harness.journalRowCount();
            OptionalLong frequenciesVersion = harness.stores().frequencies().newestVersion("default");
            harness.restart();
            harness.send(TinyCorpus.documents(36, 48));

            // Then
            assertThat(harness.emitted(DeadLetter.class)).hasSize(8);
            assertThat(journalRows)
                    .as("those of the snapshot, four bags and a boundary")
                    .isEqualTo(12 + 3 + 5);
            assertThat(frequenciesVersion).hasValue(3);
            assertThat(harness.emitted().subList(before, harness.emitted().size()))
                    .isEqualTo(undisturbed);
        }
    }

    /** Documents of the mini-batches that the model has forgotten may be sent again. */
    @Test
    void shouldLearnAgainWhatItForgotWhenItWentBack() {
        // Given
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(Map.of()), folder)) {
            harness.send(TinyCorpus.documents(0, 24));
            PoisonedSnapshot.plant(harness.stores(), config(Map.of()), 6);
            harness.restart();
            harness.send(TinyCorpus.documents(24, 36));

            // When: 8 to 11 are in the snapshot of version 3, 12 to 15 are not
            harness.send(TinyCorpus.documents(8, 16));

            // Then
            assertThat(harness.emitted(DocumentEmbedding.class))
                    .extracting(DocumentEmbedding::getDocumentId)
                    .endsWith("d32", "d33", "d34", "d35", "d12", "d13", "d14", "d15");
        }
    }

    private static WordtideConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.putAll(settings);
        return WordtideConfig.of(all);
    }
}
