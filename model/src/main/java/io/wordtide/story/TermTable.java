package io.wordtide.story;

import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final Map<String, Integer> numberByTerm = new HashMap<>();
    private final List<String> terms = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private int lowestFree; // no lower number is free
    private int[] documentCounts = new int[LEAST_ROOM];

    /** The number of a term, which another document contains from now on. */
    int acquire(String term) {
        Integer known = numberByTerm.get(term);
        int number = known == null ? taken.nextClearBit(lowestFree) : known;
        if (known == null) {
            put(term, number);
        }
        documentCounts[number]++;
        return number;
    }

    private void put(String term, int number) {
        numberByTerm.put(term, number);
        taken.set(number);
        lowestFree = number + 1;
        if (number == terms.size()) {
            terms.add(term);
        } else {
            terms.set(number, term);
        }
        documentCounts = Growing.atLeast(documentCounts, number + 1);
    }

    /** One document less contains each of the terms. */
    void release(int[] numbers) {
        for (int number : numbers) {
            if (--documentCounts[number] == 0) {
                numberByTerm.remove(terms.get(number));
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
        return numberByTerm.size() * (long) BYTES_PER_TERM;
    }

    /** Restores terms without documents; {@link #restore} adds those. */
    void visitState(StateVisitor visitor) {
        List<String> shown = List.copyOf(terms);
        List<String> stored = visitor.strings("stories.terms", shown);
        if (stored == shown) { // a saving visitor returns what it is shown
            return;
        }
        numberByTerm.clear();
        terms.clear();
        taken.clear();
        lowestFree = 0;
        documentCounts = new int[Math.max(LEAST_ROOM, stored.size())];
        terms.addAll(stored);
        for (int number = 0; number < stored.size(); number++) {
            if (!stored.get(number).equals(FREE)) {
                numberByTerm.put(stored.get(number), number);
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
