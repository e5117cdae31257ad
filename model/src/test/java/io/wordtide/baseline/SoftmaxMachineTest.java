package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import org.junit.jupiter.api.Test;

class SoftmaxMachineTest {

    private static final int WORDS = 3;
    private static final int UNITS = 4;

    private final SoftmaxMachine machine = TinyMachines.of(WORDS, UNITS, 1, 3);

    @Test
    void shouldSumOverAllHiddenStates() {
        DocumentCounts document = Documents.of(2, 0, 3);
        double sum = 0;
        for (Matrix hidden : TinyMachines.allHidden(UNITS)) {
            sum += Math.exp(logJoint(document, hidden));
        }

        // arithmetic of floats below 20
        assertThat(machine.logUnnormalized(document)).isCloseTo(Math.log(sum), within(1e-5));
    }

    /** -E(x, h), as the energy is written in the paper. */
    private double logJoint(DocumentCounts document, Matrix hidden) {
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            int v = document.rows()[i];
            sum += document.counts()[i] * machine.wordBias().get(0, v);
            for (int j = 0; j < UNITS; j++) {
                sum += document.counts()[i] * machine.weights().get(v, j) * hidden.get(0, j);
            }
        }
        for (int j = 0; j < UNITS; j++) {
            sum += document.tokenCount() * machine.hiddenBias().get(0, j) * hidden.get(0, j);
        }
        return sum;
    }

    @Test
    void shouldNormalizeTheSameOverWordsAndOverHiddenStates() {
        for (int length = 1; length <= 6; length++) {
            double sum = 0;
            for (Matrix hidden : TinyMachines.allHidden(UNITS)) {
                double perToken = machine.logFactorsPerToken(hidden, machine.wordsGiven(hidden))[0];
                sum += Math.exp(length * perToken);
            }

            // the fast exponential is off by 4e-5 at most, for each token
            assertThat(Math.log(sum)).isCloseTo(TinyMachines.logNormalizer(machine, length), within(4e-5 * length));
        }
    }
}
