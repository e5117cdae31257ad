package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a mini-batch that are computed together, and log p(x given z) of each with its derivatives:
 *
 * <pre>
 * log p(x given z) = x W h(z) + x b - N_d log Z(z)         nats, without the multinomial coefficient
 * d / dh           = x W - N_d E_mu[W]
 * </pre>
 *
 * <p>The counts enter only as x W and x b, which do not depend on z and are computed once, from the words that the
 * documents contain; or, where a single pass is all, within it. Matrices passed in and out have a row for each document
 * of the block. A pass with as many rows as the one before allocates nothing, unless derivatives by parameters are
 * computed. Not thread-safe; blocks of one mini-batch may be computed in parallel.
 */
public final class DocumentBlock {

    private final int index;
    private final int first;
    private final List<DocumentCounts> documents;
    private final SoftmaxKernel kernel;
    private final HiddenPass pass;
    private final Matrix outputWeights; // [V, H]
    private final float[] bias; // [V], b + offset
    private final LatentPrior prior;
    private @Nullable Matrix observedWeights; // [n, H], x W; null until it is needed
    private final double[] observedBias; // [n], x (b + offset), with observedWeights
    private final float[] weights; // [n], of the documents in gradients by parameters, of each sample
    private Matrix dHidden; // [R, H]
    private Matrix weightedHidden = Matrix.zeros(0, 0); // [n, H], sums of a document's samples

    /** @param bias b + offset, [V] */
    DocumentBlock(
            int index,
            int first,
            List<DocumentCounts> documents,
            SoftmaxKernel kernel,
            HiddenPass pass,
            Matrix outputWeights,
            float[] bias,
            LatentPrior prior) {
        this.prior = prior;
        this.index = index;
        this.first = first;
        this.documents = documents;
        this.kernel = kernel;
        this.pass = pass;
        this.outputWeights = outputWeights;
        this.bias = bias;
        this.observedBias = new double[documents.size()];
        this.dHidden = Matrix.zeros(documents.size(), outputWeights.columns());
        this.weights = new float[documents.size()];
    }

    /** p(z) of its documents. */
    public LatentPrior prior() {
        return prior;
    }

    /** x W, [n, H]. */
    Matrix observedWeights() {
        Matrix present = observedWeights;
        if (present == null) {
            present = Matrix.zeros(documents.size(), outputWeights.columns());
            for (int d = 0; d < documents.size(); d++) {
                observe(d, present);
            }
            observedWeights = present;
        }
        return present;
    }

    private void observe(int d, Matrix target) {
        DocumentCounts document = documents.get(d);
        float[] from = outputWeights.values();
        float[] to = target.values();
        int toStart = target.rowStart(d);
        for (int i = 0; i < document.rows().length; i++) {
            int count = document.counts()[i];
            int fromStart = outputWeights.rowStart(document.rows()[i]);
            for (int k = 0; k < outputWeights.columns(); k++) {
                to[toStart + k] += count * from[fromStart + k];
            }
            observedBias[d] += count * (double) bias[document.rows()[i]];
        }
    }

    /** Number of the block in the mini-batch, from 0. */
    public int index() {
        return index;
    }

    /** Position of the block's first document in the mini-batch. */
    public int first() {
        return first;
    }

    public int size() {
        return documents.size();
    }

    public List<DocumentCounts> documents() {
        return documents;
    }

    /** N_d, tokens. */
    public int tokenCount(int document) {
        return documents.get(document).tokenCount();
    }

    /** log mu_v(z) of each distinct word of a document, in the order of its rows, in the last pass; nats. */
    public double[] wordLogProbabilities(int document) {
        DocumentCounts counts = documents.get(document);
        Matrix hidden = pass.hidden();
        double[] logProbabilities = new double[counts.rows().length];
        for (int i = 0; i < logProbabilities.length; i++) {
            int row = counts.rows()[i];
            double logit = bias[row];
            for (int h = 0; h < hidden.columns(); h++) {
                logit += hidden.get(document, h) * outputWeights.get(row, h);
            }
            logProbabilities[i] = logit - kernel.logNormaliser(document);
        }
        return logProbabilities;
    }

    /**
     * A pass at z for {@link #logLikelihood} alone: half the cost of a derivative.
     *
     * @param latent [n, K], or [S n, K] with S samples: all documents' first ones before their second ones
     */
    public void evaluate(Matrix latent) {
        kernel.run(pass.forward(latent), false, false);
    }

    /** A pass at z, [n, K], that also overwrites dLatent, [n, K], with the derivative of log p(x given z). */
    public void differentiate(Matrix latent, Matrix dLatent) {
        differentiate(latent, dLatent, false);
    }

    /**
     * As {@link #differentiate}; keeps the probabilities of all words for {@link #wordGradients} and
     * {@link MiniBatch#hiddenFisher}.
     */
    public void differentiateAndKeep(Matrix latent, Matrix dLatent) {
        differentiate(latent, dLatent, true);
    }

    private void differentiate(Matrix latent, Matrix dLatent, boolean keep) {
        kernel.run(pass.forward(latent), true, keep);
        Arrays.fill(weights, 1);
        fillHiddenGradient();
        pass.backward(dHidden, dLatent);
    }

    /**
     * A pass at z, [S n, K], after which {@link MiniBatch#accumulateGradients} may be called.
     *
     * @param documentWeights of all documents of the mini-batch, [B]
     */
    void differentiateByParameters(Matrix latent, float[] documentWeights) {
        boolean isDeep = !pass.isIdentity();
        kernel.run(pass.forward(latent), isDeep, true);
        weigh(documentWeights);
        fillWeightedHidden();
        if (isDeep) {
            fillHiddenGradient();
            pass.differentiateByParameters(dHidden);
        }
    }

    /**
     * As {@link #differentiateByParameters}, in the same pass also overwriting dLatent, [S n, K], with the weighted
     * derivative of log p(x given z). For documents that need no other pass: several come cheaper with x W.
     *
     * @return log p(x given z) of each document, its mean over the samples, nats
     */
    double[] differentiateOnce(Matrix latent, Matrix dLatent, float[] documentWeights) {
        kernel.runAgainst(documents, pass.forward(latent));
        weigh(documentWeights);
        Matrix sums = kernel.weightSums();
        dHidden = dHidden.reshaped(sums.rows());
        double[] logLikelihoods = new double[size()];
        for (int row = 0; row < sums.rows(); row++) {
            int d = row % size();
            logLikelihoods[d] += kernel.logLikelihood(row, tokenCount(d)) / sampleCount();
            float scale = (float) (-weights[d] * tokenCount(d) / kernel.normaliser(row));
            int from = sums.rowStart(row);
            int to = dHidden.rowStart(row);
            for (int k = 0; k < dHidden.columns(); k++) {
                dHidden.values()[to + k] = scale * sums.values()[from + k];
            }
        }
        pass.differentiateByAll(dHidden, dLatent);
        return logLikelihoods;
    }

    /** log p(x given z) of a document in the last pass, its mean over the samples; nats. NaN if logits are NaN. */
    public double logLikelihood(int document) {
        double sum = 0;
        for (int row = document; row < pass.hidden().rows(); row += size()) {
            sum += logLikelihood(document, row);
        }
        return sum / sampleCount();
    }

    private double logLikelihood(int document, int row) {
        Matrix observed = observedWeights();
        Matrix hidden = pass.hidden();
        double sum = observedBias[document];
        int observedStart = observed.rowStart(document);
        int start = hidden.rowStart(row);
        for (int k = 0; k < hidden.columns(); k++) {
            sum += (double) observed.values()[observedStart + k] * hidden.values()[start + k];
        }
        return sum - tokenCount(document) * kernel.logNormaliser(row);
    }

    /** Rows of each document in the last pass. */
    private int sampleCount() {
        return pass.hidden().rows() / size();
    }

    /** E_mu[W] of the last pass with a derivative, [n, H]. */
    public Matrix expectedWeights() {
        return kernel.expectedWeights();
    }

    /**
     * d log mu_v(z) / dz = (W_v - E_mu[W]) dh/dz for a word v drawn from each document's mu(z), [n, K]; in the last
     * pass of {@link #differentiateAndKeep}. The mean of their outer products is the Fisher information of a token.
     * Zero for a document whose mu is NaN.
     */
    public Matrix wordGradients(SeededNoise noise, int latentSize) {
        double[] uniform = new double[size()];
        for (int d = 0; d < uniform.length; d++) {
            uniform[d] = noise.uniform(first + (long) d);
        }
        int[] words = kernel.drawWords(uniform);
        Matrix gradient = kernel.expectedWeights(); // [n, H]
        for (int d = 0; d < words.length; d++) {
            int from = outputWeights.rowStart(words[d]);
            int to = gradient.rowStart(d);
            for (int k = 0; k < gradient.columns(); k++) {
                float expected = gradient.values()[to + k];
                gradient.values()[to + k] = isFinite(d) ? outputWeights.values()[from + k] - expected : 0;
            }
        }
        Matrix wordGradients = Matrix.zeros(size(), latentSize);
        pass.backward(gradient, wordGradients);
        return wordGradients;
    }

    /** Whether the last pass has found a document's log Z. */
    boolean isFinite(int document) {
        return Double.isFinite(kernel.logNormaliser(document));
    }

    SoftmaxKernel kernel() {
        return kernel;
    }

    /** h(z) of the last pass, [n, H]. */
    Matrix hidden() {
        return pass.hidden();
    }

    /** z to h(z) and back, for passes without the vocabulary. */
    HiddenPass hiddenPass() {
        return pass;
    }

    /**
     * Sets how much each document counts in the gradients by parameters, and prepares the kernel's
     * {@link SoftmaxKernel#multiplyKept} with - N_d times that.
     */
    private void weigh(float[] documentWeights) {
        float[] scales = new float[pass.hidden().rows()];
        for (int row = 0; row < scales.length; row++) {
            int d = row % size();
            weights[d] = documentWeights[first + d] / sampleCount();
            scales[row] = -weights[d] * tokenCount(d);
        }
        kernel.scaleHidden(scales);
    }

    private void fillWeightedHidden() {
        Matrix hidden = pass.hidden();
        weightedHidden = Matrix.zeros(size(), hidden.columns());
        for (int row = 0; row < hidden.rows(); row++) {
            float weight = weights[row % size()];
            int from = hidden.rowStart(row);
            int to = weightedHidden.rowStart(row % size());
            for (int k = 0; k < hidden.columns(); k++) {
                weightedHidden.values()[to + k] += weight * hidden.values()[from + k];
            }
        }
    }

    /** How much a document counts in the gradients by parameters, as last set: the sum over its samples. */
    float weight(int document) {
        return weights[document] * sampleCount();
    }

    /** Sum over a document's samples of h(z), each times the document's weight in it, as last set; [n, H]. */
    Matrix weightedHidden() {
        return weightedHidden;
    }

    private void fillHiddenGradient() {
        Matrix observed = observedWeights();
        Matrix sums = kernel.weightSums();
        dHidden = dHidden.reshaped(sums.rows());
        for (int row = 0; row < sums.rows(); row++) {
            int d = row % size();
            float weight = weights[d];
            float expected = (float) (weight * tokenCount(d) / kernel.normaliser(row));
            int observedStart = observed.rowStart(d);
            int from = sums.rowStart(row);
            int to = dHidden.rowStart(row);
            for (int k = 0; k < dHidden.columns(); k++) {
                dHidden.values()[to + k] =
                        weight * observed.values()[observedStart + k] - expected * sums.values()[from + k];
            }
        }
    }
}
