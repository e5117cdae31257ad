package io.wordtide.text;

import io.wordtide.snapshot.StateVisitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SKELETON, being written: which terms have a row in the model. */
public final class Vocabulary {

    private Vocabulary() {}

    /** A closed list of terms; row = position in the list. */
    public static Vocabulary fixed(List<String> terms) {
        throw new UnsupportedOperationException();
    }

    /** A vocabulary that starts empty: a term earns a row once its document frequency reaches the minimum. */
    public static Vocabulary living(int capacity, int minimumDocumentFrequency) {
        throw new UnsupportedOperationException();
    }

    /** Rows there can ever be; the model's V. */
    public int capacity() {
        throw new UnsupportedOperationException();
    }

    /** Terms that have a row now. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Row of a term, or -1. */
    public int row(String term) {
        throw new UnsupportedOperationException();
    }

    /** Term of a row, or null for an empty row. */
    public @Nullable String term(int row) {
        throw new UnsupportedOperationException();
    }

    /** Gives rows to those terms of the bag that have earned one; returns the new rows, none for a fixed vocabulary. */
    public int[] admit(BagOfWords bag, DocumentFrequencies documentFrequencies) {
        throw new UnsupportedOperationException();
    }

    /** The bag as rows and counts; unknown terms are only counted. */
    public DocumentCounts index(BagOfWords bag) {
        throw new UnsupportedOperationException();
    }

    public void visitState(StateVisitor visitor) {
        throw new UnsupportedOperationException();
    }
}
