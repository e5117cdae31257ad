package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.baseline.BinaryLatentNetwork.Inference;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 4 words, 3 latent units, 5 units of the inference network: every state of the latent units can be summed over. */
class BinaryLatentNetworkTest {

    private static final NvilSettings TINY = new NvilSettings(3, 5, 2, new Learning(0.01, 0, 10), 1, 1);
    private static final List<DocumentCounts> DOCUMENT = List.of(Documents.of(2, 0, 1, 1));
    private static final SeededNoise NOISE = SeededNoise.of(3, 0, Purpose.INITIAL_WEIGHTS);

    private static BinaryLatentNetwork network(boolean autoregressive) {
        BinaryLatentNetwork network = new BinaryLatentNetwork(4, TINY, autoregressive, NOISE, Workers.of(1));
        int part = 10;
        for (Parameter parameter : network.parameters()) {
            parameter.initialize(NOISE.part(part++), 1);
        }
        return network;
    }

    private static Inference infer(BinaryLatentNetwork network) {
        return network.infer(BinaryLatentNetwork.inputs(DOCUMENT));
    }

    /** The expectation of the bound, by enumeration. */
    private static double bound(BinaryLatentNetwork network) {
        Inference inference = infer(network);
        double sum = 0;
        for (Matrix latent : TinyMachines.allHidden(3)) {
            sum += Math.exp(network.logPosterior(inference, latent)[0])
                    * network.signals(DOCUMENT, inference, latent)[0];
        }
        return sum;
    }

    private static double logEvidence(BinaryLatentNetwork network, DocumentCounts document) {
        double sum = 0;
        for (Matrix latent : TinyMachines.allHidden(3)) {
            sum += Math.exp(network.logJoint(List.of(document), latent)[0]);
        }
        return Math.log(sum);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBoundTheEvidenceFromBelow(boolean autoregressive) {
        BinaryLatentNetwork network = network(autoregressive);

        double gap = logEvidence(network, DOCUMENT.get(0)) - bound(network);

        // q has learned nothing, so it is not the posterior
        assertThat(gap).isBetween(0.01, 5.0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveAllSequencesOfWordsProbabilityOne(boolean autoregressive) {
        BinaryLatentNetwork network = network(autoregressive);
        double sum = 0;
        for (DocumentCounts document : Documents.all(4, 3)) {
            sum += Documents.sequences(document) * Math.exp(logEvidence(network, document));
        }

        // the fast exponential is off by 4e-5 for each token
        assertThat(sum).isCloseTo(1, within(2e-4));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEstimateTheGradientOfTheBoundWithoutBias(boolean autoregressive) {
        // Given: what one draw adds to the gradients is linear in its weight, here its probability
        BinaryLatentNetwork network = network(autoregressive);
        double baseline = -3.7;
        double[][] expected = new double[network.parameters().size()][];
        Inference inference = infer(network);

        // When: the estimate's expectation over all draws
        for (Matrix latent : TinyMachines.allHidden(3)) {
            double probability = Math.exp(network.logPosterior(inference, latent)[0]);
            double[] signals = network.accumulateGenerative(DOCUMENT, inference, latent);
            network.accumulateInference(inference, latent, new double[] {signals[0] - baseline});
            addGradients(network, probability, expected);
        }

        // Then: floats, and a step of 1e-2
        for (int p = 0; p < expected.length; p++) {
            Parameter parameter = network.parameters().get(p);
            for (int i = 0; i < expected[p].length; i++) {
                assertThat(expected[p][i])
                        .as("%s[%d]", parameter.name(), i)
                        .isCloseTo(derivative(network, parameter.value().values(), i), within(2e-3));
            }
        }
    }

    private static void addGradients(BinaryLatentNetwork network, double weight, double[][] sums) {
        for (int p = 0; p < sums.length; p++) {
            Parameter parameter = network.parameters().get(p);
            if (sums[p] == null) {
                sums[p] = new double[parameter.gradient().size()];
            }
            for (int i = 0; i < sums[p].length; i++) {
                sums[p][i] += weight * parameter.gradient().values()[i];
            }
            parameter.clearGradient();
        }
    }

    /** Gradient of the bound, by central differences. */
    private static double derivative(BinaryLatentNetwork network, float[] values, int i) {
        float old = values[i];
        values[i] = old + 1e-2f;
        double above = bound(network);
        values[i] = old - 1e-2f;
        double below = bound(network);
        values[i] = old;
        return (above - below) / 2e-2;
    }

    @Test
    void shouldBeFactorialWhileNothingIsRecurrent() {
        // Given
        BinaryLatentNetwork factorial = new BinaryLatentNetwork(4, TINY, false, NOISE, Workers.of(1));
        BinaryLatentNetwork autoregressive = new BinaryLatentNetwork(4, TINY, true, NOISE, Workers.of(1));

        // Then: R starts at zero, all else is equal
        assertThat(bound(autoregressive)).isEqualTo(bound(factorial));
    }
}
