package io.wordtide.nn;

import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.StateVisitor;
import java.util.List;

/**
 * The optimizer of a network's parameters: {@link AdamMoments} for each, with the usual beta1 = 0.9 and beta2 = 0.999.
 *
 * <p>Not thread-safe.
 */
public final class Adam {

    static final double BETA1 = 0.9;
    static final double BETA2 = 0.999;

    private final List<Parameter> parameters;
    private final List<AdamMoments> moments;
    private final double learningRate;
    private final double l2Weight;
    private final Workers workers;

    /** @param l2Weight weight of the squared norm of all parameters in the negated objective */
    public Adam(List<Parameter> parameters, double learningRate, double l2Weight, Workers workers) {
        this.parameters = List.copyOf(parameters);
        this.moments = parameters.stream()
                .map(parameter -> new AdamMoments(parameter.value().size(), BETA1, BETA2))
                .toList();
        this.learningRate = learningRate;
        this.l2Weight = l2Weight;
        this.workers = workers;
    }

    /** Gives elements that parameters have gained moments of their own, as if they had been there from the start. */
    public void grow() {
        for (int i = 0; i < moments.size(); i++) {
            moments.get(i).growTo(parameters.get(i).value().size());
        }
    }

    /** One step up the gradients, which are zero afterwards. */
    public void step() {
        for (int i = 0; i < moments.size(); i++) {
            Parameter parameter = parameters.get(i);
            moments.get(i)
                    .ascend(parameter.value().values(), parameter.gradient().values(), learningRate, l2Weight, workers);
        }
    }

    /**
     * Clears the moments of one row of a parameter, which now belongs to another word.
     *
     * @param parameter any parameter; nothing happens if it is not one of this optimizer's
     */
    public void clearRow(Parameter parameter, int row) {
        int index = parameters.indexOf(parameter);
        if (index >= 0) {
            moments.get(index)
                    .clear(parameter.value().rowStart(row), parameter.value().rowStart(row + 1));
        }
    }

    /** As {@link #clearRow}, for one element of a parameter. */
    public void clearElement(Parameter parameter, int element) {
        int index = parameters.indexOf(parameter);
        if (index >= 0) {
            moments.get(index).clear(element, element + 1);
        }
    }

    /** Memory it holds besides the parameters, bytes. */
    public long memoryBytes() {
        return moments.stream().mapToLong(AdamMoments::memoryBytes).sum();
    }

    public void visitState(StateVisitor visitor) {
        for (int i = 0; i < moments.size(); i++) {
            moments.get(i).visitState(parameters.get(i).name(), visitor);
        }
    }
}
