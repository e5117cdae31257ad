package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // characters that do not show
                "exam\u00ADple \u00AD wo\u2060rd \uFEFFfirst | example  word first",
                "a\u200Eb c\u200F d\u202Ae\u202C f\u2068g\u2069 h\u034Fi \u061Cj | ab c de fg hi j",
                "\u845B\uDB40\uDD00\u57CE \u795E\uFE00 | \u845B\u57CE \u795E",
                "auf\u200Clage f\u200D\u200Ci | auflage fi",
                // composed, whole, plain
                "cafe\u0301 \u1112\u1161\u11AB | caf\u00E9 \u1112\u1161\u11AB",
                "e\u00AD\u0301 | \u00E9",
                "\uFB01nance \u0132sland \uFF2F\uFF30\uFF25\uFF23\u3000\uFF76\uFF9E \uD835\uDC1B\uD835\uDC28\uD835\uDC25\uD835\uDC1D \u212A | finance IJsland OPEC \u30AC bold K",
                "\u00A0non-breaking\u00A0| non-breaking",
                // apostrophes
                "don\u2019t l\uFF07eau п\u02BCять \u0149 | don't l'eau п'ять 'n",
                // surrogates around, cut ones, too
                "\uD83D\uDE00\u00AD\uD83D\uDE00 \uD83D | \uD83D\uDE00\uD83D\uDE00 \uD83D",
            })
    void shouldGiveWordsThatLookAlikeTheSameCharacters(String written, String expected) {
        assertThat(TextNormalization.normalize(written).strip())
                .isEqualTo(Normalizer.normalize(expected, Normalizer.Form.NFC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Plain ASCII, don't change: \t\n",
                // visible: these would get digits or letters
                "Nike\u2122 n\u00BA 2\u00AA m\u00B2 2\u00BD footnote\u00B9 \u2120 \u2189 x\u2070\u207F \u2150\u215F",
                // would be taken apart
                "\u0587 \u0E19\u0E49\u0E33 \u0E99\u0EB3",
                // joiners shape these
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u0915\u094D\u200D\u0937",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u2764\uFE0F 1\uFE0F\u20E3",
                // breaks a line or a word: it is no part of one
                "foo\u200Bbar"
            })
    void shouldKeepWhatShows(String text) {
        assertThat(TextNormalization.normalize(text)).isEqualTo(text);
    }

    @Test
    void shouldKeepThirtyMarksOfALetterAndDropTheOthers() {
        // Given: marks above and below in turn, as many as a document may have; ordering all of them would take minutes
        String text = "a" + "\u0316\u0301".repeat(500_000) + "b";

        // When
        String normalized = TextNormalization.normalize(text);

        // Then: a with the first acute is one character, and marks below come first
        assertThat(normalized).isEqualTo("\u00E1" + "\u0316".repeat(15) + "\u0301".repeat(14) + "b");
    }

    /** All of Unicode: analyzers see the same text whether it has been normalized once or more often. */
    @Test
    void shouldChangeNothingWhenItIsAppliedAgain() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String text = "a" + Character.toString(character) + "b";
            String once = TextNormalization.normalize(text);
            assertThat(TextNormalization.normalize(once)).isEqualTo(once);
        }
    }
}
