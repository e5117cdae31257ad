package io.wordtide.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.corpus.Corpus;
import io.wordtide.learn.CorpusLearner;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.TinyConfigs;
import io.wordtide.learn.TopicCorpus;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.SnapshotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static final Corpus CORPUS = TopicCorpus.small();
    private static final TrainingListener SILENT = new TrainingListener() {};

    @TempDir
    private Path directory;

    private static CorpusLearner learner() {
        return learner(TinyConfigs.stream());
    }

    private static CorpusLearner learner(LearnerConfig config) {
        return new CorpusLearner(config, CORPUS, Workers.of(1));
    }

    private TrainingResult train(TrainableModel model, int epochs, TrainingListener listener) {
        return new Trainer(model, CORPUS, new TrainingPlan(epochs, 2, 1), Optional.of(directory), listener).train();
    }

    /** Asks for a stop after some epochs, as a signal would. */
    private static TrainingListener stoppingAfter(int epochs) {
        return new TrainingListener() {
            private int asked;

            @Override
            public boolean stopRequested() {
                return ++asked == epochs;
            }
        };
    }

    private static List<Double> bounds(TrainableModel model) {
        return model.validate(CORPUS.validation()).stream()
                .flatMap(bounds -> Arrays.stream(bounds.perDocument()).boxed())
                .toList();
    }

    @Test
    void shouldBeWhereAnUndisturbedTrainingIsAfterAStop() {
        // Given
        CorpusLearner undisturbed = learner();
        TrainingResult expected =
                new Trainer(undisturbed, CORPUS, new TrainingPlan(7, 2, 1), Optional.empty(), SILENT).train();

        // When: stopped after the third epoch, and continued in a new model
        TrainingResult stopped = train(learner(), 7, stoppingAfter(3));
        CorpusLearner resumed = learner();
        TrainingResult finished = train(resumed, 7, SILENT);

        // Then
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.epochs()).isEqualTo(3);
        assertThat(finished.finished()).isTrue();
        assertThat(finished.bestEpoch()).isEqualTo(expected.bestEpoch());
        assertThat(finished.history().stream().map(Validation::perplexities))
                .isEqualTo(expected.history().stream()
                        .map(Validation::perplexities)
                        .toList());
        assertThat(bounds(resumed)).isEqualTo(bounds(undisturbed));
    }

    @Test
    void shouldContinueLongerThanPlannedAtFirst() {
        // Given
        train(learner(), 3, SILENT);

        // When
        CorpusLearner longer = learner();
        TrainingResult result = train(longer, 6, SILENT);

        // Then
        assertThat(result.epochs()).isEqualTo(6);
        assertThat(result.history()).extracting(Validation::epoch).containsExactly(2, 3, 4, 6);
    }

    @Test
    void shouldLeaveTheModelAtTheEpochThatIsBestOnValidation() {
        // Given: steps so long that the model soon gets worse
        CorpusLearner learner = learner(TinyConfigs.vary(
                TinyConfigs.paper(),
                Map.of("decoder.learningRate", 0.3, "inference.learningRate", 0.3, "refinement.steps", 0)));

        // When
        TrainingResult result = train(learner, 12, SILENT);

        // Then
        double best = result.history().stream()
                .mapToDouble(Validation::criterion)
                .min()
                .orElseThrow();
        assertThat(learner.validate(CORPUS.validation())
                        .get(0)
                        .perplexity(CORPUS.validation())
                        .perDocument())
                .isEqualTo(best);
        assertThat(result.history().stream()
                        .filter(validation -> validation.epoch() == result.bestEpoch())
                        .findFirst()
                        .orElseThrow()
                        .criterion())
                .isEqualTo(best);
    }

    @Test
    void shouldRefuseTheCheckpointOfAnotherModelAndADamagedOne() throws IOException {
        // Given
        train(learner(), 2, SILENT);
        LearnerConfig other = TinyConfigs.vary(TinyConfigs.stream(), Map.of("latentSize", 5));

        // When, then
        assertThatThrownBy(() -> train(learner(other), 2, SILENT))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("checkpoint.bin", "latentSize", "another directory");
        Path file = directory.resolve("checkpoint.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> train(learner(), 2, SILENT))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("checkpoint.bin", "remove it to train from the start");
        Files.write(file, new byte[] {0x7f, -1, -1, -1, 1, 2, 3});
        assertThatThrownBy(() -> train(learner(), 2, SILENT))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("checkpoint.bin", "expected a model of 2147483647 bytes, found 3");
        Files.write(file, new byte[] {-1, -1, -1, -1});
        assertThatThrownBy(() -> train(learner(), 2, SILENT))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("checkpoint.bin", "remove it to train from the start");
    }

    @Test
    void shouldRefuseACheckpointOfMoreEpochsThanArePlanned() {
        // Given
        train(learner(), 3, SILENT);

        // When, then: the model cannot be taken back to an earlier epoch
        assertThatThrownBy(() -> train(learner(), 2, SILENT))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("at most 2 epochs", "found one after 3", "another directory");
        assertThat(train(learner(), 3, SILENT).epochs()).isEqualTo(3);
    }

    @Test
    void shouldSayThatThereIsNoPlaceForCheckpointsBeforeItTrains() throws IOException {
        // Given
        Path taken = Files.writeString(directory.resolve("taken"), "a file");
        TrainingListener strict = new TrainingListener() {
            @Override
            public void learned(int documents) {
                throw new AssertionError("expected no training");
            }
        };

        // When, then
        assertThatThrownBy(() ->
                        new Trainer(learner(), CORPUS, new TrainingPlan(1, 1, 1), Optional.of(taken), strict).train())
                .isInstanceOf(SnapshotException.class)
                .hasMessageContainingAll("expected a directory for checkpoints at " + taken, "give another one");
    }
}
