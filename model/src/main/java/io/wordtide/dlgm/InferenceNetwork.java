package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.LayerGradient;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.RowGradients;
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

    /** Documents that are computed together: fewer would keep BLAS below its full speed. */
    private static final int LARGEST_BLOCK = 250;

    private final SparseLayer first;
    private final DenseLayer second;
    private final DenseLayer mean;
    private final DenseLayer logVariance;
    private final Workers workers;

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
        this.workers = workers;
    }

    private InferenceNetwork(
            SparseLayer first, DenseLayer second, DenseLayer mean, DenseLayer logVariance, Workers workers) {
        this.first = first;
        this.second = second;
        this.mean = mean;
        this.logVariance = logVariance;
        this.workers = workers;
    }

    /** A copy that cannot be trained, for other threads. */
    public InferenceNetwork frozen(Workers otherWorkers) {
        return new InferenceNetwork(
                first.frozen(otherWorkers), second.frozen(), mean.frozen(), logVariance.frozen(), otherWorkers);
    }

    /**
     * A forward pass, kept for the backward one.
     *
     * @param inputs B sparse rows
     * @param hidden1 [B, H]
     * @param hidden2 [B, H]
     * @param psi the heads' outputs, each [B, K]
     */
    public record Forward(List<SparseInput> inputs, Matrix hidden1, Matrix hidden2, VariationalParameters psi) {

        /** That of {@code count} documents from {@code first}. */
        private Forward rows(int first, int count) {
            return new Forward(
                    inputs.subList(first, first + count),
                    hidden1.rows(first, count),
                    hidden2.rows(first, count),
                    psi.rows(first, count));
        }
    }

    public Forward forward(List<SparseInput> inputs) {
        Matrix hidden1 = Matrix.zeros(inputs.size(), second.inputSize());
        Matrix hidden2 = Matrix.zeros(inputs.size(), second.outputSize());
        VariationalParameters psi = VariationalParameters.prior(inputs.size(), mean.outputSize());
        workers.forEachBlock(inputs.size(), LARGEST_BLOCK, (start, end) -> {
            first.forward(inputs, start, end, hidden1);
            Matrix hidden2OfBlock = second.forward(hidden1.rows(start, end - start));
            hidden2.setRows(start, hidden2OfBlock);
            psi.mean().setRows(start, mean.forward(hidden2OfBlock));
            psi.logVariance().setRows(start, logVariance.forward(hidden2OfBlock));
        });
        return new Forward(inputs, hidden1, hidden2, psi);
    }

    /**
     * Adds the derivatives by all parameters, summed over the documents; {@code dPsi} is the objective's derivative by
     * psi.
     */
    public void accumulateGradients(Forward forward, VariationalParameters dPsi) {
        accumulateGradientsBehindInput(forward, dPsi).addTo(inputWeights());
    }

    /**
     * As {@link #accumulateGradients}, but returns the derivative by {@link #inputWeights} instead of adding it to their
     * gradient.
     */
    public RowGradients accumulateGradientsBehindInput(Forward forward, VariationalParameters dPsi) {
        int documentCount = forward.inputs().size();
        int blockCount = (documentCount + LARGEST_BLOCK - 1) / LARGEST_BLOCK;
        Backward[] ofBlocks = new Backward[blockCount];
        Matrix dHidden1 = Matrix.zeros(documentCount, second.inputSize());
        workers.forEachBlock(documentCount, LARGEST_BLOCK, (start, end) -> {
            Backward ofBlock = backward(forward.rows(start, end - start), dPsi.rows(start, end - start));
            dHidden1.setRows(start, ofBlock.dHidden1());
            ofBlocks[start / LARGEST_BLOCK] = ofBlock;
        });
        for (Backward ofBlock : ofBlocks) {
            ofBlock.mean().addTo(mean);
            ofBlock.logVariance().addTo(logVariance);
            ofBlock.second().addTo(second);
        }
        return first.weightGradients(forward.inputs(), forward.hidden1(), dHidden1);
    }

    /**
     * The derivatives of a block of documents by the dense layers.
     *
     * @param dHidden1 [n, H]
     */
    private record Backward(LayerGradient mean, LayerGradient logVariance, LayerGradient second, Matrix dHidden1) {}

    private Backward backward(Forward forward, VariationalParameters dPsi) {
        LayerGradient ofMean = mean.gradient(forward.hidden2(), forward.psi().mean(), dPsi.mean());
        LayerGradient ofLogVariance =
                logVariance.gradient(forward.hidden2(), forward.psi().logVariance(), dPsi.logVariance());
        Matrix dHidden2 = mean.backward(forward.psi().mean(), dPsi.mean());
        dHidden2.add(logVariance
                .backward(forward.psi().logVariance(), dPsi.logVariance())
                .values());
        LayerGradient ofSecond = second.gradient(forward.hidden1(), forward.hidden2(), dHidden2);
        return new Backward(ofMean, ofLogVariance, ofSecond, second.backward(forward.hidden2(), dHidden2));
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
