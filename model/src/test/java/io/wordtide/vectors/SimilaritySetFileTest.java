package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.SharedStream;
import io.wordtide.text.TextFileException;
import io.wordtide.vectors.SimilaritySet.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimilaritySetFileTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiger\tcat\t7.35;King\tqueen\t8.58;",
                "Word 1,Word 2,Human (mean);tiger,cat,7.35;King,queen,8.58;",
                "tiger cat 7.35;King queen 8.58;",
                "word1\tword2\tPOS\tSimLex999\tconc(w1);tiger\tcat\tN\t7.35\t5;King\tqueen\tN\t8.58\t4.1;",
                "1\ttiger\tn\tcat\tn\ta <b> tiger </b> , 1\ta <b> cat </b>\t7.35\t0;2\tKing\tn\tqueen\tn\ta King\tthe queen\t8.58\t9",
            })
    void shouldFindWordsAndScoreWhateverTheFormat(String content) throws IOException {
        // When
        SimilaritySet set =
                SimilaritySetFile.read(file(content.replace(";", "\r\n"))).orElseThrow();

        // Then
        assertThat(set.name()).isEqualTo("given");
        assertThat(set.pairs()).containsExactly(new Pair("tiger", "cat", 7.35), new Pair("King", "queen", 8.58));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ": capital-common-countries\nAthens Greece Baghdad Iraq\n", "The sets, 2 of them:\nnone\n"})
    void shouldFindNoSetWhenAFileIsSomethingElse(String content) throws IOException {
        assertThat(SimilaritySetFile.read(file(content))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat\tdog", "cat\tdog\tmuch", "cat\t\t1"})
    void shouldNameTheLineWhenItIsNotLikeThoseBefore(String line) throws IOException {
        // Given
        Path file = file("tiger\tcat\t7.35\n" + line + "\n");

        // Then
        assertThatThrownBy(() -> SimilaritySetFile.read(file))
                .isInstanceOf(TextFileException.class)
                .hasMessage(file + ", line 2: expected two words and a score in field 3, as on the lines before, found "
                        + "something else; correct or remove the line");
    }

    @ParameterizedTest
    @CsvSource({
        "ws353-all.txt, 353, love, sex, 6.77",
        "ws353-rel.txt, 252, computer, keyboard, 7.62",
        "ws353-sim.txt, 203, tiger, cat, 7.35",
        "simlex999.txt, 999, old, new, 1.58",
        "SimLex-999-full.txt, 999, old, new, 1.58",
        "men-3000.txt, 3000, sun, sunlight, 50",
        "mturk-287.txt, 287, episcopal, russia, 2.75",
        "mturk-771.txt, 771, access, gateway, 3.791666667",
        "rg-65.txt, 65, gem, jewel, 3.94",
        "rw-2034.txt, 2034, squishing, squirt, 5.88",
        "simverb-3500.txt, 3500, take, remove, 6.81",
        "scws-ratings.tsv.gz, 2003, Brazil, nut, 1.1",
    })
    void shouldReadEveryPairOfThePublishedSets(String name, int pairs, String first, String second, double score) {
        // When
        SimilaritySet set = SimilaritySetFile.read(
                        SharedStream.folder("wordsim").resolve(name))
                .orElseThrow();

        // Then
        assertThat(set.pairs()).hasSize(pairs).startsWith(new Pair(first, second, score));
    }

    @Test
    void shouldFindNoSetInTheAnalogies() {
        assertThat(SimilaritySetFile.read(SharedStream.folder("wordsim").resolve("google-analogies.txt")))
                .isEmpty();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("given.txt"), content);
    }
}
