package io.wordtide.story;

/**
 * Inner products of one vector with all stories, by slot. Scratch memory of a tracker.
 *
 * <p>Products are whole numbers below 2^53 in all but absurd cases (all documents of a window of one word), so that a
 * double holds them without rounding and their order does not matter.
 */
final class StoryProducts {

    private double[] products = new double[64];
    private int[] touched = new int[64];
    private int touchedCount;

    /** Sets all products to 0, for so many slots. */
    void begin(int slots) {
        for (int i = 0; i < touchedCount; i++) {
            products[touched[i]] = 0;
        }
        touchedCount = 0;
        products = Growing.atLeast(products, slots);
        touched = Growing.atLeast(touched, slots);
    }

    void add(int[] slots, int[] sums, int count, double weight) {
        for (int i = 0; i < count; i++) {
            int slot = slots[i];
            if (products[slot] == 0) {
                touched[touchedCount++] = slot;
            }
            products[slot] += weight * sums[i];
        }
    }

    int count() {
        return touchedCount;
    }

    int slot(int index) {
        return touched[index];
    }

    double of(int slot) {
        return products[slot];
    }
}
