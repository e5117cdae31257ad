package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.nn.Parameter;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Derivatives of the production code, in float, against central differences of a reference in double.
 *
 * <p>The reference's error is small: with a step of 1e-5 the third derivative leaves about 1e-10, and rounding of an
 * objective of about 100 nats 1e-9. The tolerance is for the production code's error: each word probability is good to
 * a relative 4e-5 ({@link io.wordtide.linalg.Exponential}), and derivatives are sums over some 50 tokens times weights
 * below 1, so 2e-3 if all errors had the same sign. They do not: the measured error is below 1e-4. A wrong sign, factor
 * or index is off by the derivative itself, some tenths to tens.
 */
public final class GradientCheck {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 3e-4;

    /** An array with only smaller derivatives would prove nothing. */
    private static final double TELLING_DERIVATIVE = 0.1;

    /** Nothing that moves by the step may cross a relu's kink; inputs and weights are below 5. */
    public static final double REQUIRED_DISTANCE_TO_KINK = 10 * STEP;

    private GradientCheck() {}

    /** Checks every element of every parameter's gradient. */
    public static void check(List<Parameter> parameters, ReferenceParameters reference, DoubleSupplier objective) {
        for (Parameter parameter : parameters) {
            check(
                    parameter.name(),
                    reference.values(parameter.name()),
                    objective,
                    parameter.gradient().values());
        }
    }

    /**
     * Checks every element of one array.
     *
     * @param point where the objective is differentiated; moved and moved back
     * @param received the production code's derivatives
     */
    public static void check(String name, double[] point, DoubleSupplier objective, float[] received) {
        double largest = 0;
        for (int i = 0; i < point.length; i++) {
            double expected = centralDifference(point, i, objective);
            largest = Math.max(largest, Math.abs(expected));
            assertThat((double) received[i])
                    .as("derivative by %s[%d]: expected %s by central differences, received", name, i, expected)
                    .isCloseTo(expected, within(TOLERANCE));
        }
        assertThat(largest)
                .as("largest derivative by %s, large enough to prove something", name)
                .isGreaterThan(TELLING_DERIVATIVE);
    }

    private static double centralDifference(double[] point, int index, DoubleSupplier objective) {
        double original = point[index];
        point[index] = original + STEP;
        double above = objective.getAsDouble();
        point[index] = original - STEP;
        double below = objective.getAsDouble();
        point[index] = original;
        return (above - below) / (2 * STEP);
    }
}
