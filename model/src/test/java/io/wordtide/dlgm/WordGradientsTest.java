package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** d log mu_v(z) / dz of a drawn word v, against the reference, and the mean of its outer products. */
class WordGradientsTest {

    private static final int DOCUMENT_COUNT = 20;
    private static final int LATENT_SIZE = TinyModels.LATENT_SIZE;

    private final Matrix latent = TinyModels.gaussian(6, DOCUMENT_COUNT);

    private static GenerativeModel model(boolean deep) {
        return deep ? TinyModels.deep(6) : TinyModels.logLinear(6);
    }

    /** The blocks of a mini-batch after a pass at z = latent. */
    private MiniBatch passed(GenerativeModel model) {
        MiniBatch miniBatch = TinyModels.open(model, TinyModels.documents(6, DOCUMENT_COUNT));
        miniBatch.forEachBlock(block -> block.differentiateAndKeep(
                latent.rows(block.first(), block.size()), Matrix.zeros(block.size(), LATENT_SIZE)));
        return miniBatch;
    }

    private static Matrix wordGradients(MiniBatch miniBatch, SeededNoise noise) {
        Matrix gradients = Matrix.zeros(DOCUMENT_COUNT, LATENT_SIZE);
        miniBatch.blocks().forEach(block -> gradients.setRows(block.first(), block.wordGradients(noise, LATENT_SIZE)));
        return gradients;
    }

    /** The word whose cumulative probability covers a uniform number, by the reference. */
    private static int word(double[] logWordProbabilities, double uniform) {
        double cumulative = 0;
        for (int v = 0; v < logWordProbabilities.length; v++) {
            cumulative += Math.exp(logWordProbabilities[v]);
            assertThat(Math.abs(uniform - cumulative))
                    .as("distance to the next word, which the exponential's 4e-5 must not cross; choose another seed")
                    .isGreaterThan(1e-4);
            if (uniform < cumulative) {
                return v;
            }
        }
        throw new AssertionError("expected a word for " + uniform);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEqualCentralDifferencesOfTheDrawnWordsLogProbability(boolean deep) {
        // Given
        GenerativeModel model = model(deep);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        SeededNoise noise = TinyModels.noise(9);
        double[] allLatents = ReferenceParameters.toDoubles(latent.values());
        int[] words = new int[DOCUMENT_COUNT];
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            double[] z = row(allLatents, d);
            assertThat(reference.distanceToKink(z))
                    .as("distance to relu's kink; choose another seed")
                    .isGreaterThan(GradientCheck.REQUIRED_DISTANCE_TO_KINK);
            words[d] = word(reference.logWordProbabilities(z), noise.uniform(d));
        }
        assertThat(Arrays.stream(words).distinct().count())
                .as("words drawn, of 8")
                .isGreaterThan(4);

        // When
        Matrix gradients = wordGradients(passed(model), noise);

        // Then
        GradientCheck.check(
                "z of all documents",
                allLatents,
                () -> IntStream.range(0, DOCUMENT_COUNT)
                        .mapToDouble(d -> reference.logWordProbabilities(row(allLatents, d))[words[d]])
                        .sum(),
                gradients.values());
    }

    private static double[] row(double[] latents, int document) {
        return Arrays.copyOfRange(latents, document * LATENT_SIZE, (document + 1) * LATENT_SIZE);
    }

    /** Drawing words and gradients does not change the pass's results: the same noise gives the same bits again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDependOnTheNoiseAndThePassAlone(boolean deep) {
        // Given
        MiniBatch miniBatch = passed(model(deep));

        // When
        Matrix first = wordGradients(miniBatch, TinyModels.noise(1));
        Matrix other = wordGradients(miniBatch, TinyModels.noise(2));
        Matrix again = wordGradients(miniBatch, TinyModels.noise(1));

        // Then
        assertThat(again.values()).containsExactly(first.values());
        assertThat(other.values()).isNotEqualTo(first.values());
    }

    /**
     * The Fisher information of one token about z in the log-linear model, W' (diag(mu) - mu mu') W, of each document;
     * summed over them. The standard error of the mean over draws follows from the same probabilities.
     */
    @Test
    void shouldHaveOuterProductsWhoseMeanIsTheFisherInformation() {
        // Given
        int drawCount = 4_000;
        GenerativeModel model = model(false);
        Matrix weights = model.outputWeights().value();
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        MiniBatch miniBatch = passed(model);

        // When
        double[][] sums = new double[LATENT_SIZE][LATENT_SIZE];
        for (int draw = 0; draw < drawCount; draw++) {
            Matrix gradients = wordGradients(miniBatch, TinyModels.noise(8).part(draw));
            for (int d = 0; d < DOCUMENT_COUNT; d++) {
                addOuterProduct(gradients.row(d), sums);
            }
        }

        // Then
        for (int i = 0; i < LATENT_SIZE; i++) {
            for (int j = 0; j < LATENT_SIZE; j++) {
                double fisher = 0;
                double variance = 0;
                for (int d = 0; d < DOCUMENT_COUNT; d++) {
                    double[] mu = Arrays.stream(
                                    reference.logWordProbabilities(ReferenceParameters.toDoubles(latent.row(d))))
                            .map(Math::exp)
                            .toArray();
                    double product = mean(mu, weights, i, j) - mean(mu, weights, i) * mean(mu, weights, j);
                    fisher += product;
                    variance += meanSquaredProduct(mu, weights, i, j) - product * product;
                }
                assertThat(sums[i][j] / drawCount)
                        .as("F[%d][%d]", i, j)
                        .isCloseTo(fisher, within(4 * Math.sqrt(variance / drawCount)));
            }
        }
    }

    private static void addOuterProduct(float[] gradient, double[][] sums) {
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                sums[i][j] += (double) gradient[i] * gradient[j];
            }
        }
    }

    /** Sum of mu_v W_vi. */
    private static double mean(double[] mu, Matrix weights, int i) {
        double sum = 0;
        for (int v = 0; v < mu.length; v++) {
            sum += mu[v] * weights.get(v, i);
        }
        return sum;
    }

    /** Sum of mu_v W_vi W_vj. */
    private static double mean(double[] mu, Matrix weights, int i, int j) {
        double sum = 0;
        for (int v = 0; v < mu.length; v++) {
            sum += mu[v] * weights.get(v, i) * weights.get(v, j);
        }
        return sum;
    }

    /** Mean squared product of a gradient's elements i and j, over the words that may be drawn. */
    private static double meanSquaredProduct(double[] mu, Matrix weights, int i, int j) {
        double sum = 0;
        for (int v = 0; v < mu.length; v++) {
            double product = (weights.get(v, i) - mean(mu, weights, i)) * (weights.get(v, j) - mean(mu, weights, j));
            sum += mu[v] * product * product;
        }
        return sum;
    }
}
