package io.wordtide.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermTableTest {

    private final TermTable table = new TermTable();

    @Test
    void shouldGiveALeavingTermsNumberToTheNextOne() {
        // Given
        int flood = table.acquire(table.find("flood"));
        int dam = table.acquire(table.find("dam"));
        table.acquire(table.find("dam"));

        // When: one document less contains both; another one still contains the dam
        table.release(new int[] {flood, dam});

        // Then
        assertThat(table.acquire(table.find("vote"))).isEqualTo(flood);
        assertThat(table.acquire(table.find("dam"))).isEqualTo(dam);
        assertThat(table.term(flood)).isEqualTo("vote");
    }

    @Test
    void shouldReadTheFrequencyOfATermThatWasForgottenAndCameBack() {
        // Given: a term of the window
        DocumentFrequencies frequencies = new DocumentFrequencies();
        frequencies.count(bag());
        frequencies.count(bag());
        table.acquire(table.find("flood"));
        assertThat(table.find("flood").frequencyIn(frequencies)).isEqualTo(2);

        // When
        frequencies.forget(10, term -> false);

        // Then
        assertThat(table.find("flood").frequencyIn(frequencies)).isZero();
        frequencies.count(bag());
        assertThat(table.find("flood").frequencyIn(frequencies)).isEqualTo(1);
    }

    @Test
    void shouldReadTheFrequencyOfOtherDocumentsThanBefore() {
        // Given
        DocumentFrequencies before = new DocumentFrequencies();
        before.count(bag());
        table.acquire(table.find("flood"));
        table.find("flood").frequencyIn(before);

        // Then
        assertThat(table.find("flood").frequencyIn(new DocumentFrequencies())).isZero();
    }

    private static BagOfWords bag() {
        return new BagOfWords(List.of("flood"), new int[] {1});
    }
}
