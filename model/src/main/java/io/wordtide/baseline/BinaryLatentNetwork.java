package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.nn.SparseLayer;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.LogCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prior, inference network and words of a model with K binary latent units, and the gradient of its bound, estimated
 * from draws:
 *
 * <pre>
 *   L(x) = E_q(h|x) [signal],   signal = log p(x | h) + log p(h) - log q(h | x)
 *   dL/dtheta = E_q [d log p(x, h) / dtheta],   dL/dphi = E_q [(signal - baseline(x)) d log q(h | x) / dphi]
 * </pre>
 *
 * The inference network reads log(1 + count) of each word: relu units, then the inputs of the binary ones. Prior and
 * q(h | x) are both factorial or both autoregressive. Not thread-safe.
 */
final class BinaryLatentNetwork {

    private static final double INITIAL_BOUND = 0.05;

    private final Parameter priorBias; // [1, K]
    private final BinaryLayer prior;
    private final SparseLayer inferenceHidden;
    private final DenseLayer inferenceOutput;
    private final BinaryLayer posterior;
    private final WordLayer words;

    BinaryLatentNetwork(
            int vocabularySize, NvilSettings settings, boolean autoregressive, SeededNoise noise, Workers workers) {
        int latentSize = settings.hiddenSize();
        priorBias = new Parameter("prior.bias", 1, latentSize);
        prior = layer("prior", latentSize, autoregressive);
        posterior = layer("posterior", latentSize, autoregressive);
        inferenceHidden = new SparseLayer(
                "posterior.hidden", vocabularySize, settings.inferenceSize(), noise.part(1), INITIAL_BOUND, workers);
        inferenceOutput = new DenseLayer(
                "posterior.output",
                settings.inferenceSize(),
                latentSize,
                DenseLayer.Activation.IDENTITY,
                noise.part(2),
                INITIAL_BOUND);
        words = new WordLayer(vocabularySize, latentSize, noise.part(3), INITIAL_BOUND, workers);
    }

    private static BinaryLayer layer(String name, int size, boolean autoregressive) {
        return autoregressive ? BinaryLayer.autoregressive(name, size) : BinaryLayer.factorial(size);
    }

    WordLayer words() {
        return words;
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(priorBias));
        all.addAll(prior.parameters());
        all.addAll(inferenceHidden.parameters());
        all.addAll(inferenceOutput.parameters());
        all.addAll(posterior.parameters());
        all.addAll(words.parameters());
        return all;
    }

    /** Inputs of the networks for documents. */
    static List<SparseInput> inputs(List<DocumentCounts> documents) {
        return SparseInput.of(documents, new LogCounts());
    }

    /**
     * A pass of the inference network.
     *
     * @param inputs B documents
     * @param hidden relu units
     * @param outside [B, K], inputs of the binary units from outside
     */
    record Inference(List<SparseInput> inputs, Matrix hidden, Matrix outside) {}

    Inference infer(List<SparseInput> inputs) {
        Matrix hidden = inferenceHidden.forward(inputs);
        return new Inference(inputs, hidden, inferenceOutput.forward(hidden));
    }

    /** h drawn from q(h | x), [B, K]. */
    Matrix draw(Inference inference, SeededNoise noise) {
        return posterior.draw(inference.outside(), noise);
    }

    /** log q(h | x) of each document, [B], nats. */
    double[] logPosterior(Inference inference, Matrix latent) {
        return posterior.logProbabilities(inference.outside(), latent);
    }

    /** log p(x, h) of each document, [B], nats. */
    double[] logJoint(List<DocumentCounts> documents, Matrix latent) {
        double[] logJoint = words.logLikelihoods(documents, latent);
        addInPlace(logJoint, prior.logProbabilities(priorInputs(latent.rows()), latent), 1);
        return logJoint;
    }

    /** log p(x, h) - log q(h | x) of each document, [B], nats; its mean over draws from q is the bound. */
    double[] signals(List<DocumentCounts> documents, Inference inference, Matrix latent) {
        double[] signals = logJoint(documents, latent);
        addInPlace(signals, logPosterior(inference, latent), -1);
        return signals;
    }

    /**
     * As {@link #signals}, and also adds d log p(x, h), the mean over the documents, to the gradients of prior and
     * words.
     */
    double[] accumulateGenerative(List<DocumentCounts> documents, Inference inference, Matrix latent) {
        float scale = 1f / documents.size();
        double[] signals = words.accumulateGradients(documents, latent, scale);
        Matrix outside = priorInputs(latent.rows());
        addInPlace(signals, prior.logProbabilities(outside, latent), 1);
        addInPlace(signals, logPosterior(inference, latent), -1);
        double[] scales = new double[latent.rows()];
        Arrays.fill(scales, scale);
        prior.accumulateGradients(outside, latent, scales)
                .addColumnSumsTo(priorBias.gradient().values());
        return signals;
    }

    /** Adds weight_d d log q(h_d | x_d), the mean over the documents, to the gradients of the inference network. */
    void accumulateInference(Inference inference, Matrix latent, double[] weights) {
        double[] scales =
                Arrays.stream(weights).map(weight -> weight / weights.length).toArray();
        Matrix dOutside = posterior.accumulateGradients(inference.outside(), latent, scales);
        inferenceOutput.accumulateGradients(inference.hidden(), inference.outside(), dOutside);
        Matrix dHidden = inferenceOutput.backward(inference.outside(), dOutside);
        inferenceHidden.accumulateGradients(inference.inputs(), inference.hidden(), dHidden);
    }

    private Matrix priorInputs(int rows) {
        Matrix outside = Matrix.zeros(rows, priorBias.value().columns());
        outside.fillRows(priorBias.value().values());
        return outside;
    }

    private static void addInPlace(double[] sums, double[] terms, double factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * terms[i];
        }
    }
}
