package io.wordtide.story;

import java.util.Arrays;

/**
 * An inverted index of sums of vectors: for each term the slots of the stories that contain it, ascending, with the sum of
 * its weights in them. Derived from the documents in the window. Not thread-safe.
 *
 * <p>An entry is one long, so that a list is one block of memory that is read from its start: the slot in the upper half,
 * the sum in the lower one. A sum is at least 0 and fits ({@link StoryTracker#setBounds}).
 */
final class Postings {

    /** What an entry takes, spare room included, bytes. */
    private static final int BYTES_PER_ENTRY = 12;

    private static final int LEAST_ROOM = 64;
    private static final long[] NONE = {};

    private long[][] entriesByTerm = filled(new long[LEAST_ROOM][], 0);
    private int[] countByTerm = new int[LEAST_ROOM];
    private long entryCount;

    /**
     * Adds a document's weights to a story, or subtracts them.
     *
     * @param sign 1 or -1
     * @return the change of the story's squared length
     */
    long add(int slot, TermVector vector, int sign) {
        int[] terms = vector.terms();
        int[] weights = vector.weights();
        makeRoom(terms);
        long change = 0;
        for (int i = 0; i < terms.length; i++) {
            long weight = (long) sign * weights[i];
            long before = add(terms[i], slot, weight);
            change += weight * (2 * before + weight);
        }
        return change;
    }

    /** @param terms ascending */
    private void makeRoom(int[] terms) {
        int before = entriesByTerm.length;
        int needed = terms.length == 0 ? 0 : terms[terms.length - 1] + 1;
        if (needed > before) {
            countByTerm = Growing.atLeast(countByTerm, needed);
            entriesByTerm = filled(Arrays.copyOf(entriesByTerm, countByTerm.length), before);
        }
    }

    private static long[][] filled(long[][] entries, int start) {
        Arrays.fill(entries, start, entries.length, NONE);
        return entries;
    }

    private long add(int term, int slot, long weight) {
        long[] entries = entriesByTerm[term];
        long entry = (long) slot << Integer.SIZE;
        int at = Arrays.binarySearch(entries, 0, countByTerm[term], entry);
        at = at < 0 ? -at - 1 : at; // no sum is 0, so that the entry of a slot is behind what was sought
        if (at == countByTerm[term] || slot(entries[at]) != slot) {
            insert(term, at, entry + weight);
            return 0;
        }
        long before = sum(entries[at]);
        if (before + weight == 0) {
            remove(term, at);
        } else {
            entries[at] += weight;
        }
        return before;
    }

    private void insert(int term, int at, long entry) {
        int count = countByTerm[term]++;
        long[] entries = entriesByTerm[term];
        if (count == entries.length) {
            entries = Growing.atLeast(entries, count + 1);
            entriesByTerm[term] = entries;
        }
        System.arraycopy(entries, at, entries, at + 1, count - at);
        entries[at] = entry;
        entryCount++;
    }

    private void remove(int term, int at) {
        int count = --countByTerm[term];
        long[] entries = entriesByTerm[term];
        System.arraycopy(entries, at + 1, entries, at, count - at);
        entryCount--;
        if (count == 0) {
            entriesByTerm[term] = NONE;
        }
    }

    static int slot(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    static int sum(long entry) {
        return (int) entry;
    }

    /**
     * Adds the products of a vector with the sums of all stories.
     *
     * @param count how many of the terms and weights are used
     */
    void multiply(int[] terms, int[] weights, int count, StoryProducts products) {
        for (int i = 0; i < count; i++) {
            int term = terms[i];
            if (term < countByTerm.length) {
                products.add(entriesByTerm[term], countByTerm[term], weights[i]);
            }
        }
    }

    long memoryBytes() {
        return entryCount * BYTES_PER_ENTRY + entriesByTerm.length * 2L * Integer.BYTES;
    }
}
