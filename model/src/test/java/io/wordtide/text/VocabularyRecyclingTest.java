package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.Vocabulary.Recycling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that change hands; with a half-life of 10 documents. */
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
        // Given: two rows for oil and rye, then wheat comes and finds none
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

    @Test
    void shouldNotDisplaceAWordByOneThatIsLittleMoreFrequent() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(1, 2);
        come(vocabulary, "oil", 4);
        come(vocabulary, "wheat oil", 2);
        come(vocabulary, "wheat", 2);

        // Then
        assertThat(vocabulary.recycle(frequencies).forgotten()).isEmpty();
        assertThat(vocabulary.row("oil")).isZero();
    }

    @Test
    void shouldLeaveAFixedVocabularyAlone() {
        Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat"));
        assertThat(vocabulary.recycle(frequencies)).isEqualTo(Recycling.NONE);
        assertThat(vocabulary.size()).isEqualTo(2);
    }
}
