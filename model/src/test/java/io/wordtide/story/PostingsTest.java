package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The index against sums that are kept in a plain array. */
class PostingsTest {

    private static final int TERMS = 200;
    private static final int SLOTS = 100;

    private record Added(int slot, TermVector vector) {}

    private final Random random = new Random(1);
    private final long[][] sums = new long[SLOTS][TERMS];
    private final Postings postings = new Postings();

    @Test
    void shouldHoldTheSumsOfWhatWasAddedAndNotTakenOut() {
        // Given
        List<Added> added = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            // When: a vector is added, or one of the earlier ones is taken out
            boolean isNew = added.isEmpty() || random.nextInt(5) > 1;
            Added one = isNew ? new Added(random.nextInt(SLOTS), vector()) : added.remove(random.nextInt(added.size()));
            if (isNew) {
                added.add(one);
            }
            long before = squaredLength(one.slot());
            long change = postings.add(one.slot(), one.vector(), isNew ? 1 : -1);
            count(one, isNew ? 1 : -1);

            // Then
            assertThat(change).isEqualTo(squaredLength(one.slot()) - before);
        }
        assertThatProductsAreExact(vector());

        // When: nothing is left
        added.forEach(one -> {
            postings.add(one.slot(), one.vector(), -1);
            count(one, -1);
        });

        // Then
        assertThatProductsAreExact(vector());
    }

    private void assertThatProductsAreExact(TermVector vector) {
        StoryProducts products = new StoryProducts();
        products.begin(SLOTS);
        postings.multiply(vector.terms(), vector.weights(), vector.terms().length, products);
        for (int slot = 0; slot < SLOTS; slot++) {
            long expected = 0;
            for (int i = 0; i < vector.terms().length; i++) {
                expected += vector.weights()[i] * sums[slot][vector.terms()[i]];
            }
            assertThat(products.of(slot)).as("slot %d", slot).isEqualTo(expected);
        }
    }

    private void count(Added one, int sign) {
        for (int i = 0; i < one.vector().terms().length; i++) {
            sums[one.slot()][one.vector().terms()[i]] +=
                    (long) sign * one.vector().weights()[i];
        }
    }

    private long squaredLength(int slot) {
        long squared = 0;
        for (long sum : sums[slot]) {
            squared += sum * sum;
        }
        return squared;
    }

    private TermVector vector() {
        TreeSet<Integer> terms = new TreeSet<>();
        for (int i = random.nextInt(50); i >= 0; i--) {
            terms.add(random.nextInt(TERMS));
        }
        int[] numbers = terms.stream().mapToInt(Integer::intValue).toArray();
        int[] weights = random.ints(numbers.length, 1, TermVector.UNIT).toArray();
        return new TermVector(numbers, weights);
    }
}
