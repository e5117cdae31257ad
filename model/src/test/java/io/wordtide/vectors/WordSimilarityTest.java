package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.vectors.SimilaritySet.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordSimilarityTest {

    /** Cosines to king: emperor 1, queen 0.8, ship 0.6, sail 0.6. */
    private static final WordVectors VECTORS = new WordVectors(
            List.of("king", "emperor", "queen", "ship", "sail"),
            List.of(new float[] {1, 0}, new float[] {2, 0}, new float[] {4, 3}, new float[] {3, 4}, new float[] {6, 8
            }));

    /**
     * The hand calculation:
     *
     * <pre>
     * pair     human  rank   cosine  rank   deviations from 2.5
     * emperor    9    4       1.0    4       1.5   1.5
     * queen      7    2.5     0.8    3       0     0.5
     * ship       7    2.5     0.6    1.5     0    -1
     * sail       2    1       0.6    1.5    -1.5  -1
     *
     * rho = (2.25 + 1.5) / sqrt(4.5 * 4.5) = 3.75 / 4.5 = 5/6
     * standard error = (1 - 25/36) sqrt((1 + 25/72) / 1) = 0.305556 * 1.160699 = 0.354658
     * </pre>
     */
    @Test
    void shouldGiveTiesTheMeanOfTheirRanks() {
        // When
        WordSimilarity similarity = WordSimilarity.of(
                VECTORS,
                set(
                        new Pair("king", "emperor", 9),
                        new Pair("king", "queen", 7),
                        new Pair("ship", "king", 7),
                        new Pair("king", "sail", 2)));

        // Then: rounding of doubles
        assertThat(similarity.rho().orElseThrow()).isCloseTo(5.0 / 6, within(1e-12));
        assertThat(similarity.standardError().orElseThrow()).isCloseTo(0.354658, within(1e-6));
        assertThat(similarity.coverage()).isEqualTo(1);
    }

    @Test
    void shouldLeaveOutAndCountPairsWithAnUnknownWord() {
        // When
        WordSimilarity similarity = WordSimilarity.of(
                VECTORS,
                set(
                        new Pair("King", "Emperor", 1), // in lower case
                        new Pair("king", "queen", 2),
                        new Pair("king", "plankton", 10),
                        new Pair("stork", "plankton", 10)));

        // Then: two pairs in the opposite order
        assertThat(similarity.pairCount()).isEqualTo(4);
        assertThat(similarity.coveredCount()).isEqualTo(2);
        assertThat(similarity.coverage()).isEqualTo(0.5);
        assertThat(similarity.rho().orElseThrow()).isEqualTo(-1);
        assertThat(similarity.standardError()).as("of two pairs").isEmpty();
    }

    @Test
    void shouldHaveNoRhoWhenThereIsNothingToRank() {
        assertThat(WordSimilarity.of(VECTORS, set(new Pair("king", "queen", 2))).rho())
                .as("one pair")
                .isEmpty();
        assertThat(WordSimilarity.of(VECTORS, set(new Pair("king", "queen", 2), new Pair("ship", "sail", 2)))
                        .rho())
                .as("one score")
                .isEmpty();
        assertThat(WordSimilarity.of(VECTORS, set()).coverage()).isZero();
    }

    private static SimilaritySet set(Pair... pairs) {
        return new SimilaritySet("made-up", List.of(pairs));
    }
}
