package io.wordtide.story;

import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the terms of the documents in the window: the lowest free one for a new term, free again once no document
 * contains it. So the table is as large as the window needs, however many terms the stream has. Not thread-safe.
 */
final class TermTable {

    /** A free number in a snapshot: no analyzer returns an empty term. */
    private static final String FREE = "";

    private static final int LEAST_ROOM = 64;

    /** A term of about eight letters with its entries, on a 64-bit JVM; bytes. */
    private static final int BYTES_PER_TERM = 120;

    private final Map<String, Term> termByText = new HashMap<>();
    private final List<String> terms = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private int lowestFree; // no lower number is free
    private int[] documentCounts = new int[LEAST_ROOM];

    /** A term, which has a number while documents contain it, with all that is known of it after one look-up. */
    static final class Term {

        private static final int NO_NUMBER = -1;

        private final String text;
        private int number;
        private DocumentFrequencies.@Nullable Frequency frequency; // of the last time

        private Term(String text, int number) {
            this.text = text;
            this.number = number;
        }

        /** Its document frequency, 0 if it is not counted. */
        double frequencyIn(DocumentFrequencies frequencies) {
            DocumentFrequencies.Frequency found = frequencies.find(text, frequency);
            if (found != frequency) { // writing a reference costs more than comparing it
                frequency = found;
            }
            return found == null ? 0 : frequencies.of(found);
        }
    }

    /** A term, whether a document contains it or not. */
    Term find(String text) {
        Term known = termByText.get(text);
        return known == null ? new Term(text, Term.NO_NUMBER) : known;
    }

    /** The number of a term that has been found since the last change; another document contains it from now on. */
    int acquire(Term term) {
        if (term.number == Term.NO_NUMBER) {
            term.number = taken.nextClearBit(lowestFree);
            put(term);
        }
        documentCounts[term.number]++;
        return term.number;
    }

    private void put(Term term) {
        int number = term.number;
        termByText.put(term.text, term);
        taken.set(number);
        lowestFree = number + 1;
        if (number == terms.size()) {
            terms.add(term.text);
        } else {
            terms.set(number, term.text);
        }
        documentCounts = Growing.atLeast(documentCounts, number + 1);
    }

    /** One document less contains each of the terms. */
    void release(int[] numbers) {
        for (int number : numbers) {
            if (--documentCounts[number] == 0) {
                termByText.remove(terms.get(number));
                terms.set(number, FREE);
                taken.clear(number);
                lowestFree = Math.min(lowestFree, number);
            }
        }
    }

    String term(int number) {
        return terms.get(number);
    }

    /** Above all numbers in use. */
    int size() {
        return terms.size();
    }

    long memoryBytes() {
        return termByText.size() * (long) BYTES_PER_TERM;
    }

    /** Restores terms without documents; {@link #restore} adds those. */
    void visitState(StateVisitor visitor) {
        List<String> shown = List.copyOf(terms);
        List<String> stored = visitor.strings("stories.terms", shown);
        if (stored == shown) { // a saving visitor returns what it is shown
            return;
        }
        termByText.clear();
        terms.clear();
        taken.clear();
        lowestFree = 0;
        documentCounts = new int[Math.max(LEAST_ROOM, stored.size())];
        terms.addAll(stored);
        for (int number = 0; number < stored.size(); number++) {
            if (!stored.get(number).equals(FREE)) {
                termByText.put(stored.get(number), new Term(stored.get(number), number));
                taken.set(number);
            }
        }
    }

    /** Another document contains each of the terms. */
    void restore(int[] numbers) {
        for (int number : numbers) {
            documentCounts[number]++;
        }
    }
}
