package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.Bags;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentCacheTest {

    /** Rounding of products and sums of some doubles. */
    private static final double TOLERANCE = 1e-12;

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat", "yen", "gold"));
    private final UnigramModel unigram = UnigramModel.counting(vocabulary);
    private final DocumentCache cache = new DocumentCache(unigram);

    private DocumentCounts document(String words) {
        return vocabulary.index(Bags.of(words));
    }

    private double probability(String words) {
        return Math.exp(cache.logLikelihood(document(words)));
    }

    @Test
    void shouldPredictEachTokenFromTheUnigramModelAndTheTokensBeforeIt() {
        // Given: oil 1/2, wheat 1/4, yen and gold 1/8 each; so α u is 25, 12.5, 6.25; 100, 50, 25; 400, 200, 100
        unigram.add(document("oil oil oil wheat"));

        // Then: the first token has the probability of the unigram model
        assertThat(probability("oil")).isCloseTo(0.5, within(TOLERANCE));

        // and oil, oil, yen, mean over α: 25 · 26 · 6.25 of 50 · 51 · 52, and so on
        double expected = (25 * 26 * 6.25 / (50 * 51 * 52)
                        + 100 * 101 * 25.0 / (200 * 201 * 202)
                        + 400 * 401 * 100.0 / (800L * 801 * 802))
                / 3;
        assertThat(probability("oil oil yen")).isCloseTo(expected, within(TOLERANCE));
        assertThat(probability("yen oil oil silver"))
                .as("in another order, and without unknown words")
                .isEqualTo(probability("oil oil yen"));
    }

    @Test
    void shouldGiveAllSequencesOfALengthTheProbabilityOne() {
        // Given
        unigram.add(document("oil oil wheat gold"));

        // When: all 4^3
        double sum = 0;
        for (String first : List.of("oil", "wheat", "yen", "gold")) {
            for (String second : List.of("oil", "wheat", "yen", "gold")) {
                for (String third : List.of("oil", "wheat", "yen", "gold")) {
                    sum += probability(first + " " + second + " " + third);
                }
            }
        }

        // Then
        assertThat(sum).isCloseTo(1, within(TOLERANCE));
    }

    /** With u = 1/2, p(x given α) of N tokens of one word is Π_{k < N} (α/2 + k) / (α + k): all factors but α cancel out. */
    @Test
    void shouldNotUnderflowInALongDocument() {
        // Given
        int tokens = 100_000;
        unigram.add(document("oil oil oil wheat"));

        // When
        double logLikelihood = cache.logLikelihood(document(String.join(" ", Collections.nCopies(tokens, "oil"))));

        // Then: log of α/2 (α/2 + 1) ... (α - 1) / ((N + α/2) ... (N + α - 1)); -198, -653 and -2057 nats, so of the
        // first
        double expected = 0;
        for (int factor = 25; factor < 50; factor++) {
            expected += Math.log(factor) - Math.log(tokens + factor);
        }
        assertThat(logLikelihood).isCloseTo(expected - Math.log(3), within(1e-9));
    }

    @Test
    void shouldSayNothingAboutADocumentWithoutAKnownWord() {
        assertThat(cache.logLikelihood(document("silver"))).isZero();
    }
}
