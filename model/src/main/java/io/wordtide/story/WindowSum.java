package io.wordtide.story;

/**
 * The sum of all vectors in the window: what a document has in common with any other. Derived from the documents. Not
 * thread-safe.
 */
final class WindowSum {

    private int[] sums = new int[64]; // by term
    private long squaredLength;
    private int documentCount;

    /**
     * Adds a document, or subtracts it.
     *
     * @param sign 1 or -1
     */
    void add(TermVector vector, int sign) {
        documentCount += sign;
        int[] terms = vector.terms(); // ascending
        int[] weights = vector.weights();
        sums = Growing.atLeast(sums, terms.length == 0 ? 0 : terms[terms.length - 1] + 1);
        for (int i = 0; i < terms.length; i++) {
            long weight = (long) sign * weights[i];
            squaredLength += weight * (2L * sums[terms[i]] + weight);
            sums[terms[i]] += (int) weight;
        }
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (long) sums.length * Integer.BYTES;
    }

    /** Mean cosine of the documents with their sum, 0 to 1; 0 without documents. */
    double coherence() {
        return documentCount == 0 ? 0 : Math.sqrt((double) squaredLength) / TermVector.UNIT / documentCount;
    }
}
