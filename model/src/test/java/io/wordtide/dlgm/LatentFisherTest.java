package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F of a model with a skip, against Jacobians of each document by brute force. */
class LatentFisherTest {

    private static final double STEP = 1e-5;

    /**
     * Both sides take C, the Fisher information about h averaged over the documents, from the same passes; each document
     * has its own Jacobian of h by z, here by central differences of the reference, and its own share of the tokens.
     */
    @Test
    void shouldEqualTheMeanOverDocumentsThroughTheirJacobians() {
        // Given
        GenerativeModel model = TinyModels.Kind.SKIP.model(5);
        ReferenceGenerativeModel reference = new ReferenceGenerativeModel(model);
        List<DocumentCounts> documents = TinyModels.documents(1, 4);
        Matrix latent = TinyModels.gaussian(3, documents.size());
        MiniBatch miniBatch = TinyModels.open(model, documents);
        miniBatch.forEachBlock(
                block -> block.differentiateAndKeep(latent, Matrix.zeros(documents.size(), TinyModels.LATENT_SIZE)));

        // When
        Matrix fisher = miniBatch.latentFisher();

        // Then
        Matrix ofHidden = miniBatch.hiddenFisher();
        double tokens = documents.stream().mapToInt(DocumentCounts::tokenCount).sum();
        double[][] expected = new double[TinyModels.LATENT_SIZE][TinyModels.LATENT_SIZE];
        for (int d = 0; d < documents.size(); d++) {
            addThrough(
                    hiddenJacobian(reference, ReferenceParameters.toDoubles(latent.row(d))),
                    ofHidden,
                    documents.get(d).tokenCount() / tokens,
                    expected);
        }
        for (int k = 0; k < TinyModels.LATENT_SIZE; k++) {
            for (int l = 0; l < TinyModels.LATENT_SIZE; l++) {
                assertThat((double) fisher.get(k, l)).as("F[%d, %d]", k, l).isCloseTo(expected[k][l], within(1e-5));
            }
        }
    }

    /** dh/dz by central differences, [H, K]. */
    private static double[][] hiddenJacobian(ReferenceGenerativeModel model, double[] latent) {
        double[][] jacobian = new double[model.hidden(latent).length][latent.length];
        for (int k = 0; k < latent.length; k++) {
            double[] above = latent.clone();
            double[] below = latent.clone();
            above[k] += STEP;
            below[k] -= STEP;
            for (int i = 0; i < jacobian.length; i++) {
                jacobian[i][k] = (model.hidden(above)[i] - model.hidden(below)[i]) / (2 * STEP);
            }
        }
        return jacobian;
    }

    /** sum += share J' C J. */
    private static void addThrough(double[][] jacobian, Matrix ofHidden, double share, double[][] sum) {
        for (int k = 0; k < sum.length; k++) {
            for (int l = 0; l < sum.length; l++) {
                for (int i = 0; i < jacobian.length; i++) {
                    for (int j = 0; j < jacobian.length; j++) {
                        sum[k][l] += share * jacobian[i][k] * ofHidden.get(i, j) * jacobian[j][l];
                    }
                }
            }
        }
    }
}
