package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.LearningReport;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.processor.LearnProcessorHarness.Emitted;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model with four shards that are all here. Mini-batches have 60 documents, and so two parts of 30. */
class ShardedModelTest {

    private static final int SIZE = 60;
    private static final int MINI_BATCHES = 8;

    @TempDir
    Path folder;

    /** Parts matter: otherwise equal bits would say nothing about them. */
    @Test
    void shouldLearnOtherBitsThanWithoutShards() {
        assertThat(learn(config(4), "sharded", MINI_BATCHES * SIZE + 1))
                .hasSameSizeAs(learn(config(1), "whole", MINI_BATCHES * SIZE + 1))
                .isNotEqualTo(learn(config(1), "again", MINI_BATCHES * SIZE + 1));
    }

    /** With a snapshot every three mini-batches, up to two are learned again. */
    @ParameterizedTest
    @ValueSource(ints = {60, 100, 170})
    void shouldContinueWithTheSameBitsWhenRestored(int documentsBetweenRestarts) {
        // When
        List<Emitted> undisturbed = learn(config(4), "undisturbed", MINI_BATCHES * SIZE + 1);
        List<Emitted> restarted = learn(config(4), "restarted", documentsBetweenRestarts);

        // Then
        assertThat(restarted).isEqualTo(undisturbed);
        assertThat(restarted.stream().filter(emitted -> emitted.value() instanceof LearningReport))
                .hasSize(MINI_BATCHES);
    }

    private List<Emitted> learn(WordtideConfig config, String name, int documentsBetweenRestarts) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config, folder.resolve(name))) {
            for (int n = 0; n < MINI_BATCHES * SIZE; n++) {
                harness.send(TinyCorpus.documents(n, n + 1));
                if ((n + 1) % documentsBetweenRestarts == 0) {
                    harness.restart();
                }
            }
            return harness.emitted();
        }
    }

    /** The round breaks right after a snapshot (3), or a mini-batch and two later. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void shouldLearnAsIfARoundThatWasUndoneHadNeverBeen(int miniBatchesBefore) {
        // Given
        List<Emitted> undisturbed = learn(config(4), "undisturbed", MINI_BATCHES * SIZE + 1);
        int before = miniBatchesBefore * SIZE;

        // When: 59 good documents share their round with a broken one, and are sent again
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(4), folder.resolve("broken"))) {
            harness.send(TinyCorpus.documents(0, before + SIZE - 1));
            harness.sendBrokenBag();
            harness.send(TinyCorpus.documents(before, before + SIZE + 10));
            harness.restart();
            harness.send(TinyCorpus.documents(before + SIZE + 10, MINI_BATCHES * SIZE));

            // Then
            assertThat(harness.emitted(DeadLetter.class)).hasSize(SIZE);
            assertThat(harness.emitted())
                    .filteredOn(emitted -> !(emitted.value() instanceof DeadLetter))
                    .isEqualTo(undisturbed);
        }
    }

    /** Two rounds break; the third takes the model back to version 3, and it has forgotten the rounds 4 to 6. */
    @Test
    void shouldGoBackToTheNewestSnapshotFromWhichItCanLearn() {
        // Given
        List<Emitted> undisturbed;
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(4), folder.resolve("undisturbed"))) {
            harness.send(TinyCorpus.documents(0, 3 * SIZE));
            int before = harness.emitted().size();
            harness.send(TinyCorpus.documents(8 * SIZE, 11 * SIZE));
            undisturbed = harness.emitted().subList(before, harness.emitted().size());
        }

        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(4), folder.resolve("broken"))) {
            harness.send(TinyCorpus.documents(0, 6 * SIZE));
            PoisonedSnapshot.plant(harness.stores(), config(4), 6);
            harness.restart();
            harness.send(TinyCorpus.documents(6 * SIZE, 8 * SIZE));
            int before = harness.emitted().size();

            // When: with a restart in between, which learns the first of these again
            harness.send(TinyCorpus.documents(8 * SIZE, 9 * SIZE));
            harness.restart();
            harness.send(TinyCorpus.documents(9 * SIZE, 11 * SIZE));

            // Then
            assertThat(harness.emitted(DeadLetter.class)).hasSize(2 * SIZE);
            assertThat(harness.emitted().subList(before, harness.emitted().size()))
                    .isEqualTo(undisturbed);
        }
    }

    /** Models that began before there were shards have no such setting. */
    @ParameterizedTest
    @CsvSource({"4, 2, wordtide.model.shards=4 (found 2)", "1, 4, (found 4)", "4, 1, wordtide.model.shards=4"})
    void shouldRefuseToContinueWithAnotherNumberOfShards(int begunWith, int found, String difference) {
        try (LearnProcessorHarness harness = new LearnProcessorHarness(config(begunWith), folder)) {
            // Given
            harness.send(TinyCorpus.documents(0, 2));

            // Then
            assertThatExceptionOfType(BrokenLearnerException.class)
                    .isThrownBy(() -> harness.restart(config(found)))
                    .withMessageContaining("expected model default to continue with the settings it was begun with: ")
                    .withMessageContaining("wordtide.model.shards=")
                    .withMessageContaining(difference)
                    .withMessageContaining("Set them back, or start over under another wordtide.application.id");
        }
    }

    private static WordtideConfig config(int shards) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", Integer.toString(SIZE));
        settings.put("wordtide.model.shards", Integer.toString(shards));
        return WordtideConfig.of(settings);
    }
}
