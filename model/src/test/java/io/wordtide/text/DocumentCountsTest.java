package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Four tokens of row 2, one of row 5, three of row 9, and eight that are unknown. */
class DocumentCountsTest {

    private static final DocumentCounts DOCUMENT = new DocumentCounts(new int[] {2, 5, 9}, new int[] {4, 1, 3}, 8, 8);

    @Test
    void shouldMakeTheTokensOfARemovedWordUnknown() {
        assertThat(DOCUMENT.without(2))
                .usingRecursiveComparison()
                .isEqualTo(new DocumentCounts(new int[] {5, 9}, new int[] {1, 3}, 4, 12));
        assertThat(DOCUMENT.without(5))
                .usingRecursiveComparison()
                .isEqualTo(new DocumentCounts(new int[] {2, 9}, new int[] {4, 3}, 7, 9));
        assertThat(DOCUMENT.without(9))
                .usingRecursiveComparison()
                .isEqualTo(new DocumentCounts(new int[] {2, 5}, new int[] {4, 1}, 5, 11));
        assertThat(DOCUMENT.without(3)).isSameAs(DOCUMENT);
    }

    /** 8 / 16, 12 / 16, and 0 without tokens. */
    @Test
    void shouldGiveTheShareOfUnknownTokens() {
        assertThat(DOCUMENT.outOfVocabularyRate()).isEqualTo(0.5);
        assertThat(DOCUMENT.without(2).outOfVocabularyRate()).isEqualTo(0.75);
        assertThat(new DocumentCounts(new int[] {2}, new int[] {4}, 4, 0).outOfVocabularyRate())
                .isZero();
        assertThat(new DocumentCounts(new int[0], new int[0], 0, 0).outOfVocabularyRate())
                .isZero();
    }

    @Test
    void shouldBeEmptyWithoutAKnownToken() {
        assertThat(DOCUMENT.isEmpty()).isFalse();
        assertThat(new DocumentCounts(new int[0], new int[0], 0, 3).isEmpty()).isTrue();
    }
}
