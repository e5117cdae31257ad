package io.wordtide.nn;

import io.wordtide.snapshot.StateVisitor;
import java.util.Arrays;

/**
 * Adam for a matrix of which each step's gradient has only a few rows, those of the words of a mini-batch: only they are
 * read and written. Without a gradient, a row's next k steps would come to
 *
 * <pre>
 * value += rate c S_k m / (sqrt(v) + epsilon),   S_k = r + r^2 + ... + r^k,   r = beta1 / sqrt(beta2)
 * m = beta1^k m,   v = beta2^k v
 * </pre>
 *
 * if the hats' corrections, c, stay as they are. A row that is touched takes so many of them in advance as it has missed
 * before: rare words rest for long. If it is touched again sooner or later than that, the difference is made up for.
 *
 * <p>Deviation from the source, whose step moves every row, and takes as long as reading and writing all of them four
 * times. See: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Not thread-safe.
 */
public final class RowAdam {

    private static final float BETA1 = (float) Adam.BETA1;
    private static final float BETA2 = (float) Adam.BETA2;
    private static final double DECAY_OF_STEP = BETA1 / Math.sqrt(BETA2);
    private static final float EPSILON = AdamMoments.EPSILON;

    private final Parameter parameter;
    private final double learningRate;
    private float[] first = new float[0]; // [V, H], m
    private float[] second = new float[0]; // [V, H], v
    private int[] touched; // [V], the step that last touched a row
    private int[] ahead; // [V], steps that a row has taken in advance
    private int[] begun; // [V], steps taken when a row was cleared
    private int stepCount;
    private volatile boolean wroteNonFinite;

    public RowAdam(Parameter parameter, double learningRate) {
        this.parameter = parameter;
        this.learningRate = learningRate;
        this.touched = new int[parameter.value().rows()];
        this.ahead = new int[parameter.value().rows()];
        this.begun = new int[parameter.value().rows()];
    }

    /** Gives rows that the parameter has gained moments of their own, as if they had been there from the start. */
    public void grow() {
        touched = Arrays.copyOf(touched, parameter.value().rows());
        ahead = Arrays.copyOf(ahead, parameter.value().rows());
        begun = Arrays.copyOf(begun, parameter.value().rows());
    }

    private void allocate() {
        if (first.length < parameter.value().size()) {
            first = Arrays.copyOf(first, parameter.value().size());
            second = Arrays.copyOf(second, parameter.value().size());
        }
    }

    /** One step up the gradient; only its rows move. */
    public void step(RowGradients gradients) {
        allocate();
        stepCount++;
        gradients.forEach(Part::new);
    }

    /** The rows of one thread. */
    private final class Part implements RowGradients.Part {

        private final float[] sums = new float[parameter.value().columns()];

        @Override
        public void use(int row, float[] gradient) {
            step(row, gradient, sums);
        }

        @Override
        public void end() {
            for (float sum : sums) {
                if (!Float.isFinite(sum)) {
                    wroteNonFinite = true; // never written otherwise: another thread may have set it meanwhile
                }
            }
        }
    }

    /** @param sums of all that is written to a column, [H]; not finite if any of it is not */
    private void step(int row, float[] gradient, float[] sums) {
        int missed = stepCount - 1 - touched[row];
        if (missed > 0 || ahead[row] > 0) {
            catchUp(row, missed);
        }
        ahead[row] = missed;
        touched[row] = stepCount;
        ascend(row, gradient, (float) (rate(row, stepCount) * (1 + weightOfSteps(missed))), sums);
    }

    /** Takes the steps that the row has missed, except those that it took in advance. */
    private void catchUp(int row, int missed) {
        float rate = (float) (rate(row, touched[row]) * (weightOfSteps(missed) - weightOfSteps(ahead[row])));
        float firstDecay = (float) Math.pow(BETA1, missed);
        float secondDecay = (float) Math.pow(BETA2, missed);
        float[] value = parameter.value().values();
        for (int i = parameter.value().rowStart(row); i < parameter.value().rowStart(row + 1); i++) {
            value[i] += rate * first[i] / ((float) Math.sqrt(second[i]) + EPSILON);
            first[i] *= firstDecay;
            second[i] *= secondDecay;
        }
    }

    private void ascend(int row, float[] gradient, float rate, float[] sums) {
        float[] value = parameter.value().values();
        int start = parameter.value().rowStart(row);
        for (int column = 0; column < sums.length; column++) {
            int i = start + column;
            float g = gradient[column];
            float m = BETA1 * first[i] + (1 - BETA1) * g;
            float v = BETA2 * second[i] + (1 - BETA2) * g * g;
            float moved = value[i] + rate * m / ((float) Math.sqrt(v) + EPSILON);
            first[i] = m;
            second[i] = v;
            value[i] = moved;
            sums[column] += moved + m + v;
        }
    }

    /** S_k, what k steps without a gradient weigh against one with it. */
    private static double weightOfSteps(int count) {
        return DECAY_OF_STEP * (1 - Math.pow(DECAY_OF_STEP, count)) / (1 - DECAY_OF_STEP);
    }

    /** The learning rate with both hats' corrections in a step. */
    private double rate(int row, int step) {
        double age = Math.max(1, step - begun[row]);
        return learningRate * Math.sqrt(1 - Math.pow(BETA2, age)) / (1 - Math.pow(BETA1, age));
    }

    /** Clears the moments of a row, which now belongs to another word. */
    public void clearRow(int row) {
        touched[row] = stepCount;
        ahead[row] = 0;
        begun[row] = stepCount;
        if (parameter.value().rowStart(row) < first.length) {
            Arrays.fill(
                    first, parameter.value().rowStart(row), parameter.value().rowStart(row + 1), 0);
            Arrays.fill(
                    second, parameter.value().rowStart(row), parameter.value().rowStart(row + 1), 0);
        }
    }

    /** Memory it holds besides the parameter, bytes. */
    public long memoryBytes() {
        return ((long) first.length + second.length) * Float.BYTES + 3L * touched.length * Integer.BYTES;
    }

    /**
     * Visits the parameter and its moments if one of the steps since the last call wrote a number that is not finite, or
     * numbers whose sum is not; otherwise nothing, which takes no time.
     */
    public void visitIfNonFinite(StateVisitor visitor) {
        if (wroteNonFinite) {
            wroteNonFinite = false;
            parameter.visitState(visitor);
            visitState(visitor);
        }
    }

    public void visitState(StateVisitor visitor) {
        String name = parameter.name() + ".adam";
        stepCount = (int) visitor.number(name + ".stepCount", stepCount);
        touched = visitor.ints(name + ".touched", touched);
        ahead = visitor.ints(name + ".ahead", ahead);
        begun = visitor.ints(name + ".begun", begun);
        if (stepCount > 0) {
            allocate();
            visitor.floats(name + ".firstMoment", first);
            visitor.floats(name + ".secondMoment", second);
        }
    }
}
