package io.wordtide.baseline;

import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/** Computes a number for each document independently, in parallel. */
final class DocumentBounds {

    private static final int DOCUMENTS_PER_PART = 16;
    private static final int DOCUMENTS_PER_REPORT = 256;

    private DocumentBounds() {}

    /**
     * The bound of each document, nats.
     *
     * @param bound of the document at a position
     * @param progress receives, on the calling thread, the number of documents evaluated since its last call
     * @throws IllegalStateException if a bound is not finite
     */
    static double[] of(
            List<DocumentCounts> documents, IntToDoubleFunction bound, Workers workers, IntConsumer progress) {
        double[] bounds = new double[documents.size()];
        for (int first = 0; first < bounds.length; first += DOCUMENTS_PER_REPORT) {
            int start = first;
            int count = Math.min(DOCUMENTS_PER_REPORT, bounds.length - start);
            workers.forEachBlock(count, DOCUMENTS_PER_PART, (from, to) -> {
                for (int d = start + from; d < start + to; d++) {
                    bounds[d] = requireFinite(bound.applyAsDouble(d), documents.get(d));
                }
            });
            progress.accept(count);
        }
        return bounds;
    }

    static double requireFinite(double bound, DocumentCounts document) {
        if (!Double.isFinite(bound)) {
            throw new IllegalStateException("expected a finite bound for a document of " + document.tokenCount()
                    + " tokens, found " + bound + "; the model has diverged: learn again at a smaller rate");
        }
        return bound;
    }
}
