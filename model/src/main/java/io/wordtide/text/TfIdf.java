package io.wordtide.text;

import org.jspecify.annotations.Nullable;

/**
 * Term frequency times inverse document frequency, of unit length; x̃ in the paper:
 *
 * <pre>
 *   w_v = x_v · max(0, log(D / (1 + df_v)))
 *   x̃   = w / ‖w‖₂
 * </pre>
 *
 * <p>If all words of a document are in (nearly) every document, its weights are all zeros.
 *
 * <p>Source: R. G. Krishnan, M. Hoffman, "Inference &amp; Introspection in Deep Generative Models of Sparse Data",
 * 2016. Deviation: the paper knows the whole corpus and has log(D / df_v). In a stream df_v is what has been seen so
 * far; the 1 damps words seen once or twice and makes a frequency of 0 harmless. It would also put a word that is in
 * all D documents below zero, hence the clamp.
 *
 * <p>Frequencies are read when {@link #weights} is called, so the same document gets different weights later. The
 * logarithm of a row is computed once for each D, since documents share words. Not thread-safe.
 */
public final class TfIdf implements InputWeighting {

    /** On a JVM with compressed pointers. */
    private static final int REFERENCE_BYTES = 4;

    private final Vocabulary vocabulary;
    private final DocumentFrequencies documentFrequencies;
    private long documentCount = -1; // D, of the logarithms
    private double effectiveDocumentCount;
    private double[] inverseDocumentFrequencies = new double[0]; // [V], of the rows in termByRow
    private @Nullable String[] termByRow = new @Nullable String[0]; // [V], whose logarithm is known

    public TfIdf(Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        this.vocabulary = vocabulary;
        this.documentFrequencies = documentFrequencies;
    }

    @Override
    public float[] weights(DocumentCounts document) {
        beginCount();
        double[] unscaled = new double[document.rows().length];
        double squaredNorm = 0;
        for (int i = 0; i < unscaled.length; i++) {
            unscaled[i] = document.counts()[i] * inverseDocumentFrequency(document.rows()[i]);
            squaredNorm += unscaled[i] * unscaled[i];
        }
        double norm = squaredNorm == 0 ? 1 : Math.sqrt(squaredNorm);
        float[] weights = new float[unscaled.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (unscaled[i] / norm);
        }
        return weights;
    }

    /** Forgets the logarithms of another D. */
    private void beginCount() {
        if (documentCount != documentFrequencies.documentCount() || termByRow.length < vocabulary.allocatedRows()) {
            documentCount = documentFrequencies.documentCount();
            if (termByRow.length < vocabulary.allocatedRows()) {
                inverseDocumentFrequencies = new double[vocabulary.allocatedRows()];
                termByRow = new @Nullable String[vocabulary.allocatedRows()];
            } else {
                for (int row = 0; row < termByRow.length; row++) {
                    termByRow[row] = null;
                }
            }
            effectiveDocumentCount = documentFrequencies.effectiveDocumentCount();
        }
    }

    @Override
    public long memoryBytes() {
        return inverseDocumentFrequencies.length * (long) Double.BYTES + termByRow.length * (long) REFERENCE_BYTES;
    }

    /** A word that has lost its row since the document was indexed gets weight 0. */
    private double inverseDocumentFrequency(int row) {
        String term = vocabulary.term(row);
        if (term == null) {
            return 0;
        }
        if (!term.equals(termByRow[row])) {
            termByRow[row] = term;
            inverseDocumentFrequencies[row] =
                    Math.max(0, Math.log(effectiveDocumentCount / (1 + documentFrequencies.of(term))));
        }
        return inverseDocumentFrequencies[row];
    }
}
