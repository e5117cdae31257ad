package io.wordtide.learn;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * Hides tokens of documents from the inference network while it learns, so that it does not memorise training
 * documents. All tokens of a document are hidden with the same probability, which is drawn for each document between 0
 * and a limit; the generative model still explains the whole document.
 *
 * <p>See: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014.
 * Immutable, thread-safe.
 *
 * @param limit 0 to below 1; 0 hides nothing
 */
record InputDropout(double limit) {

    InputDropout {
        if (!(limit >= 0 && limit < 1)) {
            throw new IllegalArgumentException("expected an input dropout from 0 to below 1, found " + limit);
        }
    }

    /** The documents without their hidden tokens; a word whose tokens are all hidden keeps its row with count 0. */
    List<DocumentCounts> thin(List<DocumentCounts> documents, SeededNoise noise) {
        if (limit == 0) {
            return documents;
        }
        DocumentCounts[] thinned = new DocumentCounts[documents.size()];
        for (int d = 0; d < thinned.length; d++) {
            thinned[d] = thin(documents.get(d), noise.part(d));
        }
        return List.of(thinned);
    }

    private DocumentCounts thin(DocumentCounts document, SeededNoise noise) {
        int[] counts = document.counts().clone();
        long draw = 0;
        double hidden = limit * noise.uniform(draw++);
        int tokenCount = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int token = document.counts()[i]; token > 0; token--) {
                counts[i] -= noise.uniform(draw++) < hidden ? 1 : 0;
            }
            tokenCount += counts[i];
        }
        // a length of 0 has no logarithm
        return new DocumentCounts(
                document.rows(), counts, Math.max(1, tokenCount), document.outOfVocabularyTokenCount());
    }
}
