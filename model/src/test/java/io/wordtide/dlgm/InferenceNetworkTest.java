package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceNetworkTest {

    private static final int DOCUMENT_COUNT = 5;

    private final List<DocumentCounts> documents = TinyModels.documents(21, DOCUMENT_COUNT);
    private final List<SparseInput> inputs = TinyModels.inputs(documents);
    private final InferenceNetwork network = TinyModels.inferenceNetwork(21);

    /** Sums of at most 9 numbers below 2 in float, through three layers. */
    @Test
    void shouldProposeWhatTheReferenceProposes() {
        // Given
        ReferenceInferenceNetwork reference = new ReferenceInferenceNetwork(network);

        // When
        VariationalParameters psi = network.forward(inputs).psi();

        // Then
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            ReferencePsi expected = reference.psi(inputs.get(d));
            for (int k = 0; k < TinyModels.LATENT_SIZE; k++) {
                assertThat((double) psi.mean().get(d, k)).isCloseTo(expected.mean()[k], within(1e-5));
                assertThat((double) psi.logVariance().get(d, k)).isCloseTo(expected.logVariance()[k], within(1e-5));
            }
        }
    }

    /** The target of the paper's recipe: the ELBO at psi(x), through the generative model and both heads. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDifferentiateTheBoundByEveryParameter(boolean deep) {
        // Given
        GenerativeModel model = deep ? TinyModels.deep(22) : TinyModels.logLinear(22);
        ReferenceGenerativeModel referenceModel = new ReferenceGenerativeModel(model, TinyModels.logitOffset(model));
        ReferenceInferenceNetwork reference = new ReferenceInferenceNetwork(network);
        Matrix noise = TinyModels.gaussian(23, DOCUMENT_COUNT);
        requireDistanceToKinks(referenceModel, reference, noise);

        // When
        InferenceNetwork.Forward forward = network.forward(inputs);
        VariationalParameters dPsi = VariationalParameters.prior(DOCUMENT_COUNT, TinyModels.LATENT_SIZE);
        Elbo.differentiateByPsi(TinyModels.open(model, documents), forward.psi(), noise, true, dPsi);
        network.accumulateGradients(forward, dPsi);

        // Then
        GradientCheck.check(
                network.parameters(),
                reference.parameters(),
                () -> ReferenceElbo.sum(
                        referenceModel,
                        documents,
                        inputs.stream().map(reference::psi).toList(),
                        noise,
                        true));
    }

    private void requireDistanceToKinks(
            ReferenceGenerativeModel model, ReferenceInferenceNetwork reference, Matrix noise) {
        for (int d = 0; d < DOCUMENT_COUNT; d++) {
            ReferencePsi psi = reference.psi(inputs.get(d));
            double distance = Math.min(
                    reference.distanceToKink(inputs.get(d)),
                    Math.min(
                            model.distanceToKink(psi.latent(noise.row(d), 1)),
                            model.distanceToKink(psi.latent(noise.row(d), -1))));
            assertThat(distance)
                    .as("distance to relu's kink; choose another seed")
                    .isGreaterThan(GradientCheck.REQUIRED_DISTANCE_TO_KINK);
        }
    }

    @Test
    void shouldProposeTheSameWhenRestored() {
        // Given
        RecordedState state = RecordedState.of(network::visitState);
        InferenceNetwork other = TinyModels.inferenceNetwork(99);

        // When
        state.restoreInto(other::visitState);

        // Then
        assertThat(other.forward(inputs).psi().mean().values())
                .containsExactly(network.forward(inputs).psi().mean().values());
    }

    @Test
    void shouldNameItsParametersOnce() {
        assertThat(network.parameters())
                .extracting(Parameter::name)
                .doesNotHaveDuplicates()
                .hasSize(8);
    }
}
