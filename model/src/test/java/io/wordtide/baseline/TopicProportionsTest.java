package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.DocumentCounts;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicProportionsTest {

    private static final double TIGHT = 1e-12;
    private static final double[] HALF = {0.5, 0.5};

    /** beta_kv of two topics over three words, [V, K]: (0.6, 0.3, 0.1) and (0.1, 0.2, 0.7). */
    private static final double[] WEIGHTS = {0.6, 0.1, 0.3, 0.2, 0.1, 0.7};

    @Test
    void shouldFindTheFixedPointOfSeparateTopicsAtOnce() {
        // Given: each word belongs to one topic
        double[] weights = {0.5, 0, 0.5, 0, 0, 1};

        // When
        TopicProportions proportions = new TopicProportions(Documents.of(2, 1, 4), weights, HALF, TIGHT);

        // Then: alpha + 3 tokens, alpha + 4 tokens
        assertThat(proportions.gamma()).containsExactly(new double[] {3.5, 4.5}, within(1e-12));
        assertThat(proportions.mean()).containsExactly(new double[] {3.5 / 8, 4.5 / 8}, within(1e-12));
    }

    @Test
    void shouldAddAlphaOfEachTopicToItsTokens() {
        // Given: each word belongs to one topic
        double[] weights = {0.5, 0, 0.5, 0, 0, 1};

        // When
        TopicProportions proportions =
                new TopicProportions(Documents.of(2, 1, 4), weights, new double[] {0.25, 2}, TIGHT);

        // Then: 0.25 + 3 tokens, 2 + 4 tokens
        assertThat(proportions.gamma()).containsExactly(new double[] {3.25, 6}, within(1e-12));
    }

    @Test
    void shouldReportTheExpectedLogOfTheProportions() {
        // Given: gamma = (1, 2)
        TopicProportions proportions =
                new TopicProportions(Documents.of(0, 1), new double[] {1, 0, 0, 1}, new double[] {1, 1}, TIGHT);
        double[] sums = {10, 20};

        // When
        proportions.addExpectedLog(sums);

        // Then: psi(3) = 3/2 - g and psi(2) = 1 - g, psi(1) = -g, added to what was there
        assertThat(sums).containsExactly(new double[] {10 - 1.5, 20 - 0.5}, within(1e-12));
    }

    @Test
    void shouldBeExactWhenEachWordBelongsToOneTopic() {
        // Given: then q(theta) is the posterior itself, and p(x) a Polya distribution
        double[] weights = {0.5, 0, 0.5, 0, 0, 1};

        // When
        double bound = new TopicProportions(Documents.of(2, 1, 4), weights, HALF, TIGHT).bound();

        // Then: 3 tokens at 1/2; G(1) / G(8) · G(3.5) / G(0.5) · G(4.5) / G(0.5)
        double expected = 3 * Math.log(0.5)
                - Gamma.logGamma(8)
                + Gamma.logGamma(3.5)
                + Gamma.logGamma(4.5)
                - 2 * Gamma.logGamma(0.5);
        assertThat(bound).isCloseTo(expected, within(1e-10));
    }

    @Test
    void shouldBeExactWithOneTopic() {
        double bound =
                new TopicProportions(Documents.of(2, 1), new double[] {0.75, 0.25}, new double[] {0.3}, TIGHT).bound();

        assertThat(bound).isCloseTo(2 * Math.log(0.75) + Math.log(0.25), within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "0.5, 0.5", "1, 1", "3, 3", "0.2, 2"})
    void shouldBoundTheEvidenceFromBelow(double ofFirst, double ofSecond) {
        double[] alpha = {ofFirst, ofSecond};
        for (DocumentCounts document : Documents.all(3, 4)) {
            double bound = new TopicProportions(document, WEIGHTS, alpha, TIGHT).bound();

            // loose where a small alpha makes the posterior have two modes, by 1.1 nats at most
            assertThat(bound)
                    .isLessThan(logEvidence(document, alpha))
                    .isGreaterThan(logEvidence(document, alpha) - 1.1);
        }
    }

    /**
     * log of the integral of p(theta) prod_v (sum_k theta_k beta_kv)^x_v over theta_1 = t, by expanding the product
     * over the words' topics: each assignment of topics has a Polya probability.
     */
    private static double logEvidence(DocumentCounts document, double[] alpha) {
        int[] tokens = tokens(document);
        double sum = 0;
        for (int assignment = 0; assignment < 1 << tokens.length; assignment++) {
            int ofSecond = Integer.bitCount(assignment);
            double logTerm = Gamma.logGamma(alpha[0] + alpha[1])
                    - Gamma.logGamma(alpha[0] + alpha[1] + tokens.length)
                    + Gamma.logGamma(alpha[0] + tokens.length - ofSecond)
                    + Gamma.logGamma(alpha[1] + ofSecond)
                    - Gamma.logGamma(alpha[0])
                    - Gamma.logGamma(alpha[1]);
            for (int i = 0; i < tokens.length; i++) {
                logTerm += Math.log(WEIGHTS[2 * tokens[i] + (assignment >> i & 1)]);
            }
            sum += Math.exp(logTerm);
        }
        return Math.log(sum);
    }

    private static int[] tokens(DocumentCounts document) {
        int[] tokens = new int[document.tokenCount()];
        int position = 0;
        for (int i = 0; i < document.rows().length; i++) {
            for (int j = 0; j < document.counts()[i]; j++) {
                tokens[position++] = document.rows()[i];
            }
        }
        return tokens;
    }

    @Test
    void shouldSumToAtMostOneOverAllSequencesOfWords() {
        double sum = 0;
        for (DocumentCounts document : Documents.all(3, 5)) {
            sum += Documents.sequences(document)
                    * Math.exp(new TopicProportions(document, WEIGHTS, HALF, TIGHT).bound());
        }

        // the evidence sums to 1, a bound of it to less, here by a third
        assertThat(sum).isBetween(0.65, 1.0);
    }
}
