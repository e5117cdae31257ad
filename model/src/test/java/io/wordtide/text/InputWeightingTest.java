package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputWeightingTest {

    /** Weights are floats below 1: half a unit in the last place is 3e-8, and the hand calculation has 6 digits. */
    private static final float TOLERANCE = 1e-6f;

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "prices", "rise", "wheat"));
    private final DocumentFrequencies documentFrequencies = new DocumentFrequencies();
    private final InputWeighting tfIdf = new TfIdf(vocabulary, documentFrequencies);

    @Test
    void shouldWeighByInverseDocumentFrequencyAndScaleToUnitLength() {
        // Given: D = 4, df(oil) = 2, df(rise) = 1
        for (String document : List.of("oil prices rise", "wheat harvest", "wheat prices", "oil oil oil")) {
            documentFrequencies.count(Bags.of(document));
        }

        // When
        float[] weights = tfIdf.weights(vocabulary.index(Bags.of("oil oil rise harvest")));

        // Then: oil 2 log(4/3) = 0.575364, rise 1 log(4/2) = 0.693147, norm 0.900831
        assertThat(weights).containsExactly(new float[] {0.638704f, 0.769453f}, within(TOLERANCE));
    }

    @Test
    void shouldStayAllZeroWhenEveryWordIsInEveryDocument() {
        // Given: log(D / (1 + df)) = log(2/3) < 0
        documentFrequencies.count(Bags.of("oil"));
        documentFrequencies.count(Bags.of("oil"));

        // When
        float[] weights = tfIdf.weights(vocabulary.index(Bags.of("oil oil")));

        // Then
        assertThat(weights).containsExactly(0);
    }

    /** D = 5, df(oil) = 3: oil log(5/4) = 0.223144, rise log(5/2) = 0.916291, norm 0.943070. */
    @Test
    void shouldWeighAWordAnewOnceAnotherDocumentHasBeenCounted() {
        // Given
        for (String document : List.of("oil prices rise", "wheat harvest", "wheat prices", "oil oil oil")) {
            documentFrequencies.count(Bags.of(document));
        }
        DocumentCounts document = vocabulary.index(Bags.of("oil rise"));
        tfIdf.weights(document);

        // When
        documentFrequencies.count(Bags.of("oil"));

        // Then
        assertThat(tfIdf.weights(document)).containsExactly(new float[] {0.236614f, 0.971604f}, within(TOLERANCE));
    }

    /** For each of 4 rows the logarithm, a double, and a reference of 4 bytes to the term; none before the first call. */
    @Test
    void shouldCountTheLogarithmsItRemembers() {
        // Given
        long before = tfIdf.memoryBytes();

        // When
        tfIdf.weights(vocabulary.index(Bags.of("oil")));

        // Then
        assertThat(before).isZero();
        assertThat(tfIdf.memoryBytes()).isEqualTo(4 * (8 + 4));
        assertThat(new WithLength(tfIdf, 4).memoryBytes()).isEqualTo(4 * (8 + 4));
    }

    @Test
    void shouldStayAllZeroWhenNothingWasCounted() {
        assertThat(tfIdf.weights(vocabulary.index(Bags.of("oil")))).containsExactly(0);
    }

    @Test
    void shouldWeighNothingWhenTheWordHasLostItsRow() {
        // Given: a document indexed when row 3 had a word, a vocabulary in which it has none
        documentFrequencies.count(Bags.of("oil"));
        documentFrequencies.count(Bags.of("wheat"));
        documentFrequencies.count(Bags.of("rise"));
        Vocabulary living = Vocabulary.living(4, 1);
        living.admit(Bags.of("oil"), documentFrequencies);

        // When
        float[] weights = new TfIdf(living, documentFrequencies)
                .weights(new DocumentCounts(new int[] {0, 3}, new int[] {1, 1}, 2, 0));

        // Then
        assertThat(weights).containsExactly(1, 0);
    }

    @Test
    void shouldHaveUnitLengthOrNoneOnARandomStream() {
        // Given
        Random random = new Random(5);
        Vocabulary living = Vocabulary.living(50, 2);
        InputWeighting weighting = new TfIdf(living, documentFrequencies);

        for (int i = 0; i < 300; i++) {
            BagOfWords bag = Bags.random(random);
            documentFrequencies.count(bag);
            living.admit(bag, documentFrequencies);

            // When
            DocumentCounts document = living.index(bag);
            float[] weights = weighting.weights(document);

            // Then
            double squaredNorm = 0;
            for (float weight : weights) {
                assertThat(weight).isBetween(0f, 1f);
                squaredNorm += (double) weight * weight;
            }
            assertThat(weights).hasSameSizeAs(document.rows());
            if (squaredNorm != 0) {
                assertThat(squaredNorm).isCloseTo(1, within((double) TOLERANCE));
            }
        }
    }

    @Test
    void shouldShareOutTheKnownTokensWhenNormalized() {
        // When
        float[] weights = new NormalizedCounts().weights(vocabulary.index(Bags.of("oil wheat oil oil gold")));

        // Then: 3 and 1 of 4 known tokens
        assertThat(weights).containsExactly(0.75f, 0.25f);
    }

    @Test
    void shouldHaveNoWeightsWhenNoWordIsKnown() {
        DocumentCounts empty = vocabulary.index(Bags.of("gold"));

        assertThat(tfIdf.weights(empty)).isEmpty();
        assertThat(new NormalizedCounts().weights(empty)).isEmpty();
    }

    /** log(1 + 2) and log(1 + 1). */
    @Test
    void shouldTakeTheLogarithmOfCounts() {
        float[] weights = new LogCounts().weights(vocabulary.index(Bags.of("oil oil rise")));
        assertThat(weights).containsExactly(new float[] {1.098612f, 0.693147f}, within(TOLERANCE));
    }

    /** The fifth input, after those of the four words, is log(4) / 4. */
    @Test
    void shouldAddTheLengthAsAnInputAfterTheVocabularys() {
        // Given
        InputWeighting weighting = new WithLength(new NormalizedCounts(), vocabulary.capacity());
        DocumentCounts document = vocabulary.index(Bags.of("oil oil oil wheat"));

        // When, then
        assertThat(weighting.rows(document)).containsExactly(0, 3, 4);
        assertThat(weighting.weights(document))
                .containsExactly(new float[] {0.75f, 0.25f, 0.346574f}, within(TOLERANCE));
        assertThat(weighting.extraInputs()).isEqualTo(1);
    }
}
