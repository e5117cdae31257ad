package io.wordtide.text;

import java.util.Arrays;

/**
 * A document as the model sees it: rows of the vocabulary and their counts; x in the paper, stored sparsely.
 *
 * @param rows distinct vocabulary rows, ascending
 * @param counts occurrences of each, tokens, parallel to {@code rows}
 * @param tokenCount sum of {@code counts}, tokens; N_d in the paper
 * @param outOfVocabularyTokenCount tokens of the document that have no row, tokens
 */
public record DocumentCounts(int[] rows, int[] counts, int tokenCount, int outOfVocabularyTokenCount) {

    /** Whether the document has no known word, and so nothing to learn from. */
    public boolean isEmpty() {
        return tokenCount == 0;
    }

    /** Position in {@link #rows} of the first word whose row is at least {@code row}. */
    public int firstFrom(int row) {
        int found = Arrays.binarySearch(rows, row);
        return found >= 0 ? found : -found - 1;
    }

    /** A copy without one of its words; the document itself if it does not contain the word. */
    public DocumentCounts without(int row) {
        int index = Arrays.binarySearch(rows, row);
        if (index < 0) {
            return this;
        }
        int count = counts[index];
        return new DocumentCounts(
                removed(rows, index), removed(counts, index), tokenCount - count, outOfVocabularyTokenCount + count);
    }

    private static int[] removed(int[] values, int index) {
        int[] rest = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, index + 1, rest, index, rest.length - index);
        return rest;
    }

    /** Share of the document's tokens that have no row, 0 to 1; 0 for a document without tokens. */
    public double outOfVocabularyRate() {
        return outOfVocabularyTokenCount == 0
                ? 0
                : (double) outOfVocabularyTokenCount / (tokenCount + outOfVocabularyTokenCount);
    }
}
