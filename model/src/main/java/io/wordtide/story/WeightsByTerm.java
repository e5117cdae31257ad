package io.wordtide.story;

/**
 * The weights of one vector by term, to compute its cosine with many others: for each of them one pass over its own terms.
 * Scratch memory. Not thread-safe.
 */
final class WeightsByTerm {

    private int[] weights = new int[64]; // 0 for all terms but those of the current vector
    private int[] terms = {}; // of the current vector

    /** Prepares for vectors with these terms, ascending. */
    void makeRoom(int[] others) {
        weights = Growing.atLeast(weights, others.length == 0 ? 0 : others[others.length - 1] + 1);
    }

    /** Takes the place of the vector before. */
    void set(TermVector vector) {
        for (int term : terms) {
            weights[term] = 0;
        }
        terms = vector.terms();
        makeRoom(terms);
        for (int i = 0; i < terms.length; i++) {
            weights[terms[i]] = vector.weights()[i];
        }
    }

    /** Cosine of the current vector with another one, 0 to 1; both have unit length but for rounding. */
    double cosine(TermVector other) {
        int[] mine = weights;
        int[] others = other.weights();
        int[] otherTerms = other.terms();
        long dot = 0;
        for (int i = 0; i < otherTerms.length; i++) {
            dot += (long) mine[otherTerms[i]] * others[i];
        }
        return dot / ((double) TermVector.UNIT * TermVector.UNIT);
    }
}
