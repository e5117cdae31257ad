package io.wordtide.dlgm;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** A second implementation of the bound, in double, for given noise: central differences are taken of it. */
public final class ReferenceElbo {

    private ReferenceElbo() {}

    /** ELBO of one document, nats. */
    public static double of(
            ReferenceGenerativeModel model,
            DocumentCounts document,
            ReferencePsi psi,
            float[] noise,
            boolean antithetic) {
        double reconstruction = model.reconstruction(document, psi.latent(noise, 1));
        if (antithetic) {
            reconstruction = (reconstruction + model.reconstruction(document, psi.latent(noise, -1))) / 2;
        }
        return reconstruction - psi.klToPrior();
    }

    /** Sum of the ELBO over a mini-batch, nats. */
    public static double sum(
            ReferenceGenerativeModel model,
            List<DocumentCounts> documents,
            List<ReferencePsi> psi,
            Matrix noise,
            boolean antithetic) {
        double sum = 0;
        for (int d = 0; d < documents.size(); d++) {
            sum += of(model, documents.get(d), psi.get(d), noise.row(d), antithetic);
        }
        return sum;
    }
}
