package io.wordtide.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.text.DocumentCounts;
import io.wordtide.text.TextFileException;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusFilesTest {

    private static final Vocabulary WORDS = Vocabulary.fixed(List.of("oil", "wheat", "bank", "yen"));

    @TempDir
    private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static void assertDocument(DocumentCounts document, List<Integer> rows, List<Integer> counts) {
        assertThat(document.rows())
                .containsExactly(rows.stream().mapToInt(i -> i).toArray());
        assertThat(document.counts())
                .containsExactly(counts.stream().mapToInt(i -> i).toArray());
        assertThat(document.tokenCount())
                .isEqualTo(counts.stream().mapToInt(i -> i).sum());
    }

    @Test
    void shouldReadLabelledLinesWithIdsFromOneInAnyOrder() throws IOException {
        // When: a blank document is one without a word
        List<DocumentCounts> documents = CorpusFiles.documents(file("train.feat", "7 4:1 1:3\n2 2:5\n3\n"), WORDS);

        // Then
        assertThat(documents).hasSize(3);
        assertDocument(documents.get(0), List.of(0, 3), List.of(3, 1));
        assertDocument(documents.get(1), List.of(1), List.of(5));
        assertThat(documents.get(2).isEmpty()).isTrue();
    }

    @Test
    void shouldReadTheDocwordFilesOfUciWithDocumentsThatHaveNoLine() throws IOException {
        // When
        List<DocumentCounts> documents =
                CorpusFiles.documents(file("docword.kos.txt", "3\n4\n3\n1 2 10\n3 1 1\n3 4 2\n"), WORDS);

        // Then
        assertThat(documents).hasSize(3);
        assertDocument(documents.get(0), List.of(1), List.of(10));
        assertThat(documents.get(1).isEmpty()).isTrue();
        assertDocument(documents.get(2), List.of(0, 3), List.of(1, 2));
    }

    @Test
    void shouldReadTheTokenFilesOfRcv1AndCountWordsOutsideTheVocabulary() throws IOException {
        // Given: the layout of lyrl2004_tokens_test_pt0.dat
        Path file = file(
                "lyrl2004_tokens_train.dat",
                ".I 2286\n.W\noil wheat oil\nrecov yen\n\n.I 2287\n.W\nexcit bring mexic\n\n.I 2288\n.W\nbank\n");

        // When
        List<DocumentCounts> documents = CorpusFiles.documents(file, WORDS);

        // Then
        assertThat(documents).hasSize(3);
        assertDocument(documents.get(0), List.of(0, 1, 3), List.of(2, 1, 1));
        assertThat(documents.get(0).outOfVocabularyTokenCount()).isEqualTo(1);
        assertThat(documents.get(1).isEmpty()).isTrue();
        assertThat(documents.get(1).outOfVocabularyTokenCount()).isEqualTo(3);
        assertDocument(documents.get(2), List.of(2), List.of(1));
    }

    @Test
    void shouldUnpackByName() throws IOException {
        // Given
        Path file = directory.resolve("train.feat.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("1 1:2\n".getBytes(StandardCharsets.UTF_8));
        }

        // When, then
        assertDocument(CorpusFiles.documents(file, WORDS).get(0), List.of(0), List.of(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 5:1              | field 2 of line 1",
                "1 1:1\\n1 1:1 1:2  | field 3 of line 2",
                "1 1:0              | field 2 of line 1",
                "1 oil:1            | field 2 of line 1",
                "1 1:1\\n1:1 2:1    | field 1 of line 2",
                "1 1:2147483647 2:1 | line 1",
                "3\\n4\\n1\\n1 5 1  | line 4",
                "3\\n5\\n0          | line 2",
                "1000002\\n4\\n1\\n1 1 1 | expected at most 1000001 documents",
                "3\\n4\\n2\\n1 1 1  | 5 lines",
                "2\\n4\\n2\\n2 1 2147483647\\n2 2 1 | document 2",
                ".I 1\\nno words    | line 2",
            })
    void shouldNameFileAndLineOfWhatIsNoDocument(String content, String place) throws IOException {
        // Given
        Path file = file("documents", content.strip().replace("\\n", "\n"));

        // When, then
        assertThatThrownBy(() -> CorpusFiles.documents(file, WORDS))
                .isInstanceOf(TextFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(place.strip());
    }

    @Test
    void shouldRefuseADamagedFileAndOneThatIsNotThere() throws IOException {
        // Given
        Path damaged = file("damaged.gz", "this is no gzip");
        Path missing = directory.resolve("missing");

        // When, then
        assertThatThrownBy(() -> CorpusFiles.documents(damaged, WORDS)).hasMessageContaining("gzip");
        assertThatThrownBy(() -> CorpusFiles.documents(missing, WORDS)).hasMessageContaining("nothing there");
    }

    @Test
    void shouldReadRowsOfDocumentsAndRefuseOnesThatAreNotThere() throws IOException {
        assertThat(CorpusFiles.rows(file("rows", "4\n0\n\n2\n"), 5)).containsExactlyInAnyOrder(0, 2, 4);
        Path tooLarge = file("tooLarge", "1\n5\n");
        assertThatThrownBy(() -> CorpusFiles.rows(tooLarge, 5))
                .hasMessageContaining("0 to 4")
                .hasMessageContaining("line 2");
        Path none = file("none", "\n");
        assertThatThrownBy(() -> CorpusFiles.rows(none, 5)).hasMessageContainingAll("none", "found none");
    }

    @Test
    void shouldCountDocumentFrequenciesOfTheTrainingDocumentsAndLeaveEmptyOnesOut() throws IOException {
        // Given
        List<DocumentCounts> training = CorpusFiles.documents(file("train", "1 1:3 2:1\n1 1:1\n1\n"), WORDS);
        List<DocumentCounts> test = CorpusFiles.documents(file("test", "1 4:1\n"), WORDS);

        // When
        Corpus corpus = new Corpus(WORDS, training, List.of(), test);

        // Then
        assertThat(corpus.training()).hasSize(2);
        assertThat(corpus.documentFrequencies().documentCount()).isEqualTo(2);
        assertThat(corpus.documentFrequencies().of("oil")).isEqualTo(2);
        assertThat(corpus.documentFrequencies().of("wheat")).isEqualTo(1);
        assertThat(corpus.documentFrequencies().of("yen")).isZero();
    }
}
