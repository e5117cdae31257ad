package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.Vocabulary.Recycling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that change hands, with a half-life of 10 documents. */
class VocabularyRecyclingTest {

    private final DocumentFrequencies frequencies = DocumentFrequencies.forgetting(10);

    private void come(Vocabulary vocabulary, String text, int times) {
        for (int i = 0; i < times; i++) {
            frequencies.count(Bags.of(text));
            vocabulary.admit(Bags.of(text), frequencies);
        }
    }

    @Test
    void shouldEmptyTheRowsOfWordsBelowHalfOfTheMinimum() {
        // Given: oil and rye with a frequency of nearly 4, of which 20 documents leave a quarter
        Vocabulary vocabulary = Vocabulary.living(5, 3);
        come(vocabulary, "oil rye", 4);
        come(vocabulary, "wheat", 20);

        // When
        Recycling recycled = vocabulary.recycle(frequencies);

        // Then
        assertThat(recycled.forgotten()).containsExactly("oil", "rye");
        assertThat(recycled.emptiedRows()).containsExactly(0, 1);
        assertThat(recycled.admittedCount()).isZero();
        assertThat(vocabulary.size()).isEqualTo(1);
        assertThat(vocabulary.row("oil")).isEqualTo(Vocabulary.NO_ROW);
        assertThat(vocabulary.row("wheat")).isEqualTo(2);
    }

    /** Frequencies after 100 documents, written out. */
    private static DocumentFrequencies frequencies(Map<String, Long> frequencyByTerm) {
        return new DocumentFrequencies(100, frequencyByTerm);
    }

    /** A minimum of 4 documents is earned once and kept down to half of it: 2. A minimum of 3 is kept down to 1.5. */
    @ParameterizedTest
    @CsvSource({"4, 3, true", "4, 2, true", "4, 1, false", "3, 2, true", "3, 1, false"})
    void shouldKeepAWordWhoseFrequencyIsAtLeastHalfOfTheMinimum(int minimum, long frequency, boolean kept) {
        // Given
        Vocabulary vocabulary = Vocabulary.living(5, minimum);
        vocabulary.admit(Bags.of("oil"), frequencies(Map.of("oil", 4L)));

        // When
        Recycling recycled = vocabulary.recycle(frequencies(Map.of("oil", frequency)));

        // Then
        assertThat(recycled.forgotten()).isEqualTo(kept ? List.of() : List.of("oil"));
        assertThat(vocabulary.row("oil") != Vocabulary.NO_ROW).isEqualTo(kept);
    }

    @Test
    void shouldGiveTheLowestEmptyRowToTheNextWord() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(5, 3);
        come(vocabulary, "oil rye", 4);
        come(vocabulary, "wheat", 20);
        vocabulary.recycle(frequencies);

        // When
        come(vocabulary, "gold", 4);

        // Then
        assertThat(vocabulary.row("gold")).isZero();
    }

    @Test
    void shouldDisplaceARareWordByOneThatIsMoreThanTwiceAsFrequentWhenAllRowsAreGiven() {
        // Given: two rows for oil and rye, then wheat comes and finds no empty row
        Vocabulary vocabulary = Vocabulary.living(2, 2);
        come(vocabulary, "oil oil", 4);
        come(vocabulary, "rye", 3);
        come(vocabulary, "rye wheat", 9);
        assertThat(vocabulary.row("wheat")).isEqualTo(Vocabulary.NO_ROW);

        // When
        Recycling recycled = vocabulary.recycle(frequencies);

        // Then
        assertThat(recycled.forgotten()).containsExactly("oil");
        assertThat(recycled.admittedCount()).isEqualTo(1);
        assertThat(List.of(vocabulary.row("wheat"), vocabulary.row("rye"))).containsExactly(0, 1);
    }

    /** Oil is in 10 documents: a term that waits needs more than 20. */
    @ParameterizedTest
    @CsvSource({"11, oil", "19, oil", "20, oil", "21, wheat"})
    void shouldDisplaceAWordOnlyByOneThatIsMoreThanTwiceAsFrequent(long waitingFrequency, String termOfTheRow) {
        // Given
        Vocabulary vocabulary = Vocabulary.living(1, 2);
        vocabulary.admit(Bags.of("oil"), frequencies(Map.of("oil", 10L)));

        // When
        vocabulary.recycle(frequencies(Map.of("oil", 10L, "wheat", waitingFrequency)));

        // Then
        assertThat(vocabulary.term(0)).isEqualTo(termOfTheRow);
    }

    /** Rows in the order gold, oil, rye; the rarest is in the last one. */
    @Test
    void shouldDisplaceTheRarestWordWhicheverRowItHas() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(3, 2);
        vocabulary.admit(Bags.of("gold oil rye"), frequencies(Map.of("gold", 10L, "oil", 10L, "rye", 10L)));

        // When
        Recycling recycled =
                vocabulary.recycle(frequencies(Map.of("gold", 30L, "oil", 20L, "rye", 10L, "wheat", 45L, "zinc", 39L)));

        // Then: wheat (45) takes the row of rye (10); zinc (39) is not twice as frequent as oil (20)
        assertThat(recycled.forgotten()).containsExactly("rye");
        assertThat(recycled.emptiedRows()).containsExactly(2);
        assertThat(vocabulary.row("wheat")).isEqualTo(2);
        assertThat(vocabulary.row("zinc")).isEqualTo(Vocabulary.NO_ROW);
    }

    @Test
    void shouldLeaveAFixedVocabularyAlone() {
        Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat"));
        assertThat(vocabulary.recycle(frequencies)).isEqualTo(Recycling.NONE);
        assertThat(vocabulary.size()).isEqualTo(2);
    }
}
