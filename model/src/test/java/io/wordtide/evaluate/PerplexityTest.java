package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.DocumentCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerplexityTest {

    private static DocumentCounts ofLength(int tokenCount) {
        return new DocumentCounts(new int[] {0}, new int[] {tokenCount}, tokenCount, 0);
    }

    /**
     * Document 0: 1 token at 1/2, bound -log 2. Document 1: 3 tokens at 1/8, bound -9 log 2.
     *
     * <pre>
     * perDocument = exp((log 2 + 3 log 2) / 2)     = 2^2   = 4
     * corpus      = exp((log 2 + 9 log 2) / 4)     = 2^2.5 = 5.656854
     * </pre>
     */
    @Test
    void shouldEqualTheValuesByHandAndDistinguishTheForms() {
        // When
        Perplexity perplexity =
                Perplexity.of(new double[] {-Math.log(2), -9 * Math.log(2)}, List.of(ofLength(1), ofLength(3)));

        // Then
        assertThat(perplexity.perDocument()).isCloseTo(4, within(1e-12));
        assertThat(perplexity.corpus()).isCloseTo(5.656854, within(1e-6));
    }

    @Test
    void shouldBeTheNumberOfEquallyLikelyWords() {
        // When
        Perplexity perplexity = Perplexity.of(new double[] {-7 * Math.log(50)}, List.of(ofLength(7)));

        // Then
        assertThat(perplexity.perDocument()).isCloseTo(50, within(1e-9));
        assertThat(perplexity.corpus()).isCloseTo(50, within(1e-9));
    }
}
