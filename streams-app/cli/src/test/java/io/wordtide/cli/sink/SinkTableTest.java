package io.wordtide.cli.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.topics.RecordPosition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SinkTableTest {

    private static final RecordPosition POSITION = new RecordPosition("t", 0, 7);

    @Test
    void shouldHaveAColumnForEachFieldOfTheRecords() {
        // Given: the key of a document's record is its id
        Stream<String> ofWords = Stream.concat(Stream.of("key"), names(WordEmbedding.getClassSchema()));

        // Then
        assertThat(SinkTable.documents("").columnNames())
                .containsExactlyInAnyOrderElementsOf(
                        names(DocumentEmbedding.getClassSchema()).toList());
        assertThat(SinkTable.words("").columnNames()).containsExactlyInAnyOrderElementsOf(ofWords.toList());
    }

    private static Stream<String> names(Schema schema) {
        return schema.getFields().stream()
                .map(field -> field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }

    @Test
    void shouldStoreVectorsAsPgvectorOrAsArraysOfOneLength() {
        // When
        SinkTable<WordEmbedding> words = SinkTable.words("news_");

        // Then
        assertThat(words.createSql(VectorStorage.PGVECTOR, 50))
                .startsWith("CREATE TABLE news_words (key text, model text, ")
                .contains(", vector vector(50), ")
                .endsWith(", PRIMARY KEY (key))");
        assertThat(words.createSql(VectorStorage.ARRAY, 50))
                .contains(", vector real[] CHECK (cardinality(vector) = 50), ");
    }

    @Test
    void shouldReplaceEveryColumnButTheKey() {
        // Then
        assertThat(SinkTable.words("").upsertSql())
                .startsWith("INSERT INTO words (key, model, term, ")
                .contains(") VALUES (?, ?, ?, ", ", ?) ON CONFLICT (key) DO UPDATE SET model = EXCLUDED.model, ")
                .doesNotContain("key = EXCLUDED");
    }

    @Test
    void shouldTakeTheLongestKeyThatAnIndexCanHoldAndNoLongerOne() throws RefusedRecordException {
        // Given: 866 characters of 3 bytes are 2,598; with a model of two bytes 2,600
        SinkTable<DocumentEmbedding> documents = SinkTable.documents("");
        String id = "\u4e00".repeat(866);

        // When / Then
        assertThat(documents.primaryKey(documents.row(POSITION, id, document(id, "de"))))
                .containsExactly(id, "de");
        assertThatThrownBy(() -> documents.row(POSITION, id, document(id, "deu")))
                .isInstanceOf(RefusedRecordException.class)
                .hasMessageEndingWith("found 2601");
    }

    @Test
    void shouldRefuseTextAndVectorsThatPostgresDoesNotTake() {
        // Given
        SinkTable<WordEmbedding> words = SinkTable.words("");

        // When / Then
        assertThatThrownBy(() -> words.row(POSITION, "k", word("a\0b", 1, 2)))
                .hasMessage("expected text without the character U+0000 in term, found one at index 1");
        assertThatThrownBy(() -> words.row(POSITION, "k", word("a", 1, Float.NEGATIVE_INFINITY)))
                .hasMessage("expected finite numbers in vector, found -Infinity in component 1");
        assertThatThrownBy(() -> words.row(POSITION, "k", word("a")))
                .hasMessage("expected a vector in vector, found no component");
    }

    private static WordEmbedding word(String term, Float... vector) {
        return WordEmbedding.newBuilder()
                .setModel("default")
                .setTerm(term)
                .setModelVersion(4)
                .setDocumentFrequency(12)
                .setVector(List.of(vector))
                .build();
    }

    private static WordEmbedding word(String term, int x, float y) {
        return word(term, (float) x, y);
    }

    private static DocumentEmbedding document(String id, String model) {
        return DocumentEmbedding.newBuilder()
                .setDocumentId(id)
                .setModel(model)
                .setModelVersion(4)
                .setMean(List.of(1f))
                .setLogVariance(List.of(0f))
                .setElboPerToken(-6.25)
                .setTokenCount(80)
                .setOutOfVocabularyRate(0.125)
                .build();
    }
}
