package io.wordtide.story;

import io.wordtide.linalg.Largest;
import java.util.List;
import java.util.stream.IntStream;

/** Sums the vectors of a story's documents by term. Scratch memory of a tracker. */
final class MarkingTerms {

    private static final int MOST_TERMS = 10;

    /** More than the terms of a window. */
    private static final int TERMS = 1 << 22;

    private final TermTable terms;
    private int[] sums = new int[64];
    private int[] touched = new int[64];
    private int touchedCount;

    MarkingTerms(TermTable terms) {
        this.terms = terms;
    }

    /** Sums the vectors of a story's documents; valid until the next call. */
    MarkingTerms sum(OpenStory story) {
        for (int i = 0; i < touchedCount; i++) {
            sums[touched[i]] = 0;
        }
        touchedCount = 0;
        sums = Growing.atLeast(sums, terms.size());
        touched = Growing.atLeast(touched, terms.size());
        VectorSum known = story.sum();
        if (known == null) {
            story.documents()
                    .forEach(document ->
                            add(document.vector().terms(), document.vector().weights()));
        } else {
            known.forEach(this::add);
        }
        return this;
    }

    private void add(int term, int sum) {
        touched[touchedCount++] = term;
        sums[term] = sum;
    }

    private void add(int[] added, int[] weights) {
        int[] sumByTerm = sums;
        for (int i = 0; i < added.length; i++) {
            int term = added[i];
            if (sumByTerm[term] == 0) {
                touched[touchedCount++] = term;
            }
            sumByTerm[term] += weights[i];
        }
    }

    /** Adds the products of the sums with those of all stories. */
    void multiply(Postings postings, StoryProducts products) {
        int[] weights = new int[touchedCount];
        for (int i = 0; i < touchedCount; i++) {
            weights[i] = sums[touched[i]];
        }
        postings.multiply(touched, weights, touchedCount, products);
    }

    /**
     * The terms with the largest sums, the largest first; of equal ones that with the lower number first, in whatever order
     * they were found.
     */
    List<String> heaviest(OpenStory story) {
        sum(story);
        int[] heaviest =
                Largest.positions(touchedCount, MOST_TERMS, i -> (double) sums[touched[i]] * TERMS - touched[i]);
        return IntStream.of(heaviest).mapToObj(i -> terms.term(touched[i])).toList();
    }
}
