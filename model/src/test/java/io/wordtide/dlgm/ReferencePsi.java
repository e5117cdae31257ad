package io.wordtide.dlgm;

import java.util.Arrays;

/**
 * Variational parameters of one document, in double.
 *
 * @param mean [K]
 * @param logVariance [K]
 */
public record ReferencePsi(double[] mean, double[] logVariance) {

    /** The parameters of one document of a mini-batch. */
    public static ReferencePsi of(VariationalParameters psi, int document) {
        return new ReferencePsi(
                ReferenceParameters.toDoubles(psi.mean().row(document)),
                ReferenceParameters.toDoubles(psi.logVariance().row(document)));
    }

    /** mean + sign * sigma * noise, [K]. */
    double[] latent(float[] noise, double sign) {
        double[] latent = new double[mean.length];
        Arrays.setAll(latent, k -> mean[k] + sign * Math.sqrt(Math.exp(logVariance[k])) * noise[k]);
        return latent;
    }

    /** KL(this || other), nats: sum_k 1/2 (var / var' + (mean - mean')^2 / var' - 1 + log var' - log var). */
    public double klTo(ReferencePsi other) {
        double sum = 0;
        for (int k = 0; k < mean.length; k++) {
            double difference = mean[k] - other.mean[k];
            double logRatio = logVariance[k] - other.logVariance[k];
            sum += 0.5 * (Math.exp(logRatio) + difference * difference / Math.exp(other.logVariance[k]) - 1 - logRatio);
        }
        return sum;
    }

    /** KL(this || N(0, I)), nats. */
    double klToPrior() {
        return klTo(new ReferencePsi(new double[mean.length], new double[mean.length]));
    }
}
