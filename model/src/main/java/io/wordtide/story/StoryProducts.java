package io.wordtide.story;

import java.util.Arrays;

/**
 * Inner products of one vector with all stories, by slot. Scratch memory of a tracker.
 *
 * <p>Products are whole numbers, at most that of two vectors of all documents of a window: (2^15 · 50,000)^2 is below 2^63.
 */
final class StoryProducts {

    private long[] products = new long[64];
    private int slots;

    /** Sets all products to 0, for so many slots. */
    void begin(int newSlots) {
        slots = newSlots;
        products = Growing.atLeast(products, slots);
        Arrays.fill(products, 0, slots, 0);
    }

    /** @param entries of {@link Postings} */
    void add(long[] entries, int count, long weight) {
        long[] sums = products;
        for (int i = 0; i < count; i++) {
            sums[Postings.slot(entries[i])] += weight * Postings.sum(entries[i]);
        }
    }

    /** As many as products began with. */
    int slots() {
        return slots;
    }

    /** The product with the story in a slot; 0 if it shares no term, or if there is none. */
    long of(int slot) {
        return products[slot];
    }
}
