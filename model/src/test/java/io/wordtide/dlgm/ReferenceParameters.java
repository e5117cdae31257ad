package io.wordtide.dlgm;

import io.wordtide.nn.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network's arrays in double, by their names in the production code: central differences move them. */
public final class ReferenceParameters {

    private final Map<String, double[]> valuesByName = new HashMap<>();

    public ReferenceParameters(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            valuesByName.put(parameter.name(), toDoubles(parameter.value().values()));
        }
    }

    /** The live array. */
    public double[] values(String name) {
        return Objects.requireNonNull(valuesByName.get(name), name);
    }

    /** input W + b of the layer of that name, with W row-major: [in] to [out]. */
    double[] affine(String layer, double[] input) {
        double[] weights = values(layer + ".weights");
        double[] output = values(layer + ".bias").clone();
        for (int i = 0; i < input.length; i++) {
            for (int j = 0; j < output.length; j++) {
                output[j] += input[i] * weights[i * output.length + j];
            }
        }
        return output;
    }

    /** W input + b of the layer of that name, with a row of W for each output: [in] to [out]. */
    double[] affineByRows(String layer, double[] input) {
        double[] weights = values(layer + ".weights");
        double[] output = values(layer + ".bias").clone();
        for (int j = 0; j < output.length; j++) {
            for (int i = 0; i < input.length; i++) {
                output[j] += weights[j * input.length + i] * input[i];
            }
        }
        return output;
    }

    static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
