package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows 0 and 1 for crisi and oil; each bag is a document. */
class SurfaceFormsTest {

    private final Vocabulary vocabulary = Vocabulary.fixed(List.of("crisi", "oil"));
    private final SurfaceForms forms = new SurfaceForms();

    @BeforeEach
    void makeRows() {
        forms.growTo(2);
    }

    private static BagOfWords bag(String term, String surface) {
        return new BagOfWords(List.of(term), new int[] {1}, List.of(surface), Map.of());
    }

    private void count(int documents, String term, String surface) {
        forms.count(Collections.nCopies(documents, bag(term, surface)), vocabulary);
    }

    @Test
    void shouldShowTheFormOfMostDocuments() {
        // When
        count(2, "crisi", "Crisis");
        count(3, "crisi", "crisis");
        count(2, "crisi", "CRISIS");
        count(1, "unknown", "Unknown");

        // Then
        assertThat(forms.of("crisi", vocabulary)).isEqualTo("crisis");
        assertThat(forms.of("oil", vocabulary)).as("no document yet").isEqualTo("oil");
        assertThat(forms.of("unknown", vocabulary)).isEqualTo("unknown");
    }

    @Test
    void shouldPreferSmallLettersWhereFormsAreEquallyFrequent() {
        // When: o comes after O
        count(2, "oil", "Oil");
        count(2, "oil", "");

        // Then
        assertThat(forms.of("oil", vocabulary)).isEqualTo("oil");
    }

    /** Space-Saving: the fifth form takes the place of the rarest, whose count of 1 it inherits: 2 + 3 - 1 = 4 beats 3. */
    @Test
    void shouldGiveANewFormThePlaceAndCountOfTheRarest() {
        // Given
        count(3, "oil", "Oil");
        count(2, "oil", "OIL");
        count(2, "oil", "oils");
        count(1, "oil", "Oils");

        // When
        count(2, "oil", "oiled");
        assertThat(forms.of("oil", vocabulary))
                .as("1 + 2 = 3, and o comes after O")
                .isEqualTo("oiled");
        count(1, "oil", "Oil");

        // Then
        assertThat(forms.of("oil", vocabulary)).as("4 against 3").isEqualTo("Oil");
        assertThat(forms.termByForm(vocabulary)).containsOnlyKeys("oil", "oils", "oiled");
    }

    /** 255 documents with one form, halved at the 256th to 127; then 128 with another suffice. */
    @Test
    void shouldFollowTheStreamWhenItWritesAWordOtherwise() {
        // Given
        count(255, "oil", "Oil");

        // When
        count(1, "oil", "OIL");
        count(127, "oil", "OIL");

        // Then: 127 against 0 (of the 1 that was halved) + 127
        assertThat(forms.of("oil", vocabulary)).isEqualTo("Oil");
        count(1, "oil", "OIL");
        assertThat(forms.of("oil", vocabulary)).isEqualTo("OIL");
    }

    @Test
    void shouldStartAfreshWhenARowChangesHandsAndRememberTheOldFormUntilThen() {
        // Given
        Vocabulary living = Vocabulary.living(1, 1);
        DocumentFrequencies frequencies = new DocumentFrequencies();
        BagOfWords oil = bag("oil", "Oil");
        frequencies.count(oil);
        living.admit(oil, frequencies);
        SurfaceForms ofOne = new SurfaceForms();
        ofOne.growTo(1);
        ofOne.count(List.of(oil), living);

        // When
        ofOne.recycle(List.of("oil"), new int[] {0});

        // Then: the vocabulary still has the word, as it may have in a row of its own later
        assertThat(ofOne.of("oil", living)).isEqualTo("oil");
        assertThat(ofOne.of("oil", vocabularyWithout())).isEqualTo("Oil");
        ofOne.recycle(List.of(), new int[0]);
        assertThat(ofOne.of("oil", vocabularyWithout())).isEqualTo("oil");
    }

    private static Vocabulary vocabularyWithout() {
        return Vocabulary.fixed(List.of("wheat"));
    }

    @Test
    void shouldFindWordsByAllOfTheirFormsWhateverTheirCase() {
        // Given: both words are written "Crude", oil more often
        count(1, "crisi", "Crises");
        count(2, "crisi", "crisis");
        count(1, "crisi", "Crude");
        count(2, "oil", "Crude");

        // Then
        assertThat(forms.termByForm(vocabulary))
                .isEqualTo(Map.of("crises", "crisi", "crisis", "crisi", "crude", "oil"));
    }

    @Test
    void shouldGoOnFromItsStateAsBefore() {
        // Given
        count(3, "oil", "Oil");
        count(1, "oil", "oils");
        count(2, "crisi", "crisis");
        Kept kept = new Kept();
        forms.visitState(kept);

        // When
        SurfaceForms restored = new SurfaceForms();
        restored.growTo(2);
        restored.visitState(new Kept(kept));

        // Then: two documents more with oils would be as many as with Oil
        for (SurfaceForms each : List.of(forms, restored, forms.copy())) {
            each.count(Collections.nCopies(2, bag("oil", "oils")), vocabulary);
            assertThat(each.of("oil", vocabulary)).isEqualTo("oils");
            assertThat(each.of("crisi", vocabulary)).isEqualTo("crisis");
        }
        SurfaceForms smaller = new SurfaceForms();
        smaller.growTo(1);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> smaller.visitState(new Kept(kept)))
                .withMessageContaining("3 counts of 4, found 3 and 8");
    }

    /** Keeps what it is shown first, and returns that to whoever it is given to then. */
    private static final class Kept implements StateVisitor {

        private int[] counts = {};
        private List<String> strings = new ArrayList<>();
        private final boolean restoring;

        Kept() {
            restoring = false;
        }

        Kept(Kept saved) {
            counts = saved.counts.clone();
            strings = saved.strings;
            restoring = true;
        }

        @Override
        public int[] ints(String name, int[] values) {
            counts = restoring ? counts : values.clone();
            return counts;
        }

        @Override
        public List<String> strings(String name, List<String> values) {
            strings = restoring ? strings : values;
            return strings;
        }

        @Override
        public void floats(String name, float[] values) {}

        @Override
        public void doubles(String name, double[] values) {}
    }
}
