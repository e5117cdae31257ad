package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The evidence lower bound of a mini-batch, estimated with given noise, and its derivatives.
 *
 * <pre>
 * ELBO_d = mean over samples of log p(x_d given z) - KL(q_d || N(0, I)),   z = mean + exp(logVariance / 2) noise
 * d/dmean = dz - mean,   d/dlogVariance = 1/2 dz noise exp(logVariance / 2) - 1/2 (exp(logVariance) - 1)
 * </pre>
 *
 * where dz is the derivative of the reconstruction term. A sample is one noise matrix, or an antithetic pair: the noise
 * and its negative, whose errors of first order cancel. Source: Krishnan and Hoffman 2016, equation 3; Kingma and
 * Welling, "Auto-encoding variational Bayes", ICLR 2014, section 2.4. Does not change its inputs; not thread-safe (the
 * model is not).
 *
 * @param reconstruction [B], nats
 * @param klDivergence [B], nats
 */
public record Elbo(double[] reconstruction, double[] klDivergence) {

    /** ELBO of document d, nats. */
    public double of(int document) {
        return reconstruction[document] - klDivergence[document];
    }

    /** [B], nats. */
    public double[] perDocument() {
        double[] elbo = new double[reconstruction.length];
        for (int d = 0; d < elbo.length; d++) {
            elbo[d] = of(d);
        }
        return elbo;
    }

    /** The bound only. */
    public static Elbo evaluate(
            GenerativeModel model,
            List<DocumentCounts> documents,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic) {
        return estimate(model, documents, psi, noise, antithetic, (forward, dLogits, sign, weight) -> {});
    }

    /** The bound, and dELBO/dpsi added to {@code dPsi}. */
    public static Elbo differentiateByPsi(
            GenerativeModel model,
            List<DocumentCounts> documents,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic,
            VariationalParameters dPsi) {
        addKlGradient(psi, dPsi);
        return estimate(
                model,
                documents,
                psi,
                noise,
                antithetic,
                (forward, dLogits, sign, weight) ->
                        addLatentGradient(psi, noise, sign, weight, model.latentGradient(forward, dLogits), dPsi));
    }

    /** The bound, and the derivatives by the model's parameters, summed over documents, added to their gradients. */
    public static Elbo differentiateByParameters(
            GenerativeModel model,
            List<DocumentCounts> documents,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic) {
        return estimate(model, documents, psi, noise, antithetic, (forward, dLogits, sign, weight) -> {
            scale(dLogits, weight);
            model.accumulateGradients(forward, dLogits);
        });
    }

    /** What to do with the derivative of one sample; {@code weight} is one over the number of samples. */
    private interface SampleGradient {
        void accept(GenerativeModel.Forward forward, Matrix dLogits, float sign, float weight);
    }

    private static Elbo estimate(
            GenerativeModel model,
            List<DocumentCounts> documents,
            VariationalParameters psi,
            Matrix noise,
            boolean antithetic,
            SampleGradient gradient) {
        float[] signs = antithetic ? new float[] {1, -1} : new float[] {1};
        float weight = 1f / signs.length;
        double[] reconstruction = new double[psi.documentCount()];
        for (float sign : signs) {
            GenerativeModel.Forward forward = model.forward(psi.reparameterize(noise, sign));
            double[] sample = Reconstruction.evaluateAndDifferentiate(forward.logits(), documents);
            for (int d = 0; d < sample.length; d++) {
                reconstruction[d] += weight * sample[d];
            }
            gradient.accept(forward, forward.logits(), sign, weight);
        }
        return new Elbo(reconstruction, psi.klToStandardNormal());
    }

    private static void addKlGradient(VariationalParameters psi, VariationalParameters dPsi) {
        for (int i = 0; i < psi.mean().size(); i++) {
            dPsi.mean().values()[i] -= psi.mean().values()[i];
            dPsi.logVariance().values()[i] -=
                    0.5f * ((float) Math.exp(psi.logVariance().values()[i]) - 1);
        }
    }

    private static void addLatentGradient(
            VariationalParameters psi,
            Matrix noise,
            float sign,
            float weight,
            Matrix dLatent,
            VariationalParameters dPsi) {
        for (int i = 0; i < dLatent.size(); i++) {
            float dZ = weight * dLatent.values()[i];
            float standardDeviation = (float) Math.exp(0.5 * psi.logVariance().values()[i]);
            dPsi.mean().values()[i] += dZ;
            dPsi.logVariance().values()[i] += 0.5f * dZ * sign * noise.values()[i] * standardDeviation;
        }
    }

    private static void scale(Matrix matrix, float factor) {
        if (factor != 1) {
            for (int i = 0; i < matrix.size(); i++) {
                matrix.values()[i] *= factor;
            }
        }
    }
}
