package io.wordtide.story;

/**
 * The sum of all vectors in the window: what a document has in common with any other. Derived from the documents. Not
 * thread-safe.
 */
final class WindowSum {

    private long[] sums = new long[64]; // by term
    private long squaredLength;
    private int documentCount;

    /**
     * Adds a document, or subtracts it.
     *
     * @param sign 1 or -1
     */
    void add(TermVector vector, int sign) {
        documentCount += sign;
        for (int i = 0; i < vector.terms().length; i++) {
            int term = vector.terms()[i];
            sums = Growing.atLeast(sums, term + 1);
            long weight = (long) sign * vector.weights()[i];
            squaredLength += weight * (2 * sums[term] + weight);
            sums[term] += weight;
        }
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) sums.length * Long.BYTES;
    }

    /** Mean cosine of the documents with their sum, 0 to 1; 0 without documents. */
    double coherence() {
        return documentCount == 0 ? 0 : Math.sqrt((double) squaredLength) / TermVector.UNIT / documentCount;
    }
}
