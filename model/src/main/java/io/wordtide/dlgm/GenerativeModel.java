package io.wordtide.dlgm;

import io.wordtide.linalg.Gemm;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Softmax;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.Parameter;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The generative model p(x given z): logits gamma(z) = h(z) W + b + offset, mu(z) = softmax(gamma(z)).
 *
 * <p>Log-linear ("1-layer") when there is no hidden layer, h(z) = z; deep ("3-layer") with two relu layers. The offset
 * is not learned by gradient: it is the log of a running unigram distribution, or zero, and {@link #MASKED} for rows of
 * the vocabulary that are empty.
 *
 * <p>See: Krishnan and Hoffman 2016, equation 1. Not thread-safe.
 */
public final class GenerativeModel {

    /** Logit offset of an empty vocabulary row: its probability is exactly 0, so that it takes part in nothing. */
    public static final float MASKED = -1e30f;

    private final List<DenseLayer> hiddenLayers;
    private final Parameter outputWeights;
    private final Parameter outputBias;
    private final float[] logitOffset;
    private final int latentSize;
    private final Gemm gemm;

    /**
     * @param hiddenSizes widths of the relu layers, empty for the log-linear model
     * @param initialBound initial weights are uniform in plus or minus this
     */
    public GenerativeModel(
            int latentSize,
            List<Integer> hiddenSizes,
            int vocabularySize,
            SeededNoise noise,
            double initialBound,
            Gemm gemm) {
        this.latentSize = latentSize;
        this.gemm = gemm;
        this.hiddenLayers = new ArrayList<>();
        int inputSize = latentSize;
        for (int size : hiddenSizes) {
            int number = hiddenLayers.size() + 1;
            hiddenLayers.add(new DenseLayer(
                    "generative.hidden" + number,
                    inputSize,
                    size,
                    DenseLayer.Activation.RELU,
                    noise.part(number),
                    initialBound,
                    gemm));
            inputSize = size;
        }
        this.outputWeights = new Parameter("generative.output.weights", inputSize, vocabularySize)
                .initialize(noise.part(0), initialBound);
        this.outputBias = new Parameter("generative.output.bias", 1, vocabularySize);
        this.logitOffset = new float[vocabularySize];
    }

    /**
     * A forward pass.
     *
     * @param activations z and the output of each hidden layer; the last one is h(z), [B, H]
     * @param logits gamma(z), [B, V]
     */
    public record Forward(List<Matrix> activations, Matrix logits) {

        /** h(z), [B, H]; z itself for the log-linear model. */
        public Matrix hidden() {
            return activations.get(activations.size() - 1);
        }
    }

    /** Latents [B, K] to logits [B, V]. */
    public Forward forward(Matrix latent) {
        List<Matrix> activations = hiddenActivations(latent);
        Matrix hidden = activations.get(activations.size() - 1); // [B, H]
        Matrix logits = Matrix.zeros(latent.rows(), vocabularySize()); // [B, V]
        logits.fillRows(totalBias());
        gemm.multiplyAdd(hidden, outputWeights.value(), logits);
        return new Forward(activations, logits);
    }

    /** dLatent [B, K] from dLogits [B, V]. */
    public Matrix latentGradient(Forward forward, Matrix dLogits) {
        return backwardThroughHidden(forward, hiddenGradient(dLogits), false);
    }

    /** Adds the derivatives by all parameters, summed over the documents. */
    public void accumulateGradients(Forward forward, Matrix dLogits) {
        gemm.transposedMultiplyAdd(forward.hidden(), dLogits, outputWeights.gradient());
        dLogits.addColumnSumsTo(outputBias.gradient().values());
        if (!hiddenLayers.isEmpty()) {
            backwardThroughHidden(forward, hiddenGradient(dLogits), true);
        }
    }

    /**
     * Jacobian vectors J = E over the prior of d log mu(z) / dz, [V, K], by Monte Carlo.
     *
     * <p>With G(z) = dh/dz, [H, K]: J = W' E[G(z)] - 1 E[(mu(z) W') G(z)]; one batched forward pass and no Jacobian per
     * sample of size V x K. For the log-linear model G = I. Source: Krishnan and Hoffman 2016, section 4, in closed
     * form.
     */
    public Matrix jacobianVectors(SeededNoise noise, int sampleCount) {
        Forward forward = forward(noise.gaussian(sampleCount, latentSize));
        Softmax.probabilitiesInPlace(forward.logits()); // [S, V] mu(z)
        Matrix expectedWeights = hiddenGradient(forward.logits()); // [S, H] mu(z) W'
        Matrix meanJacobian = meanHiddenJacobian(forward); // [H, K] E[G]
        Matrix vectors = Matrix.zeros(vocabularySize(), latentSize); // [V, K]
        gemm.transposedMultiplyAdd(outputWeights.value(), meanJacobian, vectors);
        vectors.subtractFromRows(
                backwardThroughHidden(forward, expectedWeights, false).columnMeans());
        return vectors;
    }

    public int latentSize() {
        return latentSize;
    }

    public int vocabularySize() {
        return outputWeights.value().columns();
    }

    public boolean isLogLinear() {
        return hiddenLayers.isEmpty();
    }

    /** W, [H, V]. */
    public Parameter outputWeights() {
        return outputWeights;
    }

    /** b, [1, V]. */
    public Parameter outputBias() {
        return outputBias;
    }

    /** The part of the logits that is not learned by gradient, [V]; to be overwritten by the owner. */
    public float[] logitOffset() {
        return logitOffset;
    }

    public List<Parameter> hiddenParameters() {
        return hiddenLayers.stream()
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(hiddenParameters());
        all.add(outputWeights);
        all.add(outputBias);
        return all;
    }

    public void visitState(StateVisitor visitor) {
        parameters().forEach(parameter -> parameter.visitState(visitor));
        visitor.floats("generative.logitOffset", logitOffset);
    }

    private List<Matrix> hiddenActivations(Matrix latent) {
        List<Matrix> activations = new ArrayList<>();
        activations.add(latent);
        for (DenseLayer layer : hiddenLayers) {
            activations.add(layer.forward(activations.get(activations.size() - 1)));
        }
        return activations;
    }

    private Matrix hiddenGradient(Matrix dLogits) {
        Matrix dHidden = Matrix.zeros(dLogits.rows(), outputWeights.value().rows()); // [B, H]
        gemm.multiplyTransposed(dLogits, outputWeights.value(), dHidden);
        return dHidden;
    }

    /**
     * dLatent [B, K] from dHidden [B, H], which is changed; adds the hidden layers' gradients on the way if asked to.
     */
    private Matrix backwardThroughHidden(Forward forward, Matrix dHidden, boolean accumulate) {
        Matrix gradient = dHidden;
        for (int i = hiddenLayers.size() - 1; i >= 0; i--) {
            Matrix input = forward.activations().get(i);
            Matrix output = forward.activations().get(i + 1);
            if (accumulate) {
                hiddenLayers.get(i).accumulateGradients(input, output, gradient);
            }
            gradient = hiddenLayers.get(i).backward(output, gradient);
        }
        return gradient;
    }

    /**
     * E[G] over the rows of a forward pass, [H, K], one latent direction after the other; the identity for the
     * log-linear model.
     */
    private Matrix meanHiddenJacobian(Forward forward) {
        Matrix jacobian = Matrix.zeros(outputWeights.value().rows(), latentSize); // [H, K]
        for (int k = 0; k < latentSize; k++) {
            Matrix tangent = Matrix.zeros(forward.logits().rows(), latentSize); // [S, K] unit vectors of dimension k
            for (int sample = 0; sample < tangent.rows(); sample++) {
                tangent.values()[tangent.rowStart(sample) + k] = 1;
            }
            for (int i = 0; i < hiddenLayers.size(); i++) {
                tangent = hiddenLayers.get(i).tangent(forward.activations().get(i + 1), tangent);
            }
            float[] mean = tangent.columnMeans(); // [H]
            for (int unit = 0; unit < mean.length; unit++) {
                jacobian.values()[jacobian.rowStart(unit) + k] = mean[unit];
            }
        }
        return jacobian;
    }

    private float[] totalBias() {
        float[] bias = Arrays.copyOf(outputBias.value().values(), vocabularySize());
        for (int v = 0; v < bias.length; v++) {
            bias[v] += logitOffset[v];
        }
        return bias;
    }
}
