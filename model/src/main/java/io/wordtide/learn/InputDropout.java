package io.wordtide.learn;

import io.wordtide.linalg.SeededNoise;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * Hides tokens of documents from the inference network while it learns, so that it does not come to know training
 * documents by heart. Of each document every token is hidden with the same probability, which is drawn between 0 and a
 * limit for each document anew; what the generative model explains is still the whole document.
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

    /** What is left of the documents; their rows stay, with a count of 0 where all tokens of a word are hidden. */
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
