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
import org.junit.jupiter.params.provider.ValueSource;

class CorpusFilesTest {

    private static final Vocabulary WORDS = Vocabulary.fixed(List.of("oil", "wheat", "bank", "yen"));

    @TempDir
    private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static List<DocumentCounts> documents(Path file, Vocabulary vocabulary) {
        return CorpusFiles.documents(List.of(file), vocabulary).get(0);
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
        List<DocumentCounts> documents = documents(file("train.feat", "7 4:1 1:3\n2 2:5\n3\n"), WORDS);

        // Then
        assertThat(documents).hasSize(3);
        assertDocument(documents.get(0), List.of(0, 3), List.of(3, 1));
        assertDocument(documents.get(1), List.of(1), List.of(5));
        assertThat(documents.get(2).isEmpty()).isTrue();
    }

    @Test
    void shouldReadTheDocwordFilesOfUciWithDocumentsThatHaveNoLine() throws IOException {
        // When
        List<DocumentCounts> documents = documents(file("docword.kos.txt", "3\n4\n3\n1 2 10\n3 1 1\n3 4 2\n"), WORDS);

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
        List<DocumentCounts> documents = documents(file, WORDS);

        // Then
        assertThat(documents).hasSize(3);
        assertDocument(documents.get(0), List.of(0, 1, 3), List.of(2, 1, 1));
        assertThat(documents.get(0).outOfVocabularyTokenCount()).isEqualTo(1);
        assertThat(documents.get(1).isEmpty()).isTrue();
        assertThat(documents.get(1).outOfVocabularyTokenCount()).isEqualTo(3);
        assertDocument(documents.get(2), List.of(2), List.of(1));
    }

    /** Each time the document with oil three times and yen once, and the one with wheat five times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // LIBSVM: decimal counts, comments, ids of queries
                "# written by a tool\n1 qid:3 1:3.0 4:1.0 # oil 9:9 | gas\n-1 qid:3 2:5\n",
                // sklearn's dump_svmlight_file, which counts from 0
                "0 0:3 3:1\n1 1:5\n",
                // LDA-C, of which no document has the word 0
                "2 0:3 3:1\n1 1:5\n",
                // Matrix Market as gensim and SciPy write it
                "%%MatrixMarket matrix coordinate real general\n2 4 3   \n1 1 3\n1 4 1\n2 2 5\n",
                "%%MatrixMarket matrix coordinate integer general\n% comment\n2 4 3\n2 2 5\n1 4 1\n1 1 3\n",
                "%%MatrixMarket MATRIX coordinate real general\n2 4 3\n2 2 5.0e+00\n1 4 1.0e+00\n1 1 3.0e+00\n",
            })
    void shouldReadWhatOtherToolsWrite(String content) throws IOException {
        // When
        List<DocumentCounts> documents = documents(file("documents", content), WORDS);

        // Then
        assertThat(documents).hasSize(2);
        assertDocument(documents.get(0), List.of(0, 3), List.of(3, 1));
        assertDocument(documents.get(1), List.of(1), List.of(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // LDA-C without the word 0: each line begins with the number of its pairs
                "2 1:3 3:1;0;1 2:5           | 1",
                // a label for which this holds by chance, in one line or with the same number in all
                "2 1:3 3:1;2 2:5             | 0",
                "1 1:3;1 2:5                 | 0",
                // the last word's id is 4 only when ids count from 1
                "2 1:3 4:1;1 2:5             | 0",
                // zero-based with any label
                "7 1:3 0:2;7 2:5             | 1",
            })
    void shouldSeeInTheFileWhatIdsCountFrom(String content, int rowOfIdOne) throws IOException {
        // When
        List<DocumentCounts> documents = documents(file("documents", content.replace(';', '\n') + "\n"), WORDS);

        // Then
        assertThat(documents.get(0).rows()).contains(rowOfIdOne);
    }

    @Test
    void shouldCountAllFilesOfACorpusAlike() throws IOException {
        // Given: only the first one has an id 0
        Path train = file("train", "7 0:1 1:1\n");
        Path test = file("test", "7 1:1\n");
        Path other = file("other", "7 2:1 4:1\n");

        // When
        List<List<DocumentCounts>> documents = CorpusFiles.documents(List.of(train, test), WORDS);

        // Then
        assertDocument(documents.get(1).get(0), List.of(1), List.of(1));
        assertThatThrownBy(() -> CorpusFiles.documents(List.of(train, other), WORDS))
                .isInstanceOf(TextFileException.class)
                .hasMessage("expected ids from 0 to 3 or from 1 to 4, found 0 on line 1 of " + train
                        + " and 4 on line 1 of " + other + "; use the vocabulary of these documents");
    }

    @Test
    void shouldUnpackByName() throws IOException {
        // Given
        Path file = directory.resolve("train.feat.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("1 1:2\n".getBytes(StandardCharsets.UTF_8));
        }

        // When, then
        assertDocument(documents(file, WORDS).get(0), List.of(0), List.of(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1 5:1              ; field 2 of line 1",
                "1 1:1\\n1 1:1 1:2  ; field 3 of line 2",
                "1 1:0              ; field 2 of line 1",
                "1 oil:1            ; field 2 of line 1",
                "1 1:1\\n1:1 2:1    ; field 1 of line 2",
                "1 1:2147483647 2:1 ; line 1",
                "3\\n4\\n1\\n1 5 1  ; line 4",
                "3\\n5\\n0          ; line 2",
                "1000002\\n4\\n1\\n1 1 1 ; expected at most 1000001 documents",
                "3\\n4\\n2\\n1 1 1  ; expected 2 lines",
                "1 1:0.5            ; field 2 of line 1",
                "1 |text oil:1      ; Vowpal Wabbit",
                "| oil yen          ; Vowpal Wabbit",
                "1 0:1 4:1          ; found 0 on line 1",
                "%%MatrixMarket matrix array real general\\n2 4\\n1 ; expected a Matrix Market file of counts",
                "%%MatrixMarket matrix coordinate pattern general\\n2 4 1\\n1 1 ; found \"matrix coordinate pattern general\"",
                "%%MatrixMarket matrix coordinate real general\\n4 2 1\\n1 1 1 ; transpose the matrix",
                "%%MatrixMarket matrix coordinate real general\\n2 4 1\\n1 1 0.3 ; line 3",
                "%%MatrixMarket matrix coordinate real general\\n2 4 ; expected 0 lines of counts",
                "2\\n4\\n2\\n2 1 2147483647\\n2 2 1 ; document 2",
                ".I 1\\nno words    ; line 2",
            })
    void shouldNameFileAndLineOfWhatIsNoDocument(String content, String place) throws IOException {
        // Given
        Path file = file("documents", content.strip().replace("\\n", "\n"));

        // When, then
        assertThatThrownBy(() -> documents(file, WORDS))
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
        assertThatThrownBy(() -> documents(damaged, WORDS)).hasMessageContaining("gzip");
        assertThatThrownBy(() -> documents(missing, WORDS)).hasMessageContaining("nothing there");
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
        List<DocumentCounts> training = documents(file("train", "1 1:3 2:1\n1 1:1\n1\n"), WORDS);
        List<DocumentCounts> test = documents(file("test", "1 4:1\n"), WORDS);

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
