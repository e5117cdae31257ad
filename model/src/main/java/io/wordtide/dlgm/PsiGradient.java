package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import java.util.Arrays;

/**
 * dELBO/dpsi of a block of documents, and the arrays it needs: the core of every refinement step that draws noise.
 *
 * <pre>
 * z = mean + sigma noise,   sigma = exp(logVariance / 2),   dz = d log p(x given z) / dz
 * d/dmean = dz + d log p(mean) / dmean,   d/dlogVariance = 1/2 dz noise sigma - 1/2 (sigma^2 - 1)
 * </pre>
 *
 * <p>Source: Krishnan and Hoffman 2016, equation 3; Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014,
 * section 2.4. Allocates nothing after construction. Not thread-safe.
 */
public final class PsiGradient {

    private final DocumentBlock block;
    private final Matrix standardDeviation; // [n, K]
    private final Matrix latent; // [n, K]
    private final Matrix dLatent; // [n, K]
    private final VariationalParameters dPsi; // [n, K] each

    public PsiGradient(DocumentBlock block, int latentSize) {
        this.block = block;
        this.standardDeviation = Matrix.zeros(block.size(), latentSize);
        this.latent = Matrix.zeros(block.size(), latentSize);
        this.dLatent = Matrix.zeros(block.size(), latentSize);
        this.dPsi = VariationalParameters.prior(block.size(), latentSize);
    }

    /**
     * The derivative at psi with one sample, whose noise has a row for each document of the block.
     *
     * @return dELBO/dpsi, overwritten by the next call; may be changed
     */
    public VariationalParameters at(VariationalParameters psi, Matrix noise) {
        begin(psi);
        addSample(psi, noise, 1, 1);
        return dPsi;
    }

    /** Sets the part of the KL divergence, and sigma. */
    void begin(VariationalParameters psi) {
        if (psi.isAnyTurned()) {
            throw new IllegalArgumentException("expected independent dimensions, found turned Gaussians;"
                    + " refinement that draws noise starts from psi(x)");
        }
        psi.fillStandardDeviation(standardDeviation);
        Arrays.fill(dPsi.mean().values(), 0);
        block.prior().addGradient(psi.mean(), dPsi.mean());
        for (int i = 0; i < standardDeviation.size(); i++) {
            float sigma = standardDeviation.values()[i];
            dPsi.logVariance().values()[i] = -0.5f * (sigma * sigma - 1);
        }
    }

    /** Adds the reconstruction's part, from one of 1 / {@code weight} samples. */
    void addSample(VariationalParameters psi, Matrix noise, float sign, float weight) {
        psi.fillLatent(standardDeviation, noise, sign, latent);
        block.differentiate(latent, dLatent);
        addLatentGradient(dLatent, 0, noise, sign, weight);
    }

    /**
     * Adds the reconstruction's part from several samples, whose derivatives are parts of a mean.
     *
     * @param noise of each document, [n, K]
     * @param signs of the noise, [S]
     * @param dLatents d log p(x given z) / dz, all documents' first samples before their second ones, [S n, K]
     */
    void addSamples(Matrix noise, float[] signs, Matrix dLatents) {
        for (int sample = 0; sample < signs.length; sample++) {
            addLatentGradient(dLatents, sample * noise.size(), noise, signs[sample], 1);
        }
    }

    private void addLatentGradient(Matrix dLatents, int start, Matrix noise, float sign, float weight) {
        for (int i = 0; i < noise.size(); i++) {
            float dZ = weight * dLatents.values()[start + i];
            dPsi.mean().values()[i] += dZ;
            dPsi.logVariance().values()[i] +=
                    0.5f * dZ * sign * noise.values()[i] * standardDeviation.values()[i];
        }
    }

    /** dELBO/dpsi, [n, K] each. */
    VariationalParameters gradient() {
        return dPsi;
    }
}
