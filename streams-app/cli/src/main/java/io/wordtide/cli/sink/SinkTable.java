package io.wordtide.cli.sink;

import static java.util.stream.Collectors.joining;

import com.google.common.primitives.Floats;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.topics.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row for each embedding. Its first column is the record's key, by which tombstones delete; the columns
 * after it are the fields of the record's schema, in snake case. Immutable.
 *
 * <p>A document is a row for each model that embedded it, as {@code /v1/documents} has it; its tombstone deletes all of
 * them. A word is a row for each key, as in the compacted topic.
 *
 * @param <V> the records
 */
public final class SinkTable<V> {

    /**
     * Longest primary key, bytes of UTF-8. A B-tree of PostgreSQL holds at most 2,704 bytes with their header, and fails a
     * whole transaction beyond it.
     */
    private static final int LONGEST_KEY_BYTES = 2_600;

    /** A field of a record. */
    private interface Field<V> {
        @Nullable Object of(String key, V embedding);
    }

    /** @param isKey whether it is part of the primary key, and so never null */
    private record Column<V>(String name, ColumnType type, boolean isKey, Field<V> field) {}

    private final String name;
    private final List<Column<V>> columns;

    private SinkTable(String name, List<Column<V>> columns) {
        this.name = name;
        this.columns = columns;
    }

    /** @param prefix of the table's name, of lower-case letters, digits and underscores */
    public static SinkTable<DocumentEmbedding> documents(String prefix) {
        return new SinkTable<>(
                prefix + "documents",
                List.of(
                        new Column<>("document_id", ColumnType.TEXT, true, (key, document) -> key),
                        new Column<>("model", ColumnType.TEXT, true, (key, document) -> document.getModel()),
                        column("model_version", ColumnType.BIGINT, DocumentEmbedding::getModelVersion),
                        column("mean", ColumnType.VECTOR, document -> Floats.toArray(document.getMean())),
                        column("log_variance", ColumnType.REALS, document -> Floats.toArray(document.getLogVariance())),
                        column("elbo_per_token", ColumnType.DOUBLE, DocumentEmbedding::getElboPerToken),
                        column("token_count", ColumnType.INTEGER, DocumentEmbedding::getTokenCount),
                        column("out_of_vocabulary_rate", ColumnType.DOUBLE, DocumentEmbedding::getOutOfVocabularyRate),
                        column("source", ColumnType.TEXT, document -> orNull(document.getSource())),
                        column("published_at", ColumnType.TIME, document -> time(document.getPublishedAt())),
                        column("space", ColumnType.BIGINT, DocumentEmbedding::getSpace),
                        column("story", ColumnType.TEXT, document -> orNull(document.getStory())),
                        column("duplicate_of", ColumnType.TEXT, document -> orNull(document.getDuplicateOf())),
                        column("novelty", ColumnType.DOUBLE, document -> orNull(document.getNovelty()))));
    }

    /** @param prefix of the table's name, of lower-case letters, digits and underscores */
    public static SinkTable<WordEmbedding> words(String prefix) {
        return new SinkTable<>(
                prefix + "words",
                List.of(
                        new Column<>("key", ColumnType.TEXT, true, (key, word) -> key),
                        column("model", ColumnType.TEXT, WordEmbedding::getModel),
                        column("term", ColumnType.TEXT, WordEmbedding::getTerm),
                        column("model_version", ColumnType.BIGINT, WordEmbedding::getModelVersion),
                        column("document_frequency", ColumnType.BIGINT, WordEmbedding::getDocumentFrequency),
                        column("vector", ColumnType.VECTOR, word -> Floats.toArray(word.getVector())),
                        column("cosine_drift", ColumnType.DOUBLE, word -> orNull(word.getCosineDrift())),
                        column("space", ColumnType.BIGINT, WordEmbedding::getSpace),
                        column("surface", ColumnType.TEXT, WordEmbedding::getSurface)));
    }

    private static <V> Column<V> column(String name, ColumnType type, Getter<V> field) {
        return new Column<>(name, type, false, (key, embedding) -> field.of(embedding));
    }

    /** A field that does not depend on the record's key. */
    private interface Getter<V> {
        @Nullable Object of(V embedding);
    }

    String name() {
        return name;
    }

    /** Names of the columns. */
    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Types of the columns. */
    List<ColumnType> columnTypes() {
        return columns.stream().map(Column::type).toList();
    }

    /** The column of the vectors that are searched for neighbours. */
    String vectorColumn() {
        return columns.stream()
                .filter(column -> column.type() == ColumnType.VECTOR)
                .findFirst()
                .orElseThrow()
                .name();
    }

    String createSql(VectorStorage storage, int k) {
        return "CREATE TABLE %s (%s, PRIMARY KEY (%s))"
                .formatted(
                        name,
                        columns.stream()
                                .map(column -> column.name() + " "
                                        + column.type().sqlName(storage, k)
                                        // what the type vector(K) does, for arrays
                                        + (column.type() == ColumnType.VECTOR && storage == VectorStorage.ARRAY
                                                ? " CHECK (cardinality(%s) = %d)".formatted(column.name(), k)
                                                : ""))
                                .collect(joining(", ")),
                        keyNames());
    }

    String upsertSql() {
        return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
                .formatted(
                        name,
                        String.join(", ", columnNames()),
                        String.join(", ", Collections.nCopies(columns.size(), "?")),
                        keyNames(),
                        columns.stream()
                                .filter(column -> !column.isKey())
                                .map(column -> column.name() + " = EXCLUDED." + column.name())
                                .collect(joining(", ")));
    }

    /** Deletes every row whose record had one of the keys in an array. */
    String deleteSql() {
        return "DELETE FROM %s WHERE %s = ANY (?)"
                .formatted(name, columns.get(0).name());
    }

    private String keyNames() {
        return columns.stream().filter(Column::isKey).map(Column::name).collect(joining(", "));
    }

    /**
     * The row of a record.
     *
     * @throws RefusedRecordException if PostgreSQL or pgvector could not store it, and would refuse the whole transaction
     */
    Row row(RecordPosition position, String key, V embedding) throws RefusedRecordException {
        @Nullable Object[] values = new Object[columns.size()];
        int k = 0;
        for (int n = 0; n < values.length; n++) {
            Column<V> column = columns.get(n);
            Object value = column.field().of(key, embedding);
            if (value instanceof String text && text.indexOf('\0') >= 0) {
                throw new RefusedRecordException("expected text without the character U+0000 in " + column.name()
                        + ", found one at index " + text.indexOf('\0'));
            }
            if (column.type() == ColumnType.VECTOR && value instanceof float[] vector) {
                requireFinite(column.name(), vector);
                k = vector.length;
            }
            values[n] = value;
        }
        Row row = new Row(position, values, k);
        requireKeyFits(row);
        return row;
    }

    /** What tells a row from others of the same table. */
    List<Object> primaryKey(Row row) {
        List<Object> key = new ArrayList<>();
        for (int n = 0; n < columns.size(); n++) {
            Object value = row.values()[n];
            if (columns.get(n).isKey() && value != null) {
                key.add(value);
            }
        }
        return key;
    }

    private void requireKeyFits(Row row) throws RefusedRecordException {
        int bytes = primaryKey(row).stream()
                .mapToInt(part -> part.toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > LONGEST_KEY_BYTES) {
            throw new RefusedRecordException("expected a primary key (" + keyNames() + ") of at most "
                    + LONGEST_KEY_BYTES + " bytes, which is what an index can hold, found " + bytes);
        }
    }

    private static void requireFinite(String column, float[] vector) throws RefusedRecordException {
        if (vector.length == 0) {
            throw new RefusedRecordException("expected a vector in " + column + ", found no component");
        }
        for (int k = 0; k < vector.length; k++) {
            if (!Float.isFinite(vector[k])) {
                throw new RefusedRecordException(
                        "expected finite numbers in " + column + ", found " + vector[k] + " in component " + k);
            }
        }
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return orNull(instant.map(time -> time.atOffset(ZoneOffset.UTC)));
    }

    private static <T> @Nullable T orNull(Optional<T> value) {
        return value.orElse(null);
    }
}
