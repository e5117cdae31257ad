package io.wordtide.nn;

import io.wordtide.linalg.ScratchPool;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gradients for the parameters of a model during a step. All models of the process share them, since they are zero
 * between steps.
 *
 * <p>Not thread-safe.
 */
public final class GradientScratch {

    private static final ScratchPool<GradientScratch> POOL = new ScratchPool<>(GradientScratch::new);

    private final List<float[]> arrays = new ArrayList<>(); // one for each parameter, as long as the longest so far

    private GradientScratch() {}

    /**
     * Runs a step with gradients that are zero at its start and must be zero at its end. If it fails, they are
     * discarded.
     *
     * @param parameters those whose gradients the step uses
     */
    public static <T> T lend(List<Parameter> parameters, Supplier<T> step) {
        GradientScratch scratch = POOL.borrow();
        scratch.lendTo(parameters);
        try {
            T result = step.get();
            POOL.giveBack(scratch);
            return result;
        } finally {
            parameters.forEach(Parameter::clearGradient);
        }
    }

    private void lendTo(List<Parameter> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            int size = parameters.get(i).value().size();
            if (i == arrays.size()) {
                arrays.add(new float[size]);
            } else if (arrays.get(i).length < size) {
                arrays.set(i, new float[size]);
            }
            parameters.get(i).useGradient(arrays.get(i));
        }
    }
}
