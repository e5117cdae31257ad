package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.text.DocumentCounts;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContrastiveDivergenceTest {

    private static final SeededNoise NOISE = SeededNoise.of(5, 1, Purpose.CONTRASTIVE_DIVERGENCE);

    private final SoftmaxMachine machine = TinyMachines.of(3, 2, 0.5, 3);
    private final DocumentCounts document = Documents.of(3, 0, 1);

    @Test
    void shouldApproachTheGradientOfTheLogProbabilityWithManySteps() {
        // Given: a chain for each of 20,000 copies of one document, 20 steps
        List<DocumentCounts> copies = Collections.nCopies(20_000, document);

        // When
        new ContrastiveDivergence(machine, Workers.of(1)).accumulateGradients(copies, 20, NOISE);

        // Then: counts up to 4 have a standard deviation below 1.2, their mean one below 0.0085
        for (Parameter parameter : machine.parameters()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                assertThat(parameter.gradient().values()[i])
                        .as("%s[%d]", parameter.name(), i)
                        .isCloseTo((float) derivative(parameter.value().values(), i), within(0.03f));
            }
        }
    }

    /** Gradient of log p(x), by central differences of enumerated values. */
    private double derivative(float[] values, int i) {
        float old = values[i];
        float step = 1e-2f;
        values[i] = old + step;
        double above = logProbability();
        values[i] = old - step;
        double below = logProbability();
        values[i] = old;
        return (above - below) / (2 * step);
    }

    private double logProbability() {
        return machine.logUnnormalized(document) - TinyMachines.logNormalizer(machine, document.tokenCount());
    }

    @Test
    void shouldPointUphillAfterOneStep() {
        // When
        List<DocumentCounts> copies = Collections.nCopies(2000, document);
        new ContrastiveDivergence(machine, Workers.of(1)).accumulateGradients(copies, 1, NOISE);

        // Then: biased, but at less than 60 degrees from the gradient
        double product = 0;
        double ofEstimate = 0;
        double ofGradient = 0;
        for (Parameter parameter : machine.parameters()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                double estimate = parameter.gradient().values()[i];
                double gradient = derivative(parameter.value().values(), i);
                product += estimate * gradient;
                ofEstimate += estimate * estimate;
                ofGradient += gradient * gradient;
            }
        }
        assertThat(product / Math.sqrt(ofEstimate * ofGradient)).isGreaterThan(0.5);
    }
}
