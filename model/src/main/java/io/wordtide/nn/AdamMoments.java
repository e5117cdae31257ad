package io.wordtide.nn;

import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adam for one array, ascending: the one place where a gradient of the ELBO becomes a step.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2,   value += rate * mHat / (sqrt(vHat) + epsilon)
 * </pre>
 *
 * where g is the gradient of the objective to be maximised, less 2 * l2Weight * value, and the hats divide by
 * 1 - beta^t. {@code beta1} multiplies the old moment, as in the source. The moments are allocated by the first step;
 * until then they are zero.
 *
 * <p>See: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Not thread-safe.
 */
public final class AdamMoments {

    static final float EPSILON = 1e-8f;

    /** Steps after which a cleared range differs by less than a thousandth from all others. */
    private static final int YOUNG_STEPS = 8_000;

    private final float beta1;
    private final float beta2;
    private int size;
    private float[] first = new float[0];
    private float[] second = new float[0];
    private final List<YoungRange> young = new ArrayList<>();
    private long stepCount;

    /** Elements cleared after {@code begunAt} steps of the others: their hats divide by their own number of steps. */
    private record YoungRange(int start, int end, long begunAt) {}

    /** The hats' corrections of the learning rate and the second moment after some steps. */
    private record Correction(float rate, float second) {}

    public AdamMoments(int size, double beta1, double beta2) {
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
        this.size = size;
    }

    /** Adds elements at the end, whose moments are zero. */
    void growTo(int newSize) {
        size = newSize;
    }

    private void allocate() {
        if (first.length < size) {
            first = Arrays.copyOf(first, size);
            second = Arrays.copyOf(second, size);
        }
    }

    /** One step of {@code value} up {@code gradient}, which is zero afterwards. */
    public void ascend(float[] value, float[] gradient, double learningRate) {
        allocate();
        stepCount++;
        ascend(value, gradient, 0, size, correction(stepCount, learningRate), 0);
    }

    /** As {@link #ascend(float[], float[], double)}, split among workers, with decay. */
    void ascend(float[] value, float[] gradient, double learningRate, double l2Weight, Workers workers) {
        allocate();
        stepCount++;
        float decay = (float) (2 * l2Weight);
        young.removeIf(range -> stepCount - range.begunAt() > YOUNG_STEPS);
        List<Runnable> redo = young.stream()
                .map(range -> againAsYoung(range, value, gradient, learningRate, decay))
                .toList();
        Correction correction = correction(stepCount, learningRate);
        workers.forEachRange(size, (start, end) -> ascend(value, gradient, start, end, correction, decay));
        redo.forEach(Runnable::run);
    }

    private Correction correction(long steps, double learningRate) {
        return new Correction((float) (learningRate / (1 - Math.pow(beta1, (double) steps))), (float)
                (1 / (1 - Math.pow(beta2, (double) steps))));
    }

    /**
     * Few ranges are young: they step with the others, as fast as memory allows, and then take their own step instead.
     */
    private Runnable againAsYoung(YoungRange range, float[] value, float[] gradient, double learningRate, float decay) {
        float[][] arrays = {value, gradient, first, second};
        float[][] kept = new float[arrays.length][];
        for (int i = 0; i < arrays.length; i++) {
            kept[i] = Arrays.copyOfRange(arrays[i], range.start(), range.end());
        }
        return () -> {
            for (int i = 0; i < arrays.length; i++) {
                System.arraycopy(kept[i], 0, arrays[i], range.start(), kept[i].length);
            }
            ascend(
                    value,
                    gradient,
                    range.start(),
                    range.end(),
                    correction(stepCount - range.begunAt(), learningRate),
                    decay);
        };
    }

    /** One pass over memory for all uses of an element: at vocabulary size the step is bound by memory. */
    private void ascend(float[] value, float[] gradient, int start, int end, Correction correction, float decay) {
        float rate = correction.rate();
        float secondCorrection = correction.second();
        for (int i = start; i < end; i++) {
            float g = gradient[i] - decay * value[i];
            float m = beta1 * first[i] + (1 - beta1) * g;
            float v = beta2 * second[i] + (1 - beta2) * g * g;
            first[i] = m;
            second[i] = v;
            value[i] += rate * m / ((float) Math.sqrt(v * secondCorrection) + EPSILON);
            gradient[i] = 0;
        }
    }

    /** Resets the moments of some elements, as if no step had been taken yet. */
    void clear(int start, int end) {
        allocate();
        Arrays.fill(first, start, end, 0);
        Arrays.fill(second, start, end, 0);
        young.removeIf(range -> range.start() == start);
        young.add(new YoungRange(start, end, stepCount));
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (first.length + (long) second.length) * Float.BYTES;
    }

    /** @param name key of the array these moments belong to */
    public void visitState(String name, StateVisitor visitor) {
        stepCount = visitor.number(name + ".adam.stepCount", stepCount);
        int[] ranges = visitor.ints(
                name + ".adam.youngRanges",
                young.stream()
                        .flatMapToInt(range -> IntStream.of(range.start(), range.end()))
                        .toArray());
        List<YoungRange> stored = new ArrayList<>();
        for (int i = 0; i < ranges.length / 2; i++) {
            long begunAt = i < young.size() ? young.get(i).begunAt() : 0;
            begunAt = visitor.number(name + ".adam.youngRange" + i, begunAt);
            stored.add(new YoungRange(ranges[2 * i], ranges[2 * i + 1], begunAt));
        }
        young.clear();
        young.addAll(stored);
        if (stepCount > 0) {
            allocate();
            visitor.floats(name + ".adam.firstMoment", first);
            visitor.floats(name + ".adam.secondMoment", second);
        }
    }
}
