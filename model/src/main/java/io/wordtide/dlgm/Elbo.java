package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import java.util.Arrays;

/**
 * The evidence lower bound of a mini-batch, estimated with given noise, and its derivatives.
 *
 * <pre>
 * ELBO_d = mean over samples of log p(x_d given z) - KL(q_d || p),   z = mean + sigma noise
 * </pre>
 *
 * The divergence is that of {@link LatentPrior}, which bounds it from above. A sample is one noise matrix, or an
 * antithetic pair: the noise and its negative, whose errors of first order cancel.
 * Source: Krishnan and Hoffman 2016, equation 3. Does not change its inputs; not thread-safe (the mini-batch is not).
 *
 * @param reconstruction [B], nats
 * @param klDivergence [B], nats
 */
public record Elbo(double[] reconstruction, double[] klDivergence) {

    /** ELBO of document d, nats. */
    public double of(int document) {
        return reconstruction[document] - klDivergence[document];
    }

    /** Over all documents, nats. */
    public double sum() {
        return Arrays.stream(perDocument()).sum();
    }

    /** [B], nats. */
    public double[] perDocument() {
        double[] elbo = new double[reconstruction.length];
        for (int d = 0; d < elbo.length; d++) {
            elbo[d] = of(d);
        }
        return elbo;
    }

    /** The bound without derivatives. */
    public static Elbo evaluate(MiniBatch miniBatch, VariationalParameters psi, Matrix noise, boolean antithetic) {
        return evaluate(miniBatch, psi, noise, new float[][] {signs(antithetic)});
    }

    /**
     * As {@link #evaluate}, with a pass for each sample: faster for a single document, since BLAS multiplies one row
     * without a copy of the output weights, but not two.
     */
    public static Elbo evaluateInTurn(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, boolean antithetic) {
        return evaluate(miniBatch, psi, noise, antithetic ? new float[][] {{1}, {-1}} : new float[][] {{1}});
    }

    /** @param signsOfPasses of the samples of each pass */
    private static Elbo evaluate(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[][] signsOfPasses) {
        double[] reconstruction = new double[miniBatch.size()];
        double[] klDivergence = new double[miniBatch.size()];
        miniBatch.forEachBlock(block -> {
            for (float[] signs : signsOfPasses) {
                block.evaluate(latent(block, psi, noise, signs));
                addReconstruction(block, 1f / signsOfPasses.length, reconstruction);
            }
            block.prior().fillKlDivergence(psi, klDivergence, block.first(), block.size());
        });
        return new Elbo(reconstruction, klDivergence);
    }

    /** The bound; writes dELBO/dpsi to {@code dPsi}. */
    public static Elbo differentiateByPsi(
            MiniBatch miniBatch,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic,
            VariationalParameters dPsi) {
        double[] reconstruction = new double[miniBatch.size()];
        double[] klDivergence = new double[miniBatch.size()];
        miniBatch.forEachBlock(block -> {
            VariationalParameters blockPsi = psi.rows(block.first(), block.size());
            Matrix blockNoise = noise.rows(block.first(), block.size());
            PsiGradient gradient = new PsiGradient(block, psi.latentSize());
            gradient.begin(blockPsi);
            for (float sign : signs(antithetic)) {
                gradient.addSample(blockPsi, blockNoise, sign, weight(antithetic));
                addReconstruction(block, weight(antithetic), reconstruction);
            }
            dPsi.setRows(block.first(), gradient.gradient());
            block.prior().fillKlDivergence(psi, klDivergence, block.first(), block.size());
        });
        return new Elbo(reconstruction, klDivergence);
    }

    /** As {@link #differentiateByParameters} with a weight of 1 for every document. */
    public static Elbo differentiateByParameters(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, boolean antithetic) {
        float[] documentWeights = new float[miniBatch.size()];
        Arrays.fill(documentWeights, 1);
        return differentiateByParameters(miniBatch, psi, noise, antithetic, documentWeights);
    }

    /**
     * The bound; adds the derivatives by the model's parameters, summed over documents, to their gradients.
     *
     * @param documentWeights weight of each document in the sums, [B]; the bound is unweighted
     */
    public static Elbo differentiateByParameters(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, boolean antithetic, float[] documentWeights) {
        double[] reconstruction = new double[miniBatch.size()];
        double[] klDivergence = new double[miniBatch.size()];
        miniBatch.forEachBlock(block -> {
            block.differentiateByParameters(latent(block, psi, noise, signs(antithetic)), documentWeights);
            addReconstruction(block, 1, reconstruction);
            block.prior().fillKlDivergence(psi, klDivergence, block.first(), block.size());
        });
        miniBatch.accumulateGradients(true);
        return new Elbo(reconstruction, klDivergence);
    }

    /**
     * As {@link #differentiateByPsi} and {@link #differentiateByParameters} with the same noise, in one pass for both.
     *
     * @param documentWeights weight of each document in the derivatives, [B], those by its psi included; the bound is
     *     unweighted
     */
    public static Elbo differentiate(
            MiniBatch miniBatch,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic,
            float[] documentWeights,
            VariationalParameters dPsi) {
        double[] reconstruction = new double[miniBatch.size()];
        double[] klDivergence = new double[miniBatch.size()];
        miniBatch.forEachBlock(block -> {
            PsiGradient gradient = new PsiGradient(block, psi.latentSize());
            gradient.begin(psi.rows(block.first(), block.size()));
            gradient.gradient()
                    .scaleRows(Arrays.copyOfRange(documentWeights, block.first(), block.first() + block.size()));
            Matrix latent = latent(block, psi, noise, signs(antithetic));
            Matrix dLatent = Matrix.zeros(latent.rows(), latent.columns());
            double[] logLikelihoods = block.differentiateOnce(latent, dLatent, documentWeights);
            System.arraycopy(logLikelihoods, 0, reconstruction, block.first(), block.size());
            gradient.addSamples(noise.rows(block.first(), block.size()), signs(antithetic), dLatent);
            dPsi.setRows(block.first(), gradient.gradient());
            block.prior().fillKlDivergence(psi, klDivergence, block.first(), block.size());
        });
        miniBatch.accumulateGradients(false);
        return new Elbo(reconstruction, klDivergence);
    }

    private static float[] signs(boolean antithetic) {
        return antithetic ? new float[] {1, -1} : new float[] {1};
    }

    /** One over the number of samples. */
    private static float weight(boolean antithetic) {
        return antithetic ? 0.5f : 1;
    }

    /** z of each sample, all documents' first ones before their second ones; [S n, K]. */
    private static Matrix latent(DocumentBlock block, VariationalParameters psi, Matrix noise, float[] signs) {
        VariationalParameters blockPsi = psi.rows(block.first(), block.size());
        Matrix standardDeviation = Matrix.zeros(block.size(), psi.latentSize());
        blockPsi.fillStandardDeviation(standardDeviation);
        Matrix samples = Matrix.zeros(signs.length * block.size(), psi.latentSize());
        Matrix latent = Matrix.zeros(block.size(), psi.latentSize());
        for (int i = 0; i < signs.length; i++) {
            blockPsi.fillLatent(standardDeviation, noise.rows(block.first(), block.size()), signs[i], latent);
            samples.setRows(i * block.size(), latent);
        }
        return samples;
    }

    private static void addReconstruction(DocumentBlock block, float weight, double[] reconstruction) {
        for (int d = 0; d < block.size(); d++) {
            reconstruction[block.first() + d] += weight * block.logLikelihood(d);
        }
    }
}
