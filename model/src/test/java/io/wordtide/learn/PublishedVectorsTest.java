package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.RecordedState;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K = 2, words oil and wheat; a vector that turns from (1, 0) to (3/5, 4/5) has a cosine of 3/5 and a drift of 2/5. */
class PublishedVectorsTest {

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat"));
    private final DocumentFrequencies documentFrequencies = new DocumentFrequencies();
    private final SurfaceForms forms = new SurfaceForms();
    private final PublishedVectors published = new PublishedVectors(2, 2);

    @BeforeEach
    void countDocuments() {
        forms.growTo(2);
        forms.count(List.of(new BagOfWords(List.of("oil"), new int[] {1}, List.of("Oil"), Map.of())), vocabulary);
        documentFrequencies.count(Bags.of("oil"));
        documentFrequencies.count(Bags.of("oil wheat"));
    }

    private List<WordVector> update(double minimumCosineDrift, float... values) {
        return published.update(new Matrix(2, 2, values), vocabulary, documentFrequencies, forms, minimumCosineDrift);
    }

    @Test
    void shouldReportEveryVectorTheFirstTimeInTheOrderOfRows() {
        // When
        List<WordVector> moved = update(0.1, 1, 0, 0, 2);

        // Then
        assertThat(moved).extracting(WordVector::term).containsExactly("oil", "wheat");
        assertThat(moved).extracting(WordVector::surface).containsExactly("Oil", "wheat");
        assertThat(moved).extracting(WordVector::documentFrequency).containsExactly(2L, 1L);
        assertThat(moved).extracting(WordVector::cosineDrift).containsOnly(OptionalDouble.empty());
        assertThat(moved.get(1).vector()).containsExactly(0, 2);
    }

    @Test
    void shouldReportOnlyTheVectorsThatTurnedFarEnough() {
        // Given
        update(0.1, 1, 0, 0, 2);

        // When: oil turns by 2/5; wheat only grows
        List<WordVector> moved = update(0.39, 3, 4, 0, 7);

        // Then
        assertThat(moved).extracting(WordVector::term).containsExactly("oil");
        assertThat(moved.get(0).cosineDrift().orElseThrow()).isCloseTo(0.4, within(1e-12));
        assertThat(moved.get(0).vector()).containsExactly(3, 4);
        assertThat(update(0.41, 1, 0, 0, 2))
                .as("a drift of 0.4 below a threshold of 0.41")
                .isEmpty();
    }

    /**
     * Two turns of 1 - cos 30 degrees = 0.134, each below 0.2, are one of 1 - cos 60 degrees = 0.5 from the published
     * vector.
     */
    @Test
    void shouldAddUpSmallTurnsSinceTheVectorWasReported() {
        // Given
        float cos30 = (float) Math.cos(Math.PI / 6);
        update(0.2, 1, 0, 0, 2);

        // Then
        assertThat(update(0.2, cos30, 0.5f, 0, 2)).isEmpty();
        assertThat(update(0.2, 0.5f, cos30, 0, 2)).extracting(WordVector::term).containsExactly("oil");
    }

    @Test
    void shouldKeepAVectorOfNoLengthToItself() {
        // When
        List<WordVector> first = update(0, 0, 0, 0, 2);
        List<WordVector> second = update(0, 1, 0, 0, 0);

        // Then: a vector without direction is published once it has one; one that loses it stays as published
        assertThat(first).extracting(WordVector::term).containsExactly("wheat");
        assertThat(second).extracting(WordVector::term).containsExactly("oil");
    }

    @Test
    void shouldSkipRowsWithoutAWord() {
        // Given
        Vocabulary living = Vocabulary.living(2, 1);
        living.admit(Bags.of("oil"), documentFrequencies);

        // When
        List<WordVector> moved =
                published.update(new Matrix(2, 2, new float[] {1, 0, 0, 1}), living, documentFrequencies, forms, 0);

        // Then
        assertThat(moved).extracting(WordVector::term).containsExactly("oil");
    }

    @Test
    void shouldRememberWhatWasReportedWhenRestored() {
        // Given
        update(0.1, 1, 0, 0, 2);
        RecordedState state = RecordedState.of(published::visitState);
        PublishedVectors restored = new PublishedVectors(2, 2);

        // When
        state.restoreInto(restored::visitState);
        List<WordVector> moved = restored.update(
                new Matrix(2, 2, new float[] {3, 4, 0, 2}), vocabulary, documentFrequencies, forms, 0.1);

        // Then
        assertThat(moved).extracting(WordVector::term).containsExactly("oil");
        assertThat(moved.get(0).cosineDrift().orElseThrow()).isCloseTo(0.4, within(1e-12));
    }
}
