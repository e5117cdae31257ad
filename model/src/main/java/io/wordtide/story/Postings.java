package io.wordtide.story;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An inverted index of sums of vectors: for each term the slots of the stories that contain it, ascending, with the sum of
 * its weights in them. Derived from the documents in the window. Not thread-safe.
 */
final class Postings {

    /** What an entry takes, spare room included, bytes. */
    private static final int BYTES_PER_ENTRY = 12;

    private @Nullable Entries[] entriesByTerm = new @Nullable Entries[64];
    private long entryCount;

    private static final class Entries {
        private int[] slots = new int[2];
        private int[] sums = new int[2];
        private int count;
    }

    /**
     * Adds a document's weights to a story, or subtracts them.
     *
     * @param sign 1 or -1
     * @return the change of the story's squared length
     */
    long add(int slot, TermVector vector, int sign) {
        long change = 0;
        for (int i = 0; i < vector.terms().length; i++) {
            long weight = (long) sign * vector.weights()[i];
            long before = add(vector.terms()[i], slot, (int) weight);
            change += weight * (2 * before + weight);
        }
        return change;
    }

    private int add(int term, int slot, int weight) {
        entriesByTerm = Growing.atLeast(entriesByTerm, term + 1);
        Entries entries = entriesByTerm[term];
        if (entries == null) {
            entries = new Entries();
            entriesByTerm[term] = entries;
        }
        int at = Arrays.binarySearch(entries.slots, 0, entries.count, slot);
        if (at < 0) {
            insert(entries, -at - 1, slot, weight);
            return 0;
        }
        int before = entries.sums[at];
        entries.sums[at] += weight;
        if (entries.sums[at] == 0) {
            remove(term, entries, at);
        }
        return before;
    }

    private void insert(Entries entries, int at, int slot, int weight) {
        entries.slots = Growing.atLeast(entries.slots, entries.count + 1);
        entries.sums = Growing.atLeast(entries.sums, entries.count + 1);
        System.arraycopy(entries.slots, at, entries.slots, at + 1, entries.count - at);
        System.arraycopy(entries.sums, at, entries.sums, at + 1, entries.count - at);
        entries.slots[at] = slot;
        entries.sums[at] = weight;
        entries.count++;
        entryCount++;
    }

    private void remove(int term, Entries entries, int at) {
        System.arraycopy(entries.slots, at + 1, entries.slots, at, entries.count - at - 1);
        System.arraycopy(entries.sums, at + 1, entries.sums, at, entries.count - at - 1);
        entries.count--;
        entryCount--;
        if (entries.count == 0) {
            entriesByTerm[term] = null;
        }
    }

    /** Adds weight times the sums of a term to the products of the stories that contain it. */
    void multiply(int term, double weight, StoryProducts products) {
        Entries entries = term < entriesByTerm.length ? entriesByTerm[term] : null;
        if (entries != null) {
            products.add(entries.slots, entries.sums, entries.count, weight);
        }
    }

    long memoryBytes() {
        return entryCount * BYTES_PER_ENTRY + entriesByTerm.length * (long) Integer.BYTES;
    }
}
