package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With V = 2 words, K = 1, W = (2, 0) and b = (-1, 0), mu_0(z) = 1 / (1 + exp(1 - 2 z)): its mean under q is an integral
 * over a line.
 */
class PosteriorPredictiveTest {

    private static final float MEAN = 0.3f;
    private static final float LOG_VARIANCE = (float) Math.log(1.5 * 1.5);

    private static GenerativeModel twoWords() {
        GenerativeModel model = new GenerativeModel(1, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = 2;
        model.outputBias().value().values()[0] = -1;
        return model;
    }

    /** E_q[mu_0(z)] by trapezoids of 0.001 sigma from -8 to 8 sigma; the mass outside is 1e-15. */
    private static double probabilityOfTheFirstWord() {
        double sum = 0;
        for (int i = -8_000; i <= 8_000; i++) {
            double noise = 0.001 * i;
            double density = Math.exp(-0.5 * noise * noise) / Math.sqrt(2 * Math.PI);
            sum += 0.001 * density / (1 + Math.exp(1 - 2 * (MEAN + 1.5 * noise)));
        }
        return sum;
    }

    /** log p of the same document at many positions, each with other noise: more than one block of them. */
    private static double[] estimates(DocumentCounts document, int documentCount, int pairCount) {
        VariationalParameters psi = VariationalParameters.prior(documentCount, 1);
        Arrays.fill(psi.mean().values(), MEAN);
        Arrays.fill(psi.logVariance().values(), LOG_VARIANCE);
        try (MiniBatch miniBatch = twoWords().open(Collections.nCopies(documentCount, document))) {
            return PosteriorPredictive.logProbabilities(miniBatch, psi, TinyModels.noise(2), pairCount);
        }
    }

    @Test
    void shouldPredictAsTheBiasDoesWhereWordsDoNotDependOnTheLatent() {
        // Given: W = 0, b = log of 1/2, 1/4, 1/4
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputBias().value().values()[0] = (float) Math.log(2);
        List<DocumentCounts> documents = List.of(TinyModels.document(1, 2, 0), TinyModels.document(0, 0, 1));
        VariationalParameters psi = VariationalParameters.prior(2, 1);

        // When
        double[] logProbabilities =
                PosteriorPredictive.logProbabilities(model.open(documents), psi, TinyModels.noise(2), 3);

        // Then: log 1/2 + 2 log 1/4 and log 1/4; 4e-5 in each weight
        assertThat(logProbabilities).containsExactly(new double[] {-5 * Math.log(2), -2 * Math.log(2)}, within(1.2e-4));
    }

    /**
     * Three tokens of word 0 and one of word 1. A pair's mean of mu_0 has a standard deviation of 0.08, so that of 20,000
     * pairs is 6e-4, that of log p at most 3 / 0.48 + 1 / 0.52 = 8.2 times that.
     */
    @Test
    void shouldTendToTheMeanOfTheProbabilitiesAndNotOfTheirLogarithms() {
        // Given
        double first = probabilityOfTheFirstWord();
        double expected = 3 * Math.log(first) + Math.log(1 - first);

        // When
        double[] estimate = estimates(TinyModels.document(3, 1), 1, 20_000);

        // Then: the mean of the logarithms would be lower by more than 1
        assertThat(estimate[0]).isCloseTo(expected, within(0.01));
    }

    /** The error decreases with the root of the number of samples: with 16 times as many, to a quarter. */
    @Test
    void shouldComeFourTimesCloserWithSixteenTimesAsManySamples() {
        double few = rootMeanSquareError(50);
        double many = rootMeanSquareError(800);
        assertThat(few / many).isBetween(3.5, 4.5);
        assertThat(few).isLessThan(0.03);
    }

    private static double rootMeanSquareError(int pairCount) {
        double expected = Math.log(probabilityOfTheFirstWord());
        return Math.sqrt(Arrays.stream(estimates(TinyModels.document(1, 0), 600, pairCount))
                .map(estimate -> (estimate - expected) * (estimate - expected))
                .average()
                .orElseThrow());
    }

    @Test
    void shouldDrawOtherNoiseForEachDocumentOfEveryBlock() {
        // When: 600 documents are three blocks
        double[] estimates = estimates(TinyModels.document(1, 0), 600, 2);

        // Then
        assertThat(Arrays.stream(estimates).distinct().count()).isEqualTo(600);
    }

    @Test
    void shouldNotUnderflowWhereAWordIsAllButImpossible() {
        // Given: log mu_1 = -2,000 whatever z is
        GenerativeModel model = new GenerativeModel(1, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        model.outputBias().value().values()[0] = 2_000;

        // When
        double[] logProbabilities = PosteriorPredictive.logProbabilities(
                model.open(List.of(TinyModels.document(0, 1))),
                VariationalParameters.prior(1, 1),
                TinyModels.noise(2),
                2);

        // Then
        assertThat(logProbabilities[0]).isCloseTo(-2_000, within(0.1));
    }
}
