package io.wordtide.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterAverageTest {

    private final Parameter parameter = new Parameter("p", 1, 2);
    private final ParameterAverage average = new ParameterAverage(List.of(parameter), 0.5, Workers.of(1));

    private void step(float first, float second) {
        parameter.value().values()[0] = first;
        parameter.value().values()[1] = second;
        average.update();
    }

    /**
     * From (0, 0): the decay of the first step is 1/10, of the second 2/11, since both are below 1/2. Average after (10,
     * 0): (9, 0); after (20, 11): 9 * 2/11 + 20 * 9/11 = 18, 11 * 9/11 = 9.
     */
    @Test
    void shouldForgetTheFirstStepsFaster() {
        // When
        step(10, 0);
        step(20, 11);
        average.swap();

        // Then
        assertThat(parameter.value().values()).containsExactly(new float[] {18, 9}, within(1e-5f));
    }

    @Test
    void shouldPutTheParametersBackWithASecondExchange() {
        step(10, 0);
        average.swap();
        average.swap();
        assertThat(parameter.value().values()).containsExactly(10, 0);
    }
}
