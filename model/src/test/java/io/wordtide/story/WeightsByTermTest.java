package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightsByTermTest {

    private static final int UNIT = TermVector.UNIT;

    /** (0.6, 0.8, 0) and (0, 0.6, 0.8): the cosine is 0.8 · 0.6 = 0.48. The weights of the vector before are gone. */
    @Test
    void shouldMultiplyWithTheNewestVectorAlone() {
        // Given
        WeightsByTerm weights = new WeightsByTerm();
        TermVector other = new TermVector(new int[] {1, 200}, new int[] {UNIT * 6 / 10, UNIT * 8 / 10});
        weights.makeRoom(other.terms());

        // When
        weights.set(new TermVector(new int[] {1, 200}, new int[] {UNIT, UNIT}));
        weights.set(new TermVector(new int[] {0, 1}, new int[] {UNIT * 6 / 10, UNIT * 8 / 10}));

        // Then: weights are rounded to 1/32768
        assertThat(weights.cosine(other)).isCloseTo(0.48, within(1e-4));
    }
}
