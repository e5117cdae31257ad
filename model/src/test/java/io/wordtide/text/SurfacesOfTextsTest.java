package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How analyzers say that the words of a text are written. */
class SurfacesOfTextsTest {

    /** The forms by term, those that are written as the term left out. */
    private static Map<String, String> surfaces(String analyzer, String text) {
        try (TextAnalyzer named = TextAnalyzer.named(analyzer)) {
            BagOfWords bag = named.analyze(text);
            assertThat(bag.surfaces()).hasSameSizeAs(bag.terms());
            Map<String, String> surfaces = new TreeMap<>();
            for (int i = 0; i < bag.terms().size(); i++) {
                if (!bag.surfaces().get(i).isEmpty()) {
                    surfaces.put(bag.terms().get(i), bag.surfaces().get(i));
                }
            }
            return surfaces;
        }
    }

    @Test
    void shouldShowStemmedWordsAsTheyAreWritten() {
        assertThat(surfaces("english", "a crisis of companies and oil, says OPEC to Reuters"))
                .isEqualTo(Map.of(
                        "crisi", "crisis", "compani", "companies", "opec", "OPEC", "reuter", "Reuters", "sai", "says"));
    }

    @Test
    void shouldKeepCapitalsWithTheAnalyzerSimple() {
        assertThat(surfaces("simple", "oil of OPEC, Ångström")).isEqualTo(Map.of("opec", "OPEC"));
    }

    /** İ becomes two characters in small letters. */
    @Test
    void shouldShowSmallLettersWhereLowerCasingMovesTheText() {
        assertThat(surfaces("simple", "İ OPEC oil")).isEmpty();
    }

    @Test
    void shouldTakeTheMostFrequentFormAndSmallLettersWhereFormsAreEquallyFrequent() {
        assertThat(surfaces("english", "the Crisis, CRISIS and CRISIS")).isEqualTo(Map.of("crisi", "CRISIS"));
        assertThat(surfaces("english", "some Oil and oil")).isEmpty();
        assertThat(surfaces("english", "my oils and Oils")).isEqualTo(Map.of("oil", "oils"));
    }

    @Test
    void shouldNotTakeTheCapitalOfASentenceForThatOfTheWord() {
        // at the beginning of the text, after its first line, of sentences, quotations and paragraphs
        for (String text : new String[] {
            "Barrels", "title\nBarrels", "end. Barrels", "end! \"Barrels\"", "one\ntwo\n\nBarrels", "say: (Barrels"
        }) {
            assertThat(surfaces("english", text).get("barrel")).as(text).isEqualTo("barrels");
        }
        assertThat(surfaces("english", "Barrels. Barrels of the Barrels")).containsEntry("barrel", "Barrels");
        assertThat(surfaces("english", "one\ntwo\nBarrels"))
                .as("a line that goes on")
                .containsEntry("barrel", "Barrels");
        assertThat(surfaces("english", "OPEC said"))
                .as("not a capital of a sentence")
                .containsEntry("opec", "OPEC");
    }

    @Test
    void shouldCutOffWhatBelongsToAnotherWord() {
        assertThat(surfaces("english", "the company's and the companies'")).containsEntry("compani", "company");
        assertThat(surfaces("french", "dit l’OPEP")).containsEntry("opep", "OPEP");
        assertThat(surfaces("standard", "they don't")).isEmpty();
    }

    @Test
    void shouldShowNothingThatIsLongOrNoWord() {
        assertThat(surfaces("standard", "X".repeat(64))).hasSize(1);
        assertThat(surfaces("standard", "X".repeat(65))).isEmpty();
    }

    @Test
    void shouldShowTheFormsOfOtherLanguages() {
        assertThat(surfaces("german", "die Häuser der Städte")).containsEntry("haus", "Häuser");
        assertThat(surfaces("japanese", "寿司を食べました")).containsEntry("食べる", "食べ");
        assertThat(surfaces("polish", "wielkie domy")).containsEntry("dom", "domy");
        assertThat(surfaces("cjk", "石油價格")).isEmpty();
    }
}
