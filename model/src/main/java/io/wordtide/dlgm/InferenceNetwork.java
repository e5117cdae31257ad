package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.nn.SparseLayer;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * The inference network psi(x): sparse document, two relu layers, two heads (mean and log variance).
 *
 * <p>See: Krishnan and Hoffman 2016, section 2. Not thread-safe.
 */
public final class InferenceNetwork {

    private final SparseLayer first;
    private final DenseLayer second;
    private final DenseLayer mean;
    private final DenseLayer logVariance;

    /** @param initialBound initial weights are uniform in plus or minus this */
    public InferenceNetwork(
            int vocabularySize,
            int hiddenSize,
            int latentSize,
            SeededNoise noise,
            double initialBound,
            Workers workers) {
        first = new SparseLayer("inference.hidden1", vocabularySize, hiddenSize, noise.part(1), initialBound, workers);
        second = new DenseLayer(
                "inference.hidden2", hiddenSize, hiddenSize, DenseLayer.Activation.RELU, noise.part(2), initialBound);
        mean = new DenseLayer(
                "inference.mean", hiddenSize, latentSize, DenseLayer.Activation.IDENTITY, noise.part(3), initialBound);
        logVariance = new DenseLayer(
                "inference.logVariance",
                hiddenSize,
                latentSize,
                DenseLayer.Activation.IDENTITY,
                noise.part(4),
                initialBound);
    }

    private InferenceNetwork(SparseLayer first, DenseLayer second, DenseLayer mean, DenseLayer logVariance) {
        this.first = first;
        this.second = second;
        this.mean = mean;
        this.logVariance = logVariance;
    }

    /** A copy that cannot be trained, for other threads. */
    public InferenceNetwork frozen(Workers workers) {
        return new InferenceNetwork(first.frozen(workers), second.frozen(), mean.frozen(), logVariance.frozen());
    }

    /**
     * A forward pass, kept for the backward one.
     *
     * @param inputs B sparse rows
     * @param hidden1 [B, H]
     * @param hidden2 [B, H]
     * @param psi the heads' outputs, each [B, K]
     */
    public record Forward(List<SparseInput> inputs, Matrix hidden1, Matrix hidden2, VariationalParameters psi) {}

    public Forward forward(List<SparseInput> inputs) {
        Matrix hidden1 = first.forward(inputs);
        Matrix hidden2 = second.forward(hidden1);
        return new Forward(
                inputs,
                hidden1,
                hidden2,
                new VariationalParameters(mean.forward(hidden2), logVariance.forward(hidden2)));
    }

    /**
     * Adds the derivatives by all parameters, summed over the documents; {@code dPsi} is the objective's derivative by
     * psi.
     */
    public void accumulateGradients(Forward forward, VariationalParameters dPsi) {
        mean.accumulateGradients(forward.hidden2(), forward.psi().mean(), dPsi.mean());
        logVariance.accumulateGradients(forward.hidden2(), forward.psi().logVariance(), dPsi.logVariance());
        Matrix dHidden2 = mean.backward(forward.psi().mean(), dPsi.mean());
        Matrix fromLogVariance = logVariance.backward(forward.psi().logVariance(), dPsi.logVariance());
        for (int i = 0; i < dHidden2.size(); i++) {
            dHidden2.values()[i] += fromLogVariance.values()[i];
        }
        second.accumulateGradients(forward.hidden1(), forward.hidden2(), dHidden2);
        first.accumulateGradients(forward.inputs(), forward.hidden1(), second.backward(forward.hidden2(), dHidden2));
    }

    /** Adds inputs; their weights are the initial ones. */
    public void growTo(int vocabularySize) {
        inputWeights().growTo(vocabularySize, inputWeights().value().columns());
    }

    /** The weights of the first layer, [V, H]: a row for each word. */
    public Parameter inputWeights() {
        return first.weights();
    }

    /** All parameters but {@link #inputWeights}. */
    public List<Parameter> parametersBehindInput() {
        return parameters().stream()
                .filter(parameter -> parameter != inputWeights())
                .toList();
    }

    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(first.parameters());
        all.addAll(second.parameters());
        all.addAll(mean.parameters());
        all.addAll(logVariance.parameters());
        return all;
    }

    /** Memory it holds, bytes. */
    public long memoryBytes() {
        return parameters().stream().mapToLong(Parameter::memoryBytes).sum();
    }

    public void visitState(StateVisitor visitor) {
        parameters().forEach(parameter -> parameter.visitState(visitor));
    }
}
