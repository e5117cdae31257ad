package io.wordtide.text;

import java.util.Map;

/** SKELETON, being written: running document frequencies. */
public final class DocumentFrequencies {

    public DocumentFrequencies() {}

    /** Goes on from stored counts. */
    public DocumentFrequencies(long documentCount, Map<String, Long> frequencyByTerm) {
        throw new UnsupportedOperationException();
    }

    /** Counts one document: D grows by one, df of each of its terms by one. */
    public void count(BagOfWords bag) {
        throw new UnsupportedOperationException();
    }

    /** df of a term, 0 if never seen, documents. */
    public long of(String term) {
        throw new UnsupportedOperationException();
    }

    /** D, documents counted so far. */
    public long documentCount() {
        throw new UnsupportedOperationException();
    }

    /** Terms whose frequency changed since the last call, with their frequency now; what a store has to write. */
    public Map<String, Long> drainChanges() {
        throw new UnsupportedOperationException();
    }
}
