package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private static DocumentFrequencies counted(String... documents) {
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        for (String document : documents) {
            documentFrequencies.count(Bags.of(document));
        }
        return documentFrequencies;
    }

    @Test
    void shouldGiveRowsInTheOrderOfTheListWhenFixed() {
        // When
        Vocabulary vocabulary = Vocabulary.fixed(List.of("oil", "wheat", "bank"));

        // Then
        assertThat(vocabulary.capacity()).isEqualTo(3);
        assertThat(vocabulary.size()).isEqualTo(3);
        assertThat(vocabulary.row("wheat")).isEqualTo(1);
        assertThat(vocabulary.row("yen")).isEqualTo(-1);
        assertThat(vocabulary.term(2)).isEqualTo("bank");
        assertThat(vocabulary.isEmpty(2)).isFalse();
    }

    @Test
    void shouldAdmitNothingWhenFixed() {
        // Given
        Vocabulary vocabulary = Vocabulary.fixed(List.of("oil"));

        // When
        int[] admitted = vocabulary.admit(Bags.of("gold"), counted("gold", "gold"));

        // Then
        assertThat(admitted).isEmpty();
        assertThat(vocabulary.row("gold")).isEqualTo(Vocabulary.NO_ROW);
    }

    @Test
    void shouldRefuseAListThatIsNoVocabulary() {
        assertThatThrownBy(() -> Vocabulary.fixed(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one term");
        assertThatThrownBy(() -> Vocabulary.fixed(List.of("oil", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a term in row 1, found an empty string");
        assertThatThrownBy(() -> Vocabulary.fixed(List.of("oil", "gold", "oil")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found \"oil\" in rows 0 and 2");
    }

    @Test
    void shouldRefuseALivingVocabularyWithoutRowsOrThreshold() {
        assertThatThrownBy(() -> Vocabulary.living(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a vocabulary of at least 1 row, found 0");
        assertThatThrownBy(() -> Vocabulary.living(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a minimum document frequency of at least 1, found 0");
    }

    @Test
    void shouldIndexKnownWordsByAscendingRowAndCountTheOthers() {
        // Given: rows in an order other than alphabetical
        Vocabulary vocabulary = Vocabulary.fixed(List.of("wheat", "oil", "bank"));

        // When
        DocumentCounts document = vocabulary.index(Bags.of("bank gold oil wheat wheat gold wheat silver"));

        // Then
        assertThat(document.rows()).containsExactly(0, 1, 2);
        assertThat(document.counts()).containsExactly(3, 1, 1);
        assertThat(document.tokenCount()).isEqualTo(5);
        assertThat(document.outOfVocabularyTokenCount()).isEqualTo(3);
    }

    @Test
    void shouldIndexAnEmptyDocumentWhenNoWordIsKnown() {
        // When
        DocumentCounts document = Vocabulary.fixed(List.of("oil")).index(Bags.of("gold gold"));

        // Then
        assertThat(document.isEmpty()).isTrue();
        assertThat(document.rows()).isEmpty();
        assertThat(document.outOfVocabularyTokenCount()).isEqualTo(2);
    }

    @Test
    void shouldGiveARowWhenTheDocumentFrequencyReachesTheMinimum() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(10, 2);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        BagOfWords first = Bags.of("wheat oil");
        BagOfWords second = Bags.of("yen wheat oil oil");

        // When
        documentFrequencies.count(first);
        int[] afterFirst = vocabulary.admit(first, documentFrequencies);
        documentFrequencies.count(second);
        int[] afterSecond = vocabulary.admit(second, documentFrequencies);
        int[] again = vocabulary.admit(second, documentFrequencies);

        // Then: oil before wheat, as in the alphabet; yen is in one document only
        assertThat(afterFirst).isEmpty();
        assertThat(afterSecond).containsExactly(0, 1);
        assertThat(again).isEmpty();
        assertThat(vocabulary.term(0)).isEqualTo("oil");
        assertThat(vocabulary.term(1)).isEqualTo("wheat");
        assertThat(vocabulary.term(2)).isNull();
        assertThat(vocabulary.isEmpty(2)).isTrue();
        assertThat(vocabulary.row("yen")).isEqualTo(-1);
        assertThat(vocabulary.size()).isEqualTo(2);
        assertThat(vocabulary.capacity()).isEqualTo(10);
    }

    @Test
    void shouldAdmitNoMoreWhenAllRowsAreGiven() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(2, 1);
        BagOfWords bag = Bags.of("oil gold wheat");

        // When
        int[] admitted = vocabulary.admit(bag, counted("oil gold wheat"));

        // Then
        assertThat(admitted).containsExactly(0, 1);
        assertThat(vocabulary.term(0)).isEqualTo("gold");
        assertThat(vocabulary.term(1)).isEqualTo("oil");
        assertThat(vocabulary.row("wheat")).isEqualTo(-1);
    }

    @Test
    void shouldKeepItsInvariantsOnARandomStream() {
        // Given
        Random random = new Random(3);
        Vocabulary vocabulary = Vocabulary.living(30, 5);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();

        for (int i = 0; i < 300; i++) {
            // When
            BagOfWords bag = Bags.random(random);
            documentFrequencies.count(bag);
            int[] admitted = vocabulary.admit(bag, documentFrequencies);
            DocumentCounts document = vocabulary.index(bag);

            // Then
            assertThat(document.rows()).isSorted().doesNotHaveDuplicates();
            assertThat(document.tokenCount() + document.outOfVocabularyTokenCount())
                    .isEqualTo(bag.tokenCount());
            for (int row : admitted) {
                assertThat(documentFrequencies.of(Objects.requireNonNull(vocabulary.term(row))))
                        .isGreaterThanOrEqualTo(5);
                assertThat(document.rows()).contains(row);
            }
        }
        assertThat(vocabulary.size()).isEqualTo(30);
    }

    @Test
    void shouldRestoreALivingVocabularyAndContinueAlike() {
        // Given
        Vocabulary original = Vocabulary.living(5, 1);
        original.admit(Bags.of("wheat oil"), counted("wheat oil"));
        original.admit(Bags.of("bank"), counted("bank"));
        RecordedState state = RecordedState.of(original::visitState);

        // When
        Vocabulary restored = Vocabulary.living(5, 1);
        state.restoreInto(restored::visitState);
        restored.admit(Bags.of("yen"), counted("yen"));

        // Then
        assertThat(restored.size()).isEqualTo(4);
        assertThat(restored.row("oil")).isEqualTo(0);
        assertThat(restored.row("wheat")).isEqualTo(1);
        assertThat(restored.row("bank")).isEqualTo(2);
        assertThat(restored.row("yen")).isEqualTo(3);
        assertThat(restored.term(4)).isNull();
        assertThat(original.size()).as("of the one that was saved").isEqualTo(3);
    }

    /** 32, then a quarter more in each step: 32 + 8 = 40, 40 + 10 = 50, and no more than the capacity of 55. */
    @Test
    void shouldAllocateRowsInStepsUpToTheCapacity() {
        // Given
        Vocabulary vocabulary = Vocabulary.living(55, 1);
        List<Integer> allocated = new ArrayList<>(List.of(vocabulary.allocatedRows()));

        // When
        for (int words = 1; words <= 55; words++) {
            String word = "w" + words;
            vocabulary.admit(Bags.of(word), counted(word));
            allocated.add(vocabulary.allocatedRows());
        }

        // Then
        assertThat(allocated.subList(0, 33)).containsOnly(32);
        assertThat(allocated.subList(33, 41)).containsOnly(40);
        assertThat(allocated.subList(41, 51)).containsOnly(50);
        assertThat(allocated.subList(51, 56)).containsOnly(55);
        assertThat(Vocabulary.living(7, 1).allocatedRows()).isEqualTo(7);
        assertThat(Vocabulary.fixed(List.of("oil", "bank")).allocatedRows()).isEqualTo(2);
        assertThat(Vocabulary.living(55, 1).isEmpty(54))
                .as("a row that is not allocated")
                .isTrue();
    }

    /** Rows that were emptied again have values of their own, so they stay allocated. */
    @Test
    void shouldRestoreTheAllocatedRowsEvenIfTheirWordsAreForgotten() {
        // Given: w33 in row 32
        Vocabulary original = Vocabulary.living(100, 1);
        for (int words = 1; words <= 33; words++) {
            original.admit(Bags.of("w" + words), counted("w" + words));
        }
        original.recycle(new DocumentFrequencies());

        // When
        Vocabulary restored = Vocabulary.living(100, 1);
        RecordedState.of(original::visitState).restoreInto(restored::visitState);

        // Then
        assertThat(restored.size()).isZero();
        assertThat(restored.allocatedRows()).isEqualTo(40);
        assertThat(restored.copy().allocatedRows()).isEqualTo(40);
    }

    @Test
    void shouldForgetItsOwnRowsWhenRestored() {
        // Given
        RecordedState empty = RecordedState.of(Vocabulary.living(5, 1)::visitState);
        Vocabulary used = Vocabulary.living(5, 1);
        used.admit(Bags.of("oil"), counted("oil"));

        // When
        empty.restoreInto(used::visitState);

        // Then
        assertThat(used.size()).isZero();
        assertThat(used.row("oil")).isEqualTo(-1);
        assertThat(used.isEmpty(0)).isTrue();
    }

    @Test
    void shouldAcceptTheStateOfTheSameFixedList() {
        // Given
        RecordedState state = RecordedState.of(Vocabulary.fixed(List.of("oil", "bank"))::visitState);

        // When
        Vocabulary same = Vocabulary.fixed(List.of("oil", "bank"));
        state.restoreInto(same::visitState);

        // Then
        assertThat(same.row("bank")).isEqualTo(1);
    }

    @Test
    void shouldRefuseTheStateOfAnotherVocabulary() {
        // Given
        RecordedState fixed = RecordedState.of(Vocabulary.fixed(List.of("oil", "bank"))::visitState);
        RecordedState living = RecordedState.of(Vocabulary.living(2, 1)::visitState);

        // Then
        assertRefused(fixed, Vocabulary.living(2, 1), "mode living, found fixed");
        assertRefused(living, Vocabulary.fixed(List.of("oil", "bank")), "mode fixed, found living");
        assertRefused(living, Vocabulary.living(3, 1), "capacity 3, found 2");
        assertRefused(fixed, Vocabulary.fixed(List.of("oil")), "capacity 1, found 2");
        assertRefused(fixed, Vocabulary.fixed(List.of("bank", "oil")), "list of words with SHA-256");
        assertRefused(fixed, Vocabulary.fixed(List.of("oilb", "ank")), "list of words with SHA-256");
    }

    private static void assertRefused(RecordedState state, Vocabulary vocabulary, String expectedAndFound) {
        assertThatThrownBy(() -> state.restoreInto(vocabulary::visitState))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining(expectedAndFound);
    }

    @Test
    void shouldCopyItsRowsAndContinueByItself() {
        // Given: oil in row 0, rye in row 1
        Vocabulary vocabulary = Vocabulary.living(3, 1);
        DocumentFrequencies frequencies = new DocumentFrequencies(1, Map.of("oil", 1L, "rye", 1L, "wheat", 1L));
        vocabulary.admit(Bags.of("oil rye"), frequencies);

        // When
        Vocabulary copy = vocabulary.copy();
        copy.admit(Bags.of("wheat"), frequencies);

        // Then
        assertThat(List.of(copy.row("oil"), copy.row("rye"), copy.row("wheat"))).containsExactly(0, 1, 2);
        assertThat(copy.term(1)).isEqualTo("rye");
        assertThat(vocabulary.row("wheat")).isEqualTo(Vocabulary.NO_ROW);
        assertThat(copy.isFixed()).isFalse();
        assertThat(Vocabulary.fixed(List.of("oil")).copy().isFixed()).isTrue();
    }
}
