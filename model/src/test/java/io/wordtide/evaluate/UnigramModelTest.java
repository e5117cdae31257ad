package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.Bags;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.RecordedState;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnigramModelTest {

    /** Rounding of sums of a few logarithms of doubles. */
    private static final double TOLERANCE = 1e-12;

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat", "yen", "gold"));

    private DocumentCounts document(String words) {
        return vocabulary.index(Bags.of(words));
    }

    private static double[] probabilities(UnigramModel model, int size) {
        return IntStream.range(0, size)
                .mapToDouble(row -> Math.exp(model.logProbability(row)))
                .toArray();
    }

    @Test
    void shouldBeUniformWhenNothingWasSeen() {
        assertThat(probabilities(UnigramModel.counting(vocabulary), 4))
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(TOLERANCE));
    }

    @Test
    void shouldAddOneToEveryCount() {
        // Given
        UnigramModel model = UnigramModel.counting(vocabulary);

        // When
        model.add(document("oil oil oil wheat silver"));

        // Then: 3 + 1, 1 + 1, 1, 1 of 4 tokens + 4 words
        assertThat(probabilities(model, 4)).containsExactly(new double[] {0.5, 0.25, 0.125, 0.125}, within(TOLERANCE));
    }

    @Test
    void shouldSumLogProbabilitiesOverTheKnownTokensOfADocument() {
        // Given: p = 1/2, 1/4, 1/8, 1/8
        UnigramModel model = UnigramModel.counting(vocabulary);
        model.add(document("oil oil oil wheat"));

        // When
        double logLikelihood = model.logLikelihood(document("oil oil yen silver"));

        // Then: log(1/2 · 1/2 · 1/8)
        assertThat(logLikelihood).isCloseTo(-5 * Math.log(2), within(TOLERANCE));
        assertThat(model.logLikelihood(document("silver"))).isZero();
    }

    @Test
    void shouldCountAnOccurrenceHalfAfterTheHalfLife() {
        // Given
        UnigramModel model = UnigramModel.forgetting(vocabulary, 2);

        // When
        model.add(document("oil oil oil oil"));
        model.add(document("silver"));
        model.add(document("wheat wheat"));

        // Then: counts 4/2, 2, 0, 0, so 3, 3, 1, 1 of 8
        assertThat(probabilities(model, 4))
                .containsExactly(new double[] {0.375, 0.375, 0.125, 0.125}, within(TOLERANCE));
    }

    @Test
    void shouldForgetSmoothlyBetweenHalfLives() {
        // Given
        UnigramModel model = UnigramModel.forgetting(vocabulary, 2);

        // When
        model.add(document("oil oil"));
        model.add(document("silver"));

        // Then: the count is 2 · 2^(-1/2) = sqrt(2)
        assertThat(Math.exp(model.logProbability(0)))
                .isCloseTo((Math.sqrt(2) + 1) / (Math.sqrt(2) + 4), within(TOLERANCE));
    }

    @Test
    void shouldCountALongDocumentAsMuchAsAShortOneWhereDocumentsAreWeighed() {
        // Given
        UnigramModel model = UnigramModel.forgettingDocuments(vocabulary, 1);

        // When
        model.add(document("wheat" + " oil".repeat(999)));
        model.add(document("yen silver"));

        // Then: 50 tokens each, the older half: 999/1000 and 1/1000 of 25, and 50, of 75 tokens + 4 words
        assertThat(probabilities(model, 4))
                .containsExactly(new double[] {25.975 / 79, 1.025 / 79, 51 / 79.0, 1 / 79.0}, within(TOLERANCE));
    }

    @Test
    void shouldStayFiniteWhenItForgetsForLong() {
        // Given: the increment doubles with each document, past what a double holds after 1,024
        UnigramModel model = UnigramModel.forgetting(vocabulary, 1);

        // When
        for (int i = 0; i < 5000; i++) {
            model.add(document("oil"));
        }

        // Then: 1 + 1/2 + 1/4 + … = 2, so 3 of 2 + 4
        assertThat(probabilities(model, 4))
                .containsExactly(new double[] {1 / 2.0, 1 / 6.0, 1 / 6.0, 1 / 6.0}, within(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 50, Double.POSITIVE_INFINITY})
    void shouldEqualShrinkingAllCountsWithEachDocument(double halfLife) {
        // Given
        Vocabulary words =
                Vocabulary.fixed(IntStream.range(0, 100).mapToObj(i -> "w" + i).toList());
        UnigramModel model = UnigramModel.forgetting(words, halfLife);
        double[] counts = new double[100];
        Random random = new Random(13);

        // When
        for (int i = 0; i < 2000; i++) {
            DocumentCounts document = words.index(Bags.random(random));
            model.add(document);
            for (int row = 0; row < 100; row++) {
                counts[row] *= Math.pow(0.5, 1 / halfLife);
            }
            for (int j = 0; j < document.rows().length; j++) {
                counts[document.rows()[j]] += document.counts()[j];
            }
        }

        // Then: two ways of rounding, 2,000 products each
        double total = DoubleStream.of(counts).sum();
        double[] expected = IntStream.range(0, 100)
                .mapToDouble(row -> (counts[row] + 1) / (total + 100))
                .toArray();
        assertThat(probabilities(model, 100)).containsExactly(expected, within(1e-11));
        assertThat(DoubleStream.of(probabilities(model, 100)).sum()).isCloseTo(1, within(1e-11));
    }

    @Test
    void shouldMaskRowsWithoutAWord() {
        // Given
        Vocabulary living = Vocabulary.living(3, 1);
        UnigramModel model = UnigramModel.counting(living);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        documentFrequencies.count(Bags.of("oil wheat"));
        living.admit(Bags.of("oil wheat"), documentFrequencies);
        model.add(living.index(Bags.of("oil oil wheat")));

        // When
        float[] logProbabilities = new float[3];
        model.fillLogProbabilities(logProbabilities);

        // Then: 3 and 2 of 3 tokens + 2 words
        assertThat(logProbabilities[0]).isEqualTo((float) Math.log(3 / 5.0));
        assertThat(logProbabilities[1]).isEqualTo((float) Math.log(2 / 5.0));
        assertThat(logProbabilities[2]).isEqualTo(UnigramModel.EMPTY_ROW_LOG_PROBABILITY);
        assertThat((float) Math.exp(logProbabilities[2])).isZero();
    }

    @Test
    void shouldContinueWithTheSameBitsWhenRestored() {
        // Given
        UnigramModel original = UnigramModel.forgetting(vocabulary, 1.5);
        for (int i = 0; i < 1000; i++) {
            original.add(document("oil wheat wheat"));
        }
        RecordedState state = RecordedState.of(visitor -> original.visitState("unigram", visitor));

        // When
        UnigramModel restored = UnigramModel.forgetting(vocabulary, 1.5);
        state.restoreInto(visitor -> restored.visitState("unigram", visitor));
        original.add(document("yen"));
        restored.add(document("yen"));

        // Then
        assertThat(probabilities(restored, 4)).isEqualTo(probabilities(original, 4));
    }

    @Test
    void shouldRefuseWhatItCannotWorkWith() {
        assertThatThrownBy(() -> UnigramModel.forgetting(vocabulary, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a half-life of at least 1 document, found 0.5");
        assertThatThrownBy(() -> UnigramModel.forgetting(vocabulary, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnigramModel.counting(vocabulary).fillLogProbabilities(new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of shape [4]")
                .hasMessageContaining("found [3]");
    }
}
