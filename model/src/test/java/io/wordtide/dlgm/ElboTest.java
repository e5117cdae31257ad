package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values by hand for V = 3 words, K = 1, W = (log 2, 0, 0), b = 0, so that z = 1 makes the weights 2, 1, 1 of 4, z = 0
 * three thirds, and z = -1 the weights 1/2, 1, 1 of 5/2. Both documents draw the noise 1/2:
 *
 * <pre>
 * document 0: counts 2 1 0, mean 1/2, sigma 1        KL = 1/2 (1 + 1/4 - 1 - 0) = 0.125
 *   z = 1    log p(x given z) = 2 log 1/2 + log 1/4  = -2.772589                       ELBO = -2.897589
 *   z = 0    log p(x given z) = 3 log 1/3            = -3.295837
 *   both     mean                                    = -3.034213                       ELBO = -3.159213
 * document 1: counts 0 0 1, mean 0, sigma 2          KL = 1/2 (4 + 0 - 1 - log 4) = 0.806853
 *   z = 1    log p(x given z) = log 1/4              = -1.386294                       ELBO = -2.193147
 *   z = -1   log p(x given z) = log 2/5              = -0.916291
 *   both     mean                                    = -1.151293                       ELBO = -1.958146
 * </pre>
 */
class ElboTest {

    /** A relative error of 4e-5 in each weight, times 3 tokens. */
    private static final Offset<Double> TOLERANCE = within(1.2e-4);

    private static final List<DocumentCounts> DOCUMENTS =
            List.of(TinyModels.document(2, 1, 0), TinyModels.document(0, 0, 1));
    private static final VariationalParameters PSI = new VariationalParameters(
            new Matrix(2, 1, new float[] {0.5f, 0}), new Matrix(2, 1, new float[] {0, (float) Math.log(4)}));
    private static final Matrix NOISE = new Matrix(2, 1, new float[] {0.5f, 0.5f});

    private static GenerativeModel handModel() {
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        return model;
    }

    @Test
    void shouldEqualTheValuesByHandWithOneSample() {
        // When
        Elbo elbo = Elbo.evaluate(handModel().open(DOCUMENTS), PSI, NOISE, false);

        // Then
        assertThat(elbo.reconstruction()).containsExactly(new double[] {-2.772589, -1.386294}, TOLERANCE);
        assertThat(elbo.klDivergence()).containsExactly(new double[] {0.125, 0.806853}, within(1e-6));
        assertThat(elbo.perDocument()).containsExactly(new double[] {-2.897589, -2.193147}, TOLERANCE);
    }

    @Test
    void shouldEqualTheValuesByHandWithAnAntitheticPair() {
        // When
        Elbo elbo = Elbo.evaluate(handModel().open(DOCUMENTS), PSI, NOISE, true);

        // Then
        assertThat(elbo.perDocument()).containsExactly(new double[] {-3.159213, -1.958146}, TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveTheSameBoundWithAPassForEachSample(boolean antithetic) {
        // Given
        MiniBatch one = handModel().open(DOCUMENTS.subList(0, 1));

        // When
        Elbo elbo = Elbo.evaluateInTurn(one, PSI.rows(0, 1), NOISE, antithetic);

        // Then
        double expected = antithetic ? -3.159213 : -2.897589;
        assertThat(elbo.perDocument()).containsExactly(new double[] {expected}, TOLERANCE);
    }

    /**
     * Document 0: dLogits = x - 3 mu = (1/2, 1/4, -3/4); dz = log 2 / 2 = 0.346574; dmean = dz - 1/2; dlogVariance =
     * 1/2 * 0.346574 * 1/2 * 1 - 1/2 (1 - 1). Document 1: dLogits = (-1/2, -1/4, 3/4), dz = -0.346574; dmean = dz - 0;
     * dlogVariance = 1/2 * -0.346574 * 1/2 * 2 - 1/2 (4 - 1). Both have z = 1: dW = db = sum of dLogits.
     */
    @Test
    void shouldEqualTheDerivativesByHand() {
        // Given
        GenerativeModel model = handModel();
        VariationalParameters dPsi = VariationalParameters.prior(2, 1);

        // When
        Elbo.differentiateByPsi(model.open(DOCUMENTS), PSI, NOISE, false, dPsi);
        Elbo.differentiateByParameters(model.open(DOCUMENTS.subList(0, 1)), PSI.rows(0, 1), NOISE, false);

        // Then
        Offset<Float> tolerance = within(1.2e-4f);
        assertThat(dPsi.mean().values()).containsExactly(new float[] {-0.153426f, -0.346574f}, tolerance);
        assertThat(dPsi.logVariance().values()).containsExactly(new float[] {0.086643f, -1.673287f}, tolerance);
        float[] residual = {0.5f, 0.25f, -0.75f};
        assertThat(model.outputWeights().gradient().values()).containsExactly(residual, tolerance);
        assertThat(model.outputBias().gradient().values()).containsExactly(residual, tolerance);
    }

    @Test
    void shouldOverwriteTheDerivativeByPsiAndAddToThoseByParameters() {
        // Given
        GenerativeModel model = handModel();
        VariationalParameters dPsi = VariationalParameters.prior(2, 1);
        Arrays.fill(dPsi.mean().values(), 99);
        Arrays.fill(dPsi.logVariance().values(), 99);
        model.outputBias().gradient().fillRows(new float[] {100, 100, 100});

        // When
        Elbo.differentiateByPsi(model.open(DOCUMENTS), PSI, NOISE, false, dPsi);
        Elbo.differentiateByParameters(model.open(DOCUMENTS.subList(0, 1)), PSI.rows(0, 1), NOISE, false);

        // Then
        assertThat(dPsi.mean().values()).containsExactly(new float[] {-0.153426f, -0.346574f}, within(1.2e-4f));
        assertThat(dPsi.logVariance().values()).containsExactly(new float[] {0.086643f, -1.673287f}, within(1.2e-4f));
        assertThat(model.outputBias().gradient().values())
                .containsExactly(new float[] {100.5f, 100.25f, 99.25f}, within(1.2e-4f));
    }

    /** A pass does not affect the next one, except for the last bits, which depend on its shift. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveTheSameBoundWhateverTheMiniBatchWasAskedBefore(boolean deep) {
        // Given
        GenerativeModel model = deep ? TinyModels.deep(4) : TinyModels.logLinear(4);
        MiniBatch miniBatch = model.open(TinyModels.documents(4, 5));
        VariationalParameters psi = TinyModels.psi(4, 5);
        Matrix noise = TinyModels.gaussian(5, 5);
        double[] first = Elbo.evaluate(miniBatch, psi, noise, false).perDocument();

        // When
        VariationalParameters dPsi = VariationalParameters.prior(5, TinyModels.LATENT_SIZE);
        Elbo.differentiateByPsi(miniBatch, TinyModels.psi(9, 5), noise, true, dPsi);
        Elbo.differentiateByParameters(miniBatch, TinyModels.psi(10, 5), noise, true);
        double[] again = Elbo.evaluate(miniBatch, psi, noise, false).perDocument();

        // Then: each exponential is good to 4e-5, with any shift, times at most 12 tokens
        assertThat(again).containsExactly(first, within(2 * 12 * 4e-5));
    }

    @Test
    void shouldNotChangeItsInputs() {
        // Given
        VariationalParameters psi = PSI.copy();
        Matrix noise = NOISE.copy();

        // When
        Elbo.differentiateByPsi(handModel().open(DOCUMENTS), psi, noise, true, VariationalParameters.prior(2, 1));

        // Then
        assertThat(psi.mean().values()).containsExactly(PSI.mean().values());
        assertThat(psi.logVariance().values()).containsExactly(PSI.logVariance().values());
        assertThat(noise.values()).containsExactly(NOISE.values());
    }

    /** The rows of a matrix product may be summed in another order at another position: roundings of some 50 nats. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPermuteItsResultsWhenDocumentsAndTheirNoiseArePermuted(boolean deep) {
        // Given: 4 documents, and the same in the order 2, 0, 3, 1
        GenerativeModel model = deep ? TinyModels.deep(4) : TinyModels.logLinear(4);
        List<DocumentCounts> documents = TinyModels.documents(4, 4);
        VariationalParameters psi = TinyModels.psi(4, 4);
        Matrix noise = TinyModels.gaussian(5, 4);
        int[] order = {2, 0, 3, 1};
        List<DocumentCounts> permuted = List.of(documents.get(2), documents.get(0), documents.get(3), documents.get(1));
        VariationalParameters permutedPsi =
                new VariationalParameters(permute(psi.mean(), order), permute(psi.logVariance(), order));

        // When
        VariationalParameters dPsi = VariationalParameters.prior(4, TinyModels.LATENT_SIZE);
        VariationalParameters permutedDPsi = VariationalParameters.prior(4, TinyModels.LATENT_SIZE);
        Elbo elbo = Elbo.differentiateByPsi(model.open(documents), psi, noise, false, dPsi);
        Elbo permutedElbo =
                Elbo.differentiateByPsi(model.open(permuted), permutedPsi, permute(noise, order), false, permutedDPsi);

        // Then
        for (int d = 0; d < 4; d++) {
            assertThat(permutedElbo.of(d)).isCloseTo(elbo.of(order[d]), within(1e-4));
            assertThat(permutedDPsi.mean().row(d)).containsExactly(dPsi.mean().row(order[d]), within(1e-4f));
            assertThat(permutedDPsi.logVariance().row(d))
                    .containsExactly(dPsi.logVariance().row(order[d]), within(1e-4f));
        }
    }

    private static Matrix permute(Matrix matrix, int[] order) {
        Matrix permuted = Matrix.zeros(matrix.rows(), matrix.columns());
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(
                    matrix.values(),
                    matrix.rowStart(order[row]),
                    permuted.values(),
                    permuted.rowStart(row),
                    matrix.columns());
        }
        return permuted;
    }
}
