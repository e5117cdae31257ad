package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import java.util.List;

/**
 * output = relu(input W + b) for sparse input: of the V rows of W a document touches only those of its words, about a
 * hundred, so that no product of size V is formed in either direction.
 *
 * <p>Not thread-safe.
 */
public final class SparseLayer {

    private final Parameter weights;
    private final Parameter bias;

    public SparseLayer(String name, int inputSize, int outputSize, SeededNoise initialNoise, double initialBound) {
        this.weights = new Parameter(name + ".weights", inputSize, outputSize).initialize(initialNoise, initialBound);
        this.bias = new Parameter(name + ".bias", 1, outputSize);
    }

    /** B sparse rows of V to [B, out]. */
    public Matrix forward(List<SparseInput> inputs) {
        Matrix output = Matrix.zeros(inputs.size(), weights.value().columns()); // [B, out]
        output.fillRows(bias.value().values());
        for (int row = 0; row < inputs.size(); row++) {
            SparseInput input = inputs.get(row);
            for (int i = 0; i < input.rows().length; i++) {
                addScaled(weights.value(), input.rows()[i], input.weights()[i], output, row);
            }
        }
        DenseLayer.reluInPlace(output);
        return output;
    }

    /** Adds the derivatives by weights and bias, summed over the rows; {@code dOutput} [B, out] is changed. */
    public void accumulateGradients(List<SparseInput> inputs, Matrix output, Matrix dOutput) {
        DenseLayer.reluDerivativeInPlace(output, dOutput);
        for (int row = 0; row < inputs.size(); row++) {
            SparseInput input = inputs.get(row);
            for (int i = 0; i < input.rows().length; i++) {
                addScaled(dOutput, row, input.weights()[i], weights.gradient(), input.rows()[i]);
            }
        }
        dOutput.addColumnSumsTo(bias.gradient().values());
    }

    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /** target[targetRow] += scale * source[sourceRow]. */
    private static void addScaled(Matrix source, int sourceRow, float scale, Matrix target, int targetRow) {
        float[] from = source.values();
        float[] to = target.values();
        int fromStart = source.rowStart(sourceRow);
        int toStart = target.rowStart(targetRow);
        for (int column = 0; column < target.columns(); column++) {
            to[toStart + column] += scale * from[fromStart + column];
        }
    }
}
