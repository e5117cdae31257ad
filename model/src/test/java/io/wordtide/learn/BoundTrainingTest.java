package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTrainingTest {

    private static final DocumentCounts DOCUMENT = TinyModels.document(6, 2);
    private static final DocumentCounts OTHER = TinyModels.document(0, 0, 0, 4, 5);

    /** The parameters after a step on two documents with these weights. */
    private static String parametersAfterStep(boolean onePass, DocumentCounts second, float... weights) {
        InferenceNetwork network = TinyModels.inferenceNetwork(5);
        BoundTraining training =
                new BoundTraining(network, new Adam(network.parameters(), 0.01, 0, Workers.shared()), false);
        List<DocumentCounts> documents = List.of(DOCUMENT, second);
        InferenceNetwork.Forward proposal = network.forward(TinyModels.inputs(documents));
        MiniBatch miniBatch = TinyModels.logLinear(5).open(documents);
        Matrix noise = TinyModels.noise(5).gaussian(2, TinyModels.LATENT_SIZE);
        if (onePass) {
            training.scoreAndDifferentiate(miniBatch, proposal.psi(), noise, weights);
        } else {
            training.score(miniBatch, proposal.psi(), noise, weights);
        }
        training.step(documents, proposal, proposal.psi(), TinyModels.noise(6));
        StringBuilder parameters = new StringBuilder();
        network.parameters()
                .forEach(parameter ->
                        parameters.append(Arrays.toString(parameter.value().values())));
        return parameters.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLearnNothingFromADocumentOfWeightZero(boolean onePass) {
        assertThat(parametersAfterStep(onePass, OTHER, 1, 0)).isEqualTo(parametersAfterStep(onePass, DOCUMENT, 1, 0));
        assertThat(parametersAfterStep(onePass, OTHER, 1, 1))
                .isNotEqualTo(parametersAfterStep(onePass, DOCUMENT, 1, 1));
    }
}
