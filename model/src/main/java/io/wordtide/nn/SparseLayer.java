package io.wordtide.nn;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import java.util.List;

/**
 * output = relu(input W + b) for sparse input: of the V rows of W a document touches only those of its words, about a
 * hundred, so that no product of size V is formed in either direction.
 *
 * <p>Not thread-safe.
 */
public final class SparseLayer {

    private static final int DOCUMENTS_PER_PART = 25;
    private static final int COLUMNS_PER_PART = 100;

    private final Parameter weights;
    private final Parameter bias;
    private final Workers workers;

    public SparseLayer(
            String name,
            int inputSize,
            int outputSize,
            SeededNoise initialNoise,
            double initialBound,
            Workers workers) {
        this(
                new Parameter(name + ".weights", inputSize, outputSize).initialize(initialNoise, initialBound),
                new Parameter(name + ".bias", 1, outputSize),
                workers);
    }

    private SparseLayer(Parameter weights, Parameter bias, Workers workers) {
        this.weights = weights;
        this.bias = bias;
        this.workers = workers;
    }

    /** A copy that cannot be trained, for other threads. */
    public SparseLayer frozen(Workers otherWorkers) {
        return new SparseLayer(weights.frozen(), bias.frozen(), otherWorkers);
    }

    /** B sparse rows of V to [B, out]. */
    public Matrix forward(List<SparseInput> inputs) {
        Matrix output = Matrix.zeros(inputs.size(), weights.value().columns()); // [B, out]
        workers.forEachBlock(inputs.size(), DOCUMENTS_PER_PART, (first, end) -> {
            for (int row = first; row < end; row++) {
                forward(inputs.get(row), output, row);
            }
        });
        return output;
    }

    private void forward(SparseInput input, Matrix output, int row) {
        System.arraycopy(bias.value().values(), 0, output.values(), output.rowStart(row), output.columns());
        for (int i = 0; i < input.rows().length; i++) {
            addScaled(weights.value(), input.rows()[i], input.weights()[i], output, row, 0, output.columns());
        }
        DenseLayer.reluInPlace(output, output.rowStart(row), output.rowStart(row + 1));
    }

    /**
     * Adds the derivatives by weights and bias, summed over the rows; {@code dOutput} [B, out] is changed. Documents
     * share words, so the work is split by the output's columns.
     */
    public void accumulateGradients(List<SparseInput> inputs, Matrix output, Matrix dOutput) {
        DenseLayer.reluDerivativeInPlace(output, dOutput);
        Matrix gradient = weights.gradient();
        workers.forEachBlock(dOutput.columns(), COLUMNS_PER_PART, (start, end) -> {
            for (int row = 0; row < inputs.size(); row++) {
                SparseInput input = inputs.get(row);
                for (int i = 0; i < input.rows().length; i++) {
                    addScaled(dOutput, row, input.weights()[i], gradient, input.rows()[i], start, end);
                }
            }
        });
        dOutput.addColumnSumsTo(bias.gradient().values());
    }

    /** W, [V, out]: a row for each input. */
    public Parameter weights() {
        return weights;
    }

    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /** target[targetRow] += scale * source[sourceRow], in the columns from {@code start} to before {@code end}. */
    private static void addScaled(
            Matrix source, int sourceRow, float scale, Matrix target, int targetRow, int start, int end) {
        float[] from = source.values();
        float[] to = target.values();
        int fromStart = source.rowStart(sourceRow);
        int toStart = target.rowStart(targetRow);
        for (int column = start; column < end; column++) {
            to[toStart + column] += scale * from[fromStart + column];
        }
    }
}
