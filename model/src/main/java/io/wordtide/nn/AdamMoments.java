package io.wordtide.nn;

import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;

/**
 * Adam for one array, ascending: the one place where a gradient of the ELBO becomes a step.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g,   v = beta2 v + (1 - beta2) g^2,   value += rate * mHat / (sqrt(vHat) + epsilon)
 * </pre>
 *
 * where g is the gradient of the objective to be maximised, less 2 * l2Weight * value, and the hats divide by
 * 1 - beta^t. {@code beta1} multiplies the old moment, as in the source.
 *
 * <p>See: D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Not thread-safe.
 */
public final class AdamMoments {

    private static final float EPSILON = 1e-8f;

    private final float beta1;
    private final float beta2;
    private final float[] first;
    private final float[] second;
    private long stepCount;

    // of the step under way
    private float rate;
    private float secondCorrection;
    private float decay;

    public AdamMoments(int size, double beta1, double beta2) {
        this.beta1 = (float) beta1;
        this.beta2 = (float) beta2;
        this.first = new float[size];
        this.second = new float[size];
    }

    /** One step of {@code value} up {@code gradient}, which is zero afterwards. */
    public void ascend(float[] value, float[] gradient, double learningRate) {
        beginStep(learningRate, 0);
        ascend(value, gradient, 0, first.length);
    }

    /** As {@link #ascend(float[], float[], double)}, shared out, with decay. */
    void ascend(float[] value, float[] gradient, double learningRate, double l2Weight, Workers workers) {
        beginStep(learningRate, l2Weight);
        workers.forEachRange(first.length, (start, end) -> ascend(value, gradient, start, end));
    }

    private void beginStep(double learningRate, double l2Weight) {
        stepCount++;
        rate = (float) (learningRate / (1 - Math.pow(beta1, (double) stepCount)));
        secondCorrection = (float) (1 / (1 - Math.pow(beta2, (double) stepCount)));
        decay = (float) (2 * l2Weight);
    }

    /** One pass over memory for all uses of an element: at vocabulary size the step is bound by memory. */
    private void ascend(float[] value, float[] gradient, int start, int end) {
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

    /** @param name key of the array these moments belong to */
    public void visitState(String name, StateVisitor visitor) {
        stepCount = visitor.number(name + ".adam.stepCount", stepCount);
        visitor.floats(name + ".adam.firstMoment", first);
        visitor.floats(name + ".adam.secondMoment", second);
    }
}
