package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.testing.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateWordsCommandTest {

    /** Cosines to king: emperor 1, queen 0.8, ship 0.6, sail 0.6. */
    private static final String VECTORS = """
            5 2
            king 1 0
            emperor 2 0
            queen 4 3
            ship 3 4
            sail 6 8
            """;

    @TempDir
    private Path directory;

    private Path vectors;
    private Path sets;

    @BeforeEach
    void writeFiles() throws IOException {
        vectors = Files.writeString(directory.resolve("words.txt"), VECTORS);
        sets = Files.createDirectory(directory.resolve("sets"));
        Files.writeString(
                sets.resolve("crowns-5.txt"),
                "King\temperor\t9\nking\tqueen\t7\nking\tship\t7\nking\tsail\t2\nking\tplankton\t1\n");
        Files.writeString(sets.resolve("far-1.txt"), "stork\tplankton\t1\n");
    }

    @Test
    void shouldPrintRhoCoverageAndErrorOfEachSetWhenADirectoryIsNamed() throws IOException {
        // Given: a file in the directory that is not a similarity set
        Files.writeString(sets.resolve("analogies.txt"), ": capitals\nAthens Greece Baghdad Iraq\n");

        // When
        Console console =
                Console.run(Main::run, "evaluate", "words", "--vectors", vectors.toString(), "--sets", sets.toString());

        // Then: rho 5/6 by hand, see WordSimilarityTest
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).isEqualToNormalizingNewlines("""
                        set                   pairs         covered     rho  standard error
                        crowns-5                  5       4 (80.0%)   0.833           0.355
                        far-1                     1       0 ( 0.0%)       -               -
                        """);
        assertThat(console.err())
                .isEqualToNormalizingNewlines(sets.resolve("analogies.txt") + ": left out, not a similarity set\n");
    }

    /**
     * Mean (10, 10), which leaves "king" (1, 0), "queen" (0, 1), "ship" (0, -1), "sail" (-1, 0): cosines to "king" 0, 0, -1, ranks 2.5,
     * 2.5, 1 beside people's 3, 2, 1, so rho = 0.866. With the mean "ship" is nearer than "queen": rho = 1/2.
     */
    @Test
    void shouldSubtractTheMeanWhenAsked() throws IOException {
        // Given
        Path offset = Files.writeString(
                directory.resolve("offset.txt"), "4 2\nking 11 10\nqueen 10 11\nship 10 9\nsail 9 10\n");
        Path set =
                Files.writeString(directory.resolve("pairs-3.txt"), "king\tqueen\t9\nking\tsail\t2\nking\tship\t5\n");

        // When
        Console with =
                Console.run(Main::run, "evaluate", "words", "--vectors", offset.toString(), "--sets", set.toString());
        Console without = Console.run(
                Main::run,
                "evaluate",
                "words",
                "--vectors",
                offset.toString(),
                "--sets",
                set.toString(),
                "--subtract-mean");

        // Then
        assertThat(with.out()).contains(" 0.500 ");
        assertThat(without.out()).contains(" 0.866 ");
    }

    @Test
    void shouldWriteTheFiguresWhenJsonIsAskedFor() throws IOException {
        // Given
        Path json = directory.resolve("words.json");

        // When
        Console console = Console.run(
                Main::run,
                "evaluate",
                "words",
                "--vectors",
                vectors.toString(),
                "--sets",
                sets.resolve("crowns-5.txt").toString(),
                sets.resolve("far-1.txt").toString(),
                "--json",
                json.toString());

        // Then
        assertThat(console.exitCode()).isZero();
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.get("words").intValue()).isEqualTo(5);
        assertThat(figures.get("dimension").intValue()).isEqualTo(2);
        JsonNode crowns = figures.get("sets").get(0);
        assertThat(crowns.get("set").textValue()).isEqualTo("crowns-5");
        assertThat(crowns.get("covered").intValue()).isEqualTo(4);
        assertThat(crowns.get("rho").doubleValue()).isBetween(0.8333, 0.8334);
        assertThat(figures.get("sets").get(1).has("rho")).isFalse();
    }

    @Test
    void shouldSayWhatIsExpectedWhenThereIsNoSet() throws IOException {
        // Given
        Path empty = Files.createDirectory(directory.resolve("empty"));

        // When
        Console console = Console.run(
                Main::run, "evaluate", "words", "--vectors", vectors.toString(), "--sets", empty.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .contains("expected files with two words and a score on each line, found none")
                .hasLineCount(1);
    }

    @Test
    void shouldNameFileAndLineWhenVectorsAreMalformed() throws IOException {
        // Given
        Path broken = Files.writeString(directory.resolve("broken.txt"), "1 2\nking 1\n");

        // When
        Console console =
                Console.run(Main::run, "evaluate", "words", "--vectors", broken.toString(), "--sets", sets.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .startsWith("wordtide: " + broken + ", line 2: expected a word and 2 numbers, found 2 fields")
                .hasLineCount(1);
    }

    @Test
    void shouldPrintNeighboursOfAFileWithoutACluster() {
        // When
        Console console =
                Console.run(Main::run, "nearest", "King", "quen", "--count", "2", "--from", vectors.toString());

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).isEqualToNormalizingNewlines("""
                        king (lower case of King)
                           1.000  emperor
                           0.800  queen
                        """);
        assertThat(console.err())
                .isEqualToNormalizingNewlines(
                        "quen: not among the 5 words of the vocabulary; similar in spelling: queen\n");
    }

    @Test
    void shouldNameTheFileWhenNeighboursAreAskedOfNone() {
        // When
        Console console = Console.run(Main::run, "nearest", "king", "--from", "none.txt");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err()).contains("expected a file at none.txt, found nothing there");
    }
}
