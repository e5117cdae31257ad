package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PsiGradientTest {

    /**
     * The model and document 0 of {@link ElboTest}: z = 1/2 + 1/2 = 1, dz = log 2 / 2 = 0.346574, dmean = dz - 1/2 and
     * dlogVariance = 1/2 * 0.346574 * 1/2 * 1.
     */
    @Test
    void shouldEqualTheDerivativesByHandAgainAndAgain() {
        // Given
        GenerativeModel model = new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
        model.outputWeights().value().values()[0] = (float) Math.log(2);
        DocumentBlock block =
                model.open(List.of(TinyModels.document(2, 1))).blocks().get(0);
        VariationalParameters psi = new VariationalParameters(new Matrix(1, 1, new float[] {0.5f}), Matrix.zeros(1, 1));
        PsiGradient gradient = new PsiGradient(block, 1);

        for (int time = 0; time < 3; time++) {
            // When
            VariationalParameters dPsi = gradient.at(psi, new Matrix(1, 1, new float[] {0.5f}));

            // Then: to 4e-5 in each of 3 tokens' weights
            assertThat(dPsi.mean().get(0, 0)).isCloseTo(-0.153426f, within(1.2e-4f));
            assertThat(dPsi.logVariance().get(0, 0)).isCloseTo(0.086643f, within(1.2e-4f));

            // as Adam leaves a used gradient
            Arrays.fill(dPsi.mean().values(), 0);
            Arrays.fill(dPsi.logVariance().values(), 0);
        }
        assertThat(psi.mean().get(0, 0)).as("psi itself").isEqualTo(0.5f);
    }
}
