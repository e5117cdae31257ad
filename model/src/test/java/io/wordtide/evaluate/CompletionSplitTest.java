package io.wordtide.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionSplitTest {

    /** A document of rows 10, 11, … */
    private static DocumentCounts document(int... counts) {
        return new DocumentCounts(
                IntStream.range(10, 10 + counts.length).toArray(),
                counts,
                Arrays.stream(counts).sum(),
                3);
    }

    private static int[] byRow(DocumentCounts document) {
        int[] counts = new int[20];
        for (int i = 0; i < document.rows().length; i++) {
            counts[document.rows()[i]] += document.counts()[i];
        }
        return counts;
    }

    @Test
    void shouldDivideEachTokenOfADocumentBetweenTheParts() {
        // Given
        DocumentCounts document = document(1, 4, 7, 1, 2, 5);

        // When
        CompletionSplit split = CompletionSplit.of(List.of(document), 0.2);

        // Then: 4 of 20 tokens
        DocumentCounts observed = split.observed().get(0);
        DocumentCounts heldOut = split.heldOut().get(0);
        int[] sums = byRow(observed);
        Arrays.setAll(sums, row -> sums[row] + byRow(heldOut)[row]);
        assertThat(sums).isEqualTo(byRow(document));
        assertThat(heldOut.tokenCount())
                .isEqualTo(4)
                .isEqualTo(Arrays.stream(heldOut.counts()).sum());
        assertThat(observed.tokenCount())
                .isEqualTo(16)
                .isEqualTo(Arrays.stream(observed.counts()).sum());
        assertThat(Arrays.stream(heldOut.counts())).allMatch(count -> count > 0);
        assertThat(Arrays.stream(observed.counts())).allMatch(count -> count > 0);
        assertThat(observed.outOfVocabularyTokenCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0.2, 1",
        "3, 0.2, 1",
        "7, 0.2, 1",
        "8, 0.2, 2",
        "12, 0.2, 2",
        "13, 0.2, 3",
        "2, 0.9, 1",
        "10, 0.99, 9"
    })
    void shouldRoundTheNumberOfHeldOutTokensAndLeaveBothPartsOne(int tokenCount, double share, int expected) {
        CompletionSplit split = CompletionSplit.of(List.of(document(tokenCount)), share);
        assertThat(split.heldOut().get(0).tokenCount()).isEqualTo(expected);
        assertThat(split.observed().get(0).tokenCount()).isEqualTo(tokenCount - expected);
    }

    @Test
    void shouldDrawTheSameTokensInWhateverOrderTheDocumentsCome() {
        // Given
        DocumentCounts first = document(9, 8, 7, 6, 5);
        DocumentCounts second = document(5, 6, 7, 8, 9);

        // When
        CompletionSplit split = CompletionSplit.of(List.of(first, second), 0.4);
        CompletionSplit reversed = CompletionSplit.of(List.of(second, first), 0.4);

        // Then
        for (int d = 0; d < 2; d++) {
            assertThat(byRow(reversed.heldOut().get(1 - d)))
                    .isEqualTo(byRow(split.heldOut().get(d)));
        }
    }

    /**
     * Of 5 + 5 tokens two are held out: C(5, 2) / C(10, 2) = 10/45 of the draws take both from the first word, as many
     * both from the second; with replacement it would be 1/4. Of 4,500 documents 1,000 are expected, and with a standard
     * deviation of (4,500 * 10/45 * 35/45)^½ = 27.9 at most four of them away.
     */
    @Test
    void shouldDrawWithoutReplacementAndAllSetsOfTokensEquallyOften() {
        // Given
        List<DocumentCounts> documents = IntStream.range(0, 4_500)
                .mapToObj(d -> new DocumentCounts(new int[] {d, 5_000 + d}, new int[] {5, 5}, 10, 0))
                .toList();

        // When
        CompletionSplit split = CompletionSplit.of(documents, 0.2);

        // Then
        int firstTwice = 0;
        int secondTwice = 0;
        for (DocumentCounts heldOut : split.heldOut()) {
            if (heldOut.rows().length == 1) {
                firstTwice += heldOut.rows()[0] < 5_000 ? 1 : 0;
                secondTwice += heldOut.rows()[0] < 5_000 ? 0 : 1;
            }
        }
        assertThat(firstTwice).isCloseTo(1_000, within(112));
        assertThat(secondTwice).isCloseTo(1_000, within(112));
    }

    @Test
    void shouldLeaveOutAndCountDocumentsOfFewerThanTwoTokens() {
        CompletionSplit split = CompletionSplit.of(List.of(document(1), document(1, 1), document(1)), 0.2);
        assertThat(split.leftOutCount()).isEqualTo(2);
        assertThat(split.observed()).hasSize(1);
        assertThat(split.heldOut()).hasSize(1);
        assertThatThrownBy(() -> CompletionSplit.of(List.of(document(1)), 0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 tokens to hold some of them out, found none among 1 documents");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.2, Double.NaN})
    void shouldRefuseAShareThatLeavesAPartEmpty(double share) {
        assertThatThrownBy(() -> CompletionSplit.of(List.of(document(5)), share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0 and below 1, found " + share);
    }
}
