package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel by hand and against plain loops in double. Shapes: W is [V, H], the bias [V], h [n, H]. A tile has 500
 * words.
 */
class SoftmaxKernelTest {

    /** Relative error of an exponential ({@link io.wordtide.linalg.Exponential}), and so of a sum of them. */
    private static final double EXPONENTIAL_ERROR = 4e-5;

    /**
     * Error of a logit near 1000 as a float: half of 2^-14 in each of three additions, plus the exponential's.
     */
    private static final double ERROR_NEAR_THOUSAND = 3 * 0x1p-15 + EXPONENTIAL_ERROR;

    private final Random random = new Random(1);

    private static SoftmaxKernel kernel(Matrix weights, float[] bias, int documentCount) {
        OutputTiles tiles = new OutputTiles();
        tiles.load(weights, bias, weights.rows(), Workers.shared());
        SoftmaxKernel kernel = new SoftmaxKernel(tiles);
        kernel.begin(documentCount, weights.columns());
        return kernel;
    }

    private Matrix gaussian(int rows, int columns, double standardDeviation) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.values()[i] = (float) (standardDeviation * random.nextGaussian());
        }
        return matrix;
    }

    /** Sum over the documents of mu of a pass that kept it, [V]; of up to 10 documents. */
    private static float[] probabilities(SoftmaxKernel kernel, int vocabularySize) {
        float[] probabilities = new float[vocabularySize];
        double[] weights = new double[10];
        Arrays.fill(weights, 1);
        for (int start = 0; start < vocabularySize; start += OutputTiles.TILE_WORDS) {
            float[] ofTile = new float[Math.min(OutputTiles.TILE_WORDS, vocabularySize - start)];
            kernel.addProbabilities(start / OutputTiles.TILE_WORDS, weights, ofTile);
            System.arraycopy(ofTile, 0, probabilities, start, ofTile.length);
        }
        return probabilities;
    }

    /** W h + b, [V], in double. */
    private static double[] logits(Matrix weights, float[] bias, float[] hidden) {
        double[] logits = new double[bias.length];
        for (int v = 0; v < logits.length; v++) {
            logits[v] = bias[v];
            for (int k = 0; k < hidden.length; k++) {
                logits[v] += (double) weights.get(v, k) * hidden[k];
            }
        }
        return logits;
    }

    private static double logSumExp(double[] logits) {
        double max = Arrays.stream(logits).max().orElseThrow();
        return max
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - max))
                        .sum());
    }

    /**
     * W = (0, log 2, log 5), so that h = 1 makes the weights 1, 2, 5 of 8, and h = -1 the weights 1, 1/2, 1/5 of 1.7:
     *
     * <pre>
     * h = 1    mu = (0.125, 0.25, 0.625)              E_mu[W] = 0.25 * 0.693147 + 0.625 * 1.609438         = 1.179186
     * h = -1   mu = (0.588235, 0.294118, 0.117647)    E_mu[W] = 0.294118 * 0.693147 + 0.117647 * 1.609438  = 0.393213
     * </pre>
     */
    @Test
    void shouldGiveProbabilitiesNormalisersAndExpectedWeightsAsByHand() {
        // Given
        Matrix weights = new Matrix(3, 1, new float[] {0, (float) Math.log(2), (float) Math.log(5)});
        SoftmaxKernel kernel = kernel(weights, new float[3], 2);

        // When
        kernel.run(new Matrix(2, 1, new float[] {1, -1}), true, true);

        // Then
        assertThat(kernel.logNormaliser(0)).isCloseTo(Math.log(8), within(EXPONENTIAL_ERROR));
        assertThat(kernel.logNormaliser(1)).isCloseTo(Math.log(1.7), within(EXPONENTIAL_ERROR));
        assertThat(kernel.expectedWeights().values())
                .containsExactly(new float[] {1.179186f, 0.393213f}, within(1e-4f));
        assertThat(probabilities(kernel, 3))
                .as("sum over both documents")
                .containsExactly(new float[] {0.713235f, 0.544118f, 0.742647f}, within(6e-5f));
    }

    /** With bias and offset (0, log 3) the weights are 1, 3 of 4 at h = 0. */
    @Test
    void shouldAddTheBias() {
        // Given
        SoftmaxKernel kernel = kernel(new Matrix(2, 1, new float[] {7, -9}), new float[] {0, (float) Math.log(3)}, 1);

        // When
        kernel.run(Matrix.zeros(1, 1), true, true);

        // Then: and E_mu[W] = 7 / 4 - 9 * 3 / 4
        assertThat(kernel.logNormaliser(0)).isCloseTo(Math.log(4), within(EXPONENTIAL_ERROR));
        assertThat(probabilities(kernel, 2)).containsExactly(new float[] {0.25f, 0.75f}, within(4e-5f));
        assertThat(kernel.expectedWeights().get(0, 0)).isCloseTo(-5, within(6e-4f));
    }

    /** Below, at and above one, two and three tiles. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 499, 500, 501, 1_000, 1_388})
    void shouldEqualThePlainLoopsWhateverTheNumberOfTiles(int vocabularySize) {
        // Given: logits of standard deviation 2
        int documentCount = 7;
        Matrix weights = gaussian(vocabularySize, 4, 0.8);
        float[] bias = gaussian(1, vocabularySize, 1).values();
        Matrix hidden = gaussian(documentCount, 4, 1);
        SoftmaxKernel kernel = kernel(weights, bias, documentCount);

        // When
        kernel.run(hidden, true, true);

        // Then: weights are below 4, and rounding is negligible beside the exponential's error
        Matrix expectedWeights = kernel.expectedWeights();
        double[] sums = new double[vocabularySize];
        for (int d = 0; d < documentCount; d++) {
            double[] logits = logits(weights, bias, hidden.row(d));
            double logNormaliser = logSumExp(logits);
            assertThat(kernel.logNormaliser(d)).isCloseTo(logNormaliser, within(EXPONENTIAL_ERROR));
            double[] expected = new double[4];
            for (int v = 0; v < vocabularySize; v++) {
                double probability = Math.exp(logits[v] - logNormaliser);
                sums[v] += probability;
                for (int k = 0; k < 4; k++) {
                    expected[k] += probability * weights.get(v, k);
                }
            }
            for (int k = 0; k < 4; k++) {
                assertThat((double) expectedWeights.get(d, k))
                        .as("E[W] of document %d, dimension %d", d, k)
                        .isCloseTo(expected[k], within(4 * 2 * EXPONENTIAL_ERROR));
            }
        }
        float[] probabilities = probabilities(kernel, vocabularySize);
        for (int v = 0; v < vocabularySize; v++) {
            assertThat((double) probabilities[v])
                    .as("probability of word %d, summed over the documents", v)
                    .isCloseTo(sums[v], within(2 * EXPONENTIAL_ERROR * sums[v]));
        }
    }

    /** A probability is a share of the sum of the exponentials themselves, whatever their error. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 1_001, 5_000})
    void shouldSumToOneWhateverTheLength(int vocabularySize) {
        // Given
        SoftmaxKernel kernel = kernel(
                gaussian(vocabularySize, 1, 2), gaussian(1, vocabularySize, 1).values(), 1);

        // When
        kernel.run(gaussian(1, 1, 1), false, true);

        // Then: a sum of 1 leaves 2^-24 of it to the roundings of each, and as much to the inverse normaliser
        double sum = 0;
        for (float probability : probabilities(kernel, vocabularySize)) {
            sum += probability;
        }
        assertThat(sum).isCloseTo(1, within(2e-7));
    }

    /**
     * W = (w, 1), so that h = (1, s) shifts all logits by s, which changes nothing but the normaliser. One kernel goes
     * through all of them, each far from the shift that the previous pass left, beside a document that stays.
     */
    @Test
    void shouldRepeatThePassUntilItsShiftIsNearHoweverFarTheLogitsHaveMoved() {
        // Given
        Matrix weights = new Matrix(4, 2, new float[] {-1.5f, 1, 0.25f, 1, 2, 1, 0.75f, 1});
        double[] logits = {-1.5, 0.25, 2, 0.75};
        double logNormaliser = logSumExp(logits);
        double expectedWeight = 0;
        for (double logit : logits) {
            expectedWeight += Math.exp(logit - logNormaliser) * logit;
        }
        SoftmaxKernel kernel = kernel(weights, new float[4], 2);

        for (float shift : new float[] {0, 200, -200, 1_000, -1_000, 30, -30, 0}) {
            for (boolean expectations : new boolean[] {true, false}) {
                // When
                kernel.run(new Matrix(2, 2, new float[] {1, shift, 1, 0}), expectations, false);

                // Then
                assertThat(kernel.logNormaliser(0))
                        .as("log normaliser at %s", shift)
                        .isCloseTo(logNormaliser + shift, within(ERROR_NEAR_THOUSAND));
                assertThat(kernel.logNormaliser(1))
                        .as("log normaliser of the other document")
                        .isCloseTo(logNormaliser, within(EXPONENTIAL_ERROR));
            }
            kernel.run(new Matrix(2, 2, new float[] {1, shift, 1, 0}), true, false);
            assertThat((double) kernel.expectedWeights().get(0, 0))
                    .as("expected weight at %s", shift)
                    .isCloseTo(expectedWeight, within(2 * 2 * ERROR_NEAR_THOUSAND));
        }
    }

    /** The first shift is log Z of the bias alone, so that bias and offset may have any value. */
    @ParameterizedTest
    @ValueSource(floats = {-1_000, -200, 200, 1_000})
    void shouldNotMindWhereTheBiasIs(float shift) {
        // Given
        float[] bias = {shift - 1, shift, shift + 2};

        // When
        SoftmaxKernel kernel = kernel(Matrix.zeros(3, 1), bias, 1);
        kernel.run(Matrix.zeros(1, 1), false, false);

        // Then
        assertThat(kernel.logNormaliser(0))
                .isCloseTo(logSumExp(new double[] {-1, 0, 2}) + shift, within(ERROR_NEAR_THOUSAND));
    }

    /**
     * A living vocabulary of 5,000 rows of which ten are used: the others must have no effect, whatever their weights.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 995, 4_990})
    void shouldGiveExactlyNothingToMaskedRows(int firstUsed) {
        // Given
        Matrix weights = gaussian(5_000, 2, 1);
        float[] bias = new float[5_000];
        Arrays.fill(bias, GenerativeModel.MASKED);
        Arrays.fill(bias, firstUsed, firstUsed + 10, 0.5f);
        weights.values()[firstUsed == 0 ? 9_999 : 0] = 1e6f;
        Matrix hidden = gaussian(1, 2, 1);

        // When
        SoftmaxKernel kernel = kernel(weights, bias, 1);
        kernel.run(hidden, true, true);
        SoftmaxKernel used =
                kernel(weights.rows(firstUsed, 10), Arrays.copyOfRange(bias, firstUsed, firstUsed + 10), 1);
        used.run(hidden, true, true);

        // Then: sums of ten numbers of which none is larger than 1, in another order
        float[] probabilities = probabilities(kernel, 5_000);
        for (int v = 0; v < 5_000; v++) {
            if (v < firstUsed || v >= firstUsed + 10) {
                assertThat(probabilities[v]).as("masked row %d", v).isZero();
            }
        }
        assertThat(Arrays.copyOfRange(probabilities, firstUsed, firstUsed + 10))
                .containsExactly(probabilities(used, 10), within(1e-6f));
        assertThat(kernel.logNormaliser(0)).isCloseTo(used.logNormaliser(0), within(1e-6));
        assertThat(kernel.expectedWeights().values())
                .containsExactly(used.expectedWeights().values(), within(1e-5f));
    }

    /** One computes the normaliser in double, the other in float by the product that also computes E_mu[W]. */
    @Test
    void shouldFindTheSameNormaliserWithAndWithoutExpectations() {
        // Given
        Matrix weights = gaussian(2_500, 3, 0.8);
        float[] bias = gaussian(1, 2_500, 1).values();
        Matrix hidden = gaussian(20, 3, 1);
        SoftmaxKernel evaluated = kernel(weights, bias, 20);
        SoftmaxKernel kept = kernel(weights, bias, 20);
        SoftmaxKernel withExpectations = kernel(weights, bias, 20);

        // When
        evaluated.run(hidden, false, false);
        kept.run(hidden, false, true);
        withExpectations.run(hidden, true, false);

        // Then: 2,500 roundings of 2^-24, of which most cancel, and BLAS sums in several lanes
        for (int d = 0; d < 20; d++) {
            assertThat(kept.logNormaliser(d)).isEqualTo(evaluated.logNormaliser(d));
            assertThat(withExpectations.logNormaliser(d)).isCloseTo(evaluated.logNormaliser(d), within(1e-5));
        }
    }

    @Test
    void shouldGiveTheSameBitsAgainOnceBegunAfresh() {
        // Given
        Matrix weights = gaussian(1_500, 3, 0.8);
        float[] bias = gaussian(1, 1_500, 1).values();
        Matrix hidden = gaussian(5, 3, 1);
        SoftmaxKernel kernel = kernel(weights, bias, 5);
        kernel.run(hidden, true, false);
        Matrix expectedWeights = kernel.expectedWeights();

        // When: a larger block and a smaller one in between
        for (int documentCount : new int[] {9, 2}) {
            kernel.begin(documentCount, 3);
            kernel.run(gaussian(documentCount, 3, 1), true, true);
        }
        kernel.begin(5, 3);
        kernel.run(hidden, true, false);

        // Then
        assertThat(kernel.expectedWeights().values()).containsExactly(expectedWeights.values());
    }

    /** NaN, infinite, or so large that no pass can reach them: the pass ends, and the document has no bound. */
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 1e6f, -1e6f})
    void shouldEndWithoutANumberForTheDocumentWhoseLogitsAreOutOfReach(float outOfReach) {
        // Given
        Matrix weights = new Matrix(3, 2, new float[] {1, 1, 2, 1, 3, 1});
        double logNormaliser = logSumExp(new double[] {1, 2, 3});
        SoftmaxKernel kernel = kernel(weights, new float[3], 3);

        for (boolean expectations : new boolean[] {false, true}) {
            // When
            kernel.run(new Matrix(3, 2, new float[] {1, 0, 1, outOfReach, 1, 0}), expectations, false);

            // Then
            assertThat(kernel.logNormaliser(1))
                    .as("log normaliser at %s", outOfReach)
                    .isNaN();
            for (int d = 0; d < 3; d += 2) {
                assertThat(kernel.logNormaliser(d))
                        .as("log normaliser of document %d beside it", d)
                        .isCloseTo(logNormaliser, within(EXPONENTIAL_ERROR));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 1e6f, -1e6f})
    void shouldBeRightAgainWhereTheLogitsAreNumbersAgain(float outOfReach) {
        // Given
        Matrix weights = new Matrix(3, 2, new float[] {1, 1, 2, 1, 3, 1});
        SoftmaxKernel kernel = kernel(weights, new float[3], 1);
        kernel.run(new Matrix(1, 2, new float[] {1, outOfReach}), true, false);

        // When
        kernel.run(new Matrix(1, 2, new float[] {1, 0}), true, false);

        // Then
        assertThat(kernel.logNormaliser(0)).isCloseTo(logSumExp(new double[] {1, 2, 3}), within(EXPONENTIAL_ERROR));
    }

    @Test
    void shouldEndWithoutANumberForAllDocumentsWhenAWeightIsNaN() {
        // Given
        Matrix weights = gaussian(1_200, 2, 1);
        weights.values()[2 * 1_100] = Float.NaN;
        SoftmaxKernel kernel = kernel(weights, new float[1_200], 2);

        // When
        kernel.run(gaussian(2, 2, 1), true, true);

        // Then
        assertThat(kernel.logNormaliser(0)).isNaN();
        assertThat(kernel.logNormaliser(1)).isNaN();
    }

    private static final double JUST_BELOW_ONE = Math.nextDown(1.0);

    /** A pass over documents that keeps the exponentials. */
    private static SoftmaxKernel kept(Matrix weights, float[] bias, Matrix hidden) {
        SoftmaxKernel kernel = kernel(weights, bias, hidden.rows());
        kernel.run(hidden, true, true);
        return kernel;
    }

    /** A pass of the model above over documents with h = 1 and one more with h = -1, which keeps the exponentials. */
    private static SoftmaxKernel keptByHand(int documentCount) {
        Matrix hidden = Matrix.zeros(documentCount, 1);
        Arrays.fill(hidden.values(), 1);
        hidden.values()[documentCount - 1] = -1;
        return kept(new Matrix(3, 1, new float[] {0, (float) Math.log(2), (float) Math.log(5)}), new float[3], hidden);
    }

    /** Cumulative 0.125, 0.375, 1 at h = 1; 0.588235, 0.882353, 1 at h = -1. */
    @Test
    void shouldDrawTheWordWhoseCumulativeProbabilityCoversTheUniformNumber() {
        // Given
        SoftmaxKernel kernel = keptByHand(7);

        // Then
        assertThat(kernel.drawWords(new double[] {0, 0.124, 0.126, 0.374, 0.376, JUST_BELOW_ONE, 0.376}))
                .containsExactly(0, 0, 1, 1, 2, 2, 0);
        assertThat(kernel.drawWords(new double[] {0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.7}))
                .as("from the same pass again")
                .containsExactly(1, 1, 1, 1, 1, 1, 1);
        assertThat(kernel.drawWords(new double[] {0.9, 0.9, 0.9, 0.9, 0.9, 0.9, JUST_BELOW_ONE}))
                .containsExactly(2, 2, 2, 2, 2, 2, 2);
    }

    /**
     * V = 2,500. Document d gives its own word t_d the weight 7,501 and all others 1, of 10,000; so the word v below
     * t_d lies in [v, v + 1) / 10,000, t_d in [t_d, t_d + 7501) / 10,000, and v above in [v + 7500, v + 7501) / 10,000.
     * Midpoints leave 5e-5 for the exponential's relative error of 4e-5, which has one sign for t_d and so moves no
     * bound by more than 0.75 * 0.25 of twice that.
     */
    @Test
    void shouldDrawWordsInEveryTileWhateverTheDocumentsBesideAreLike() {
        // Given
        int[] favourites = {0, 498, 499, 500, 1_999, 2_000, 2_499};
        Matrix weights = Matrix.zeros(2_500, favourites.length);
        Matrix hidden = Matrix.zeros(favourites.length, favourites.length);
        for (int d = 0; d < favourites.length; d++) {
            weights.values()[weights.rowStart(favourites[d]) + d] = (float) Math.log(7_501);
            hidden.values()[hidden.rowStart(d) + d] = 1;
        }
        SoftmaxKernel kernel = kept(weights, new float[2_500], hidden);

        // Then
        assertThat(kernel.drawWords(new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}))
                .containsExactly(favourites);
        for (int word : new int[] {0, 1, 250, 498, 499, 500, 501, 1_999, 2_000, 2_001, 2_499}) {
            double[] uniform = new double[favourites.length];
            int[] expected = new int[favourites.length];
            for (int d = 0; d < favourites.length; d++) {
                uniform[d] = (word + 0.5 + (word > favourites[d] ? 7_500 : 0)) / 10_000;
                expected[d] = word;
            }
            assertThat(kernel.drawWords(uniform)).as("word %d", word).containsExactly(expected);
        }
    }

    /** Five words of equal probability among 2,500 masked rows, first and last of them beyond masked ones. */
    @Test
    void shouldNeverDrawAMaskedRow() {
        // Given
        int[] used = {5, 999, 1_000, 1_998, 2_400};
        float[] bias = new float[2_500];
        Arrays.fill(bias, GenerativeModel.MASKED);
        for (int word : used) {
            bias[word] = 3;
        }
        SoftmaxKernel kernel = kept(Matrix.zeros(2_500, 1), bias, Matrix.zeros(7, 1));

        // Then
        assertThat(kernel.drawWords(new double[] {0, 0.1, 0.3, 0.5, 0.7, 0.9, JUST_BELOW_ONE}))
                .containsExactly(5, 5, 999, 1_000, 1_998, 2_400, 2_400);
    }

    /** A probability is good to twice the exponential's error, a hundredth of the standard error. */
    @Test
    void shouldDrawWordsAsOftenAsTheyAreProbable() {
        // Given
        int drawCount = 40_000;
        SoftmaxKernel kernel = keptByHand(2);
        double[][] expected = {{0.125, 0.25, 0.625}, {0.588235, 0.294118, 0.117647}};
        int[][] drawn = new int[2][3];

        // When
        for (int i = 0; i < drawCount; i++) {
            int[] words = kernel.drawWords(new double[] {random.nextDouble(), random.nextDouble()});
            drawn[0][words[0]]++;
            drawn[1][words[1]]++;
        }

        // Then
        for (int d = 0; d < 2; d++) {
            for (int v = 0; v < 3; v++) {
                double standardError = Math.sqrt(expected[d][v] * (1 - expected[d][v]) / drawCount);
                assertThat((double) drawn[d][v] / drawCount)
                        .as("frequency of word %d in document %d", v, d)
                        .isCloseTo(expected[d][v], within(4 * standardError));
            }
        }
    }
}
