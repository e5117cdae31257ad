package io.wordtide.nn;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import java.util.List;

/**
 * output = activation(input W + b), rows are documents.
 *
 * <p>Backward passes take the output of the forward pass, since relu's derivative can be read off it. Inputs are not
 * changed, but {@code dOutput} is: it becomes the derivative by the sum before the activation. Not thread-safe.
 */
public final class DenseLayer {

    /** What follows the affine map. */
    public enum Activation {
        IDENTITY,
        RELU
    }

    private final Parameter weights;
    private final Parameter bias;
    private final Activation activation;

    /**
     * @param initialBound initial weights are uniform in plus or minus this; biases are zero
     */
    public DenseLayer(
            String name,
            int inputSize,
            int outputSize,
            Activation activation,
            SeededNoise initialNoise,
            double initialBound) {
        this(
                new Parameter(name + ".weights", inputSize, outputSize).initialize(initialNoise, initialBound),
                new Parameter(name + ".bias", 1, outputSize),
                activation);
    }

    private DenseLayer(Parameter weights, Parameter bias, Activation activation) {
        this.weights = weights;
        this.bias = bias;
        this.activation = activation;
    }

    /** A copy that cannot be trained. */
    public DenseLayer frozen() {
        return new DenseLayer(weights.frozen(), bias.frozen(), activation);
    }

    /** [B, in] to [B, out]. */
    public Matrix forward(Matrix input) {
        Matrix output = Matrix.zeros(input.rows(), outputSize());
        forward(input, output);
        return output;
    }

    /** [B, in] to [B, out], which is overwritten. */
    public void forward(Matrix input, Matrix output) {
        output.fillRows(bias.value().values());
        Gemm.multiplyAdd(input, weights.value(), output);
        activateInPlace(output);
    }

    /** dInput [B, in] from dOutput [B, out], which is changed. */
    public Matrix backward(Matrix output, Matrix dOutput) {
        Matrix dInput = Matrix.zeros(dOutput.rows(), inputSize());
        backward(output, dOutput, dInput);
        return dInput;
    }

    /** dInput [B, in], which is overwritten, from dOutput [B, out], which is changed. */
    public void backward(Matrix output, Matrix dOutput, Matrix dInput) {
        differentiateActivationInPlace(output, dOutput);
        Gemm.multiplyTransposed(dOutput, weights.value(), dInput);
    }

    /**
     * Jacobian-vector product: how the output [B, out] moves when each row of the input moves by {@code dInput} [B,
     * in].
     */
    public Matrix tangent(Matrix output, Matrix dInput) {
        Matrix dOutput = Matrix.zeros(dInput.rows(), outputSize()); // [B, out]
        Gemm.multiply(dInput, weights.value(), dOutput);
        differentiateActivationInPlace(output, dOutput);
        return dOutput;
    }

    /** Adds the derivatives by weights and bias, summed over the rows; {@code dOutput} [B, out] is changed. */
    public void accumulateGradients(Matrix input, Matrix output, Matrix dOutput) {
        differentiateActivationInPlace(output, dOutput);
        Gemm.transposedMultiplyAdd(input, dOutput, weights.gradient());
        dOutput.addColumnSumsTo(bias.gradient().values());
    }

    /** As {@link #accumulateGradients}, for a part of the documents, without adding to the sum. */
    public LayerGradient gradient(Matrix input, Matrix output, Matrix dOutput) {
        differentiateActivationInPlace(output, dOutput);
        LayerGradient gradient = new LayerGradient(Matrix.zeros(inputSize(), outputSize()), new float[outputSize()]);
        Gemm.transposedMultiply(input, dOutput, gradient.weights());
        dOutput.addColumnSumsTo(gradient.bias());
        return gradient;
    }

    /** [in, out]. */
    public Parameter weights() {
        return weights;
    }

    /** [1, out]. */
    public Parameter bias() {
        return bias;
    }

    public int inputSize() {
        return weights.value().rows();
    }

    public int outputSize() {
        return weights.value().columns();
    }

    public List<Parameter> parameters() {
        return List.of(weights, bias);
    }

    /** In place max(0, x) for relu. */
    private void activateInPlace(Matrix output) {
        if (activation == Activation.RELU) {
            reluInPlace(output, 0, output.size());
        }
    }

    /** Idempotent, so that {@link #backward} and {@link #accumulateGradients} may follow each other in any order. */
    private void differentiateActivationInPlace(Matrix output, Matrix dOutput) {
        if (activation == Activation.RELU) {
            reluDerivativeInPlace(output, dOutput);
        }
    }

    /** Applies relu to the elements from {@code start} up to but not including {@code end}. */
    static void reluInPlace(Matrix output, int start, int end) {
        float[] values = output.values();
        for (int i = start; i < end; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }

    /** dOutput where the output is positive, 0 elsewhere; a product, since C2 does not vectorise a branch. */
    static void reluDerivativeInPlace(Matrix output, Matrix dOutput) {
        float[] values = output.values();
        float[] derivatives = dOutput.values();
        for (int i = 0; i < output.size(); i++) {
            derivatives[i] *= Math.min(1, values[i] * Float.MAX_VALUE);
        }
    }
}
