package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import java.util.function.Supplier;

/**
 * A gradient of which only some rows differ from zero, each computed when it is used, while it is in cache: no matrix
 * holds them. Reads what it was computed from when it is used. For one thread, whatever threads its parts run on.
 */
public interface RowGradients {

    /** Uses rows on one thread. */
    @FunctionalInterface
    interface Part {

        /** @param gradient of the row, [H]; overwritten afterwards */
        void use(int row, float[] gradient);

        /** Called after the part's last row. */
        default void end() {}
    }

    /**
     * Gives each row to one part, in ascending order within a part, and returns when all have ended.
     *
     * @param parts called by several threads at once; each part stays on one
     */
    void forEach(Supplier<? extends Part> parts);

    /** Adds the rows to the gradient of a parameter, [V, H]. */
    default void addTo(Parameter parameter) {
        Matrix sum = parameter.gradient();
        forEach(() -> (row, gradient) -> {
            float[] values = sum.values();
            int start = sum.rowStart(row);
            for (int column = 0; column < gradient.length; column++) {
                values[start + column] += gradient[column];
            }
        });
    }
}
