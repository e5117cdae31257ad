package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.TinyModels.Kind;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** E over the prior of d log mu(z) / dz in closed form, against brute force. */
class JacobianVectorsTest {

    private static final int SAMPLE_COUNT = 60;
    private static final double STEP = 1e-5;

    /** Word probabilities are good to 4e-5, and they weight values below 3. */
    private static final Offset<Double> TOLERANCE = within(1.2e-4);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldEqualTheMeanOfNumericalJacobiansOverTheSameSamples(Kind kind) {
        // Given
        GenerativeModel model = kind.model(12);
        Matrix latents = TinyModels.gaussian(12, SAMPLE_COUNT);
        double[][] expected =
                numericalJacobian(new ReferenceGenerativeModel(model, TinyModels.logitOffset(model)), latents);

        // When
        Matrix vectors = model.jacobianVectors(TinyModels.logitOffset(model), TinyModels.noise(12), SAMPLE_COUNT);

        // Then: except for the masked row, which has no log probability
        for (int v = 0; v < TinyModels.VOCABULARY_SIZE - 1; v++) {
            for (int k = 0; k < TinyModels.LATENT_SIZE; k++) {
                assertThat((double) vectors.get(v, k))
                        .as("word %d, dimension %d", v, k)
                        .isCloseTo(expected[v][k], TOLERANCE);
            }
        }
    }

    /** [V, K], by central differences in each latent dimension of each sample. */
    private static double[][] numericalJacobian(ReferenceGenerativeModel model, Matrix latents) {
        double[][] jacobian = new double[TinyModels.VOCABULARY_SIZE][TinyModels.LATENT_SIZE];
        for (int sample = 0; sample < latents.rows(); sample++) {
            double[] latent = ReferenceParameters.toDoubles(latents.row(sample));
            assertThat(model.distanceToKink(latent))
                    .as("distance to relu's kink; choose another seed")
                    .isGreaterThan(GradientCheck.REQUIRED_DISTANCE_TO_KINK);
            for (int k = 0; k < latent.length; k++) {
                double[] above = model.logWordProbabilities(moved(latent, k, STEP));
                double[] below = model.logWordProbabilities(moved(latent, k, -STEP));
                for (int v = 0; v < above.length - 1; v++) {
                    jacobian[v][k] += (above[v] - below[v]) / (2 * STEP * latents.rows());
                }
            }
        }
        return jacobian;
    }

    private static double[] moved(double[] latent, int dimension, double step) {
        double[] moved = latent.clone();
        moved[dimension] += step;
        return moved;
    }

    /**
     * W = (log 2, 0) and one sample z; the bias (-z log 2, 0) makes both logits 0, so that mu is 1/2 each and
     * d log mu / dz = W - mu W = (log 2 - 1/2 log 2, 0 - 1/2 log 2).
     */
    @Test
    void shouldEqualTheValuesByHand() {
        // Given
        GenerativeModel model = new GenerativeModel(1, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        float latent = TinyModels.noise(1).gaussian(1, 1).get(0, 0);
        model.outputBias().value().values()[0] = (float) (-latent * Math.log(2));

        // When
        Matrix vectors = model.jacobianVectors(new float[2], TinyModels.noise(1), 1);

        // Then
        float half = (float) (Math.log(2) / 2);
        assertThat(vectors.values()).containsExactly(new float[] {half, -half}, within(3e-5f));
    }
}
