package io.wordtide.nn;

import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;
import java.util.List;

/**
 * A running average of parameters over learning steps, average = decay average + (1 - decay) value, which forgets the
 * first steps faster: the decay is at most (n + 1) / (n + 10) in step n. The average of a path that mini-batch noise
 * disturbs is better than its last point.
 *
 * <p>See: B. Polyak, A. Juditsky, "Acceleration of stochastic approximation by averaging", 1992. Not thread-safe.
 */
public final class ParameterAverage {

    private final List<Parameter> parameters;
    private final List<float[]> averages;
    private final double decay;
    private final Workers workers;
    private long stepCount;

    /** @param decay 0 to below 1; 0 averages nothing: the parameters themselves */
    public ParameterAverage(List<Parameter> parameters, double decay, Workers workers) {
        this.parameters = List.copyOf(parameters);
        this.averages = parameters.stream()
                .map(parameter -> parameter.value().values().clone())
                .toList();
        this.decay = decay;
        this.workers = workers;
    }

    /** Adds the current parameters to the average. */
    public void update() {
        double current = Math.min(decay, (stepCount + 1.0) / (stepCount + 10.0));
        float weight = (float) (1 - current);
        stepCount++;
        for (int i = 0; i < averages.size(); i++) {
            float[] average = averages.get(i);
            float[] value = parameters.get(i).value().values();
            workers.forEachRange(average.length, (start, end) -> {
                for (int j = start; j < end; j++) {
                    average[j] += weight * (value[j] - average[j]);
                }
            });
        }
    }

    /** Exchanges parameters and averages; a second call restores both. */
    public void swap() {
        for (int i = 0; i < averages.size(); i++) {
            float[] average = averages.get(i);
            float[] value = parameters.get(i).value().values();
            for (int j = 0; j < average.length; j++) {
                float kept = value[j];
                value[j] = average[j];
                average[j] = kept;
            }
        }
    }

    public void visitState(StateVisitor visitor) {
        stepCount = visitor.number("average.stepCount", stepCount);
        for (int i = 0; i < averages.size(); i++) {
            visitor.floats(parameters.get(i).name() + ".average", averages.get(i));
        }
    }
}
