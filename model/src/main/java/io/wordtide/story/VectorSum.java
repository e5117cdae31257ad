package io.wordtide.story;

import java.util.List;

/**
 * The sum of many vectors, by term: of all documents in the window, what a document has in common with any other; of those of
 * a large story, what marks it. Derived from the documents. Not thread-safe.
 */
final class VectorSum {

    private int[] sums = new int[64]; // by term
    private long squaredLength;
    private int documentCount;

    /** The sum of the documents' vectors. */
    static VectorSum of(List<WindowDocument> documents) {
        VectorSum sum = new VectorSum();
        documents.forEach(document -> sum.add(document.vector(), 1));
        return sum;
    }

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

    /** Calls back for each term that the vectors contain, ascending, with the sum of its weights. */
    void forEach(TermConsumer consumer) {
        int[] sumByTerm = sums;
        for (int term = 0; term < sumByTerm.length; term++) {
            if (sumByTerm[term] != 0) {
                consumer.accept(term, sumByTerm[term]);
            }
        }
    }

    /** What is done with a term and the sum of its weights. */
    @FunctionalInterface
    interface TermConsumer {

        void accept(int term, int sum);
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
