package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.corpus.Corpus;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateFile;
import io.wordtide.train.NamedBounds;
import io.wordtide.train.Trainer;
import io.wordtide.train.TrainingListener;
import io.wordtide.train.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusLearnerTest {

    private static final Corpus CORPUS = TopicCorpus.small();

    static Stream<LearnerConfig> configs() {
        return Stream.of(
                TinyConfigs.stream(),
                TinyConfigs.vary(
                        TinyConfigs.paper(), Map.of("decoder.learningRate", 5e-3, "inference.learningRate", 5e-3)),
                TinyConfigs.vary(
                        TinyConfigs.paper(),
                        Map.of(
                                "decoder.kind",
                                LearnerConfig.DecoderKind.LOG_LINEAR,
                                "refinement.steps",
                                0,
                                "decoder.learningRate",
                                5e-3,
                                "inference.learningRate",
                                5e-3)));
    }

    private static Map<String, Double> test(CorpusLearner learner) {
        return learner.evaluate(CORPUS.test(), count -> {}).stream()
                .collect(Collectors.toMap(
                        NamedBounds::name,
                        bounds -> bounds.perplexity(CORPUS.test()).perDocument()));
    }

    /** Who knows nothing has 20, who knows the topic of each document 10. */
    @ParameterizedTest
    @MethodSource("configs")
    void shouldLearnTheTopicsAndProfitFromRefinement(LearnerConfig config) {
        // Given
        CorpusLearner learner = new CorpusLearner(config, CORPUS, Workers.of(2));

        // When
        new Trainer(learner, CORPUS, new TrainingPlan(60, 5, 1), Optional.empty(), new TrainingListener() {}).train();

        // Then
        Map<String, Double> test = test(learner);
        assertThat(test).containsOnlyKeys(CorpusLearner.AMORTIZED, CorpusLearner.REFINED, CorpusLearner.CONVERGED);
        assertThat(test).hasEntrySatisfying(CorpusLearner.REFINED, refined -> {
            assertThat(refined).isBetween(10.0, 13.0);
            assertThat(test)
                    .hasEntrySatisfying(
                            CorpusLearner.AMORTIZED,
                            amortized -> assertThat(amortized).isGreaterThan(0.99 * refined));
            assertThat(test)
                    .hasEntrySatisfying(
                            CorpusLearner.CONVERGED,
                            converged -> assertThat(converged).isLessThan(1.01 * refined));
        });
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldFindTheSameWithOneThreadAndWithThree(LearnerConfig config) {
        Function<Workers, List<double[]>> run = workers -> {
            CorpusLearner learner = new CorpusLearner(config, CORPUS, workers);
            learner.learnEpoch(CORPUS.training(), 1, count -> {});
            return learner.validate(CORPUS.validation()).stream()
                    .map(NamedBounds::perDocument)
                    .toList();
        };
        List<double[]> one = run.apply(Workers.of(1));
        List<double[]> three = run.apply(Workers.of(3));
        for (int i = 0; i < one.size(); i++) {
            assertThat(three.get(i)).containsExactly(one.get(i));
        }
    }

    @Test
    void shouldGoOnWithTheSameBitsFromItsStateWithDropoutAndAverage() {
        // Given
        Regularization regularization = new Regularization(0.5, 0.9);
        LearnerConfig config = TinyConfigs.vary(
                TinyConfigs.paper(),
                Map.of(
                        "inference.input",
                        LearnerConfig.Input.TF_IDF_AND_LENGTH,
                        "objective.lengthExponent",
                        0.5,
                        "decoder.unigramBias",
                        true));
        CorpusLearner undisturbed = new CorpusLearner(config, regularization, CORPUS, Workers.of(1));
        undisturbed.learnEpoch(CORPUS.training(), 1, count -> {});
        byte[] state = StateFile.encode(undisturbed.describe(), undisturbed::visitState);
        undisturbed.learnEpoch(CORPUS.training(), 2, count -> {});

        // When
        CorpusLearner restored = new CorpusLearner(config, regularization, CORPUS, Workers.of(1));
        StateFile.decode(state, restored.describe(), restored::visitState);
        restored.learnEpoch(CORPUS.training(), 2, count -> {});

        // Then
        assertThat(test(restored)).isEqualTo(test(undisturbed));
    }
}
