package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyFileTest {

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("words.txt"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oil\ncafé\nyen\n", "oil\ncafé\nyen", "oil\r\ncafé\r\nyen\r\n"})
    void shouldReadOneWordALine(String content) throws IOException {
        // When
        Vocabulary vocabulary = Vocabulary.read(file(content));

        // Then
        assertThat(vocabulary.size()).isEqualTo(3);
        assertThat(vocabulary.term(0)).isEqualTo("oil");
        assertThat(vocabulary.term(1)).isEqualTo("café");
        assertThat(vocabulary.term(2)).isEqualTo("yen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oil 6494\ngas 12\nyen\n",
                "oil\t6494\ngas\t1.5e-3\nyen\t7 \n",
                // stem, id, inverse document frequency: RCV1-v2
                "oil 1 6.85\ngas 2 7.94\nyen 3 9.2\n",
                // ids from 0 or from 1, in any order
                "1\tgas\n0\toil\n2\tyen\n",
                "1\toil\n3\tyen\n2\tgas\n",
                // gensim, sorted by word: the number of documents, then id, word and document frequency
                "21578\n1\tgas\t12\n0\toil\t6494\n2\tyen\t7\n",
                "1\tgas\t12\n0\toil\t6494\n2\tyen\t7\n",
            })
    void shouldReadWhatOtherToolsWrite(String content) throws IOException {
        // When
        Vocabulary vocabulary = Vocabulary.read(file(content));

        // Then
        assertThat(IntStream.range(0, vocabulary.capacity()).mapToObj(vocabulary::term))
                .containsExactly("oil", "gas", "yen");
    }

    @Test
    void shouldReadNumbersAsWordsWhenNothingElseIsThere() throws IOException {
        // When: the words 1987 and 1988 and their counts; gensim's words 1987 and oil with ids 0 and 1
        Vocabulary counted = Vocabulary.read(file("1987 12\n1988 7\n"));
        Vocabulary numbered = Vocabulary.read(file("9\n0\t1987\t3\n1\toil\t4\n"));

        // Then
        assertThat(counted.row("1988")).isEqualTo(1);
        assertThat(numbered.term(0)).isEqualTo("1987");
        assertThat(numbered.term(1)).isEqualTo("oil");
    }

    @Test
    void shouldNormalizeWordsAsDocumentsAre() throws IOException {
        // Given: decomposed, with a ligature and with a typographic apostrophe
        Path file = file("cafe\u0301\n\uFB01nance\ndon\u2019t\n");

        // When
        Vocabulary vocabulary = Vocabulary.read(file);

        // Then
        try (TextAnalyzer analyzer = TextAnalyzer.named("standard")) {
            assertThat(vocabulary
                            .index(analyzer.analyze("Café, finance, don't!"))
                            .rows())
                    .containsExactly(0, 1, 2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0\toil;2\tgas         | found 2 on line 2",
                "2\toil;3\tgas         | found 2 on line 1",
                "0\toil;0\tgas         | found 0 on line 2",
                "9;0\toil\t1;7\tgas\t1 | found 7 on line 3",
            })
    void shouldRefuseIdsWithGaps(String lines, String found) throws IOException {
        // Given
        Path file = file(lines.replace(';', '\n').replace("\\t", "\t"));

        // Then
        assertRefused(file, "expected each id from 0 to 1, or from 1 to 2, once in " + file + ", " + found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "oil;yen;oil;|line 3|found \"oil\", which is already on line 1",
                "oil;;yen;|line 2|found an empty line",
                "oil;;|line 2|found an empty line",
                "oil;  ;yen;|line 2|found only white space",
                "oil; yen;|line 2|found white space around or inside the word",
                "new york 3;|line 1|found white space around or inside the word",
                "oil;new york;|line 2|found white space around or inside the word",
                "word count;oil 3;|line 1|found white space around or inside the word",
                "a\u00A0b;|line 1|found white space around or inside the word",
                "\uFB01nd;find;|line 2|found \"find\", which is already on line 1",
                "0\toil;1\tnew york;|line 2|found white space around or inside the word",
                "0\toil;1 gas;|line 2|found no id, tab and word",
                "0\toil\tnoun;1\tgas\tnoun;|line 1|found no id, tab and word",
                "{\"oil\":0}|line 1|found JSON",
                "oil,6494;gas,12|line 1|found a comma between word and count",
                "\uFEFFoil;|line 1|found a byte order mark before the word",
            })
    void shouldNameTheLineWhenItIsNoNewWord(String lines, String line, String found) throws IOException {
        // Given
        Path file = file(lines.replace(';', '\n'));

        // Then
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("expected a new word on " + line + " of " + file, found)
                .hasMessageEndingWith(
                        "; a vocabulary file holds one word a line, each once, optionally followed by white"
                                + " space and its count; or on each line an id, a tab and a word");
    }

    @Test
    void shouldSayWhatIsWrongWithTheFile() throws IOException {
        Path missing = folder.resolve("missing.txt");
        Path empty = file("");

        assertRefused(missing, "expected a vocabulary file at " + missing + ", found nothing there");
        assertRefused(folder, "expected a vocabulary file at " + folder + ", found a directory");
        assertRefused(empty, "expected words in " + empty + ", found an empty file");
    }

    @Test
    void shouldRefuseAFileThatIsNotUtf8() throws IOException {
        // Given
        Path latin1 = folder.resolve("latin1.txt");
        Files.write(latin1, "oil\ncafé\n".getBytes(StandardCharsets.ISO_8859_1));

        // Then
        assertRefused(latin1, "expected UTF-8 in " + latin1 + ", found other bytes in line ");
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
