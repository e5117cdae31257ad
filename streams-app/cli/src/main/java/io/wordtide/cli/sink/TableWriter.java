package io.wordtide.cli.sink;

import com.google.common.base.Throwables;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.schema.Topic;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.RecordPosition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Brings the records of one topic into one table, batch by batch. Not thread-safe. */
final class TableWriter<V> {

    private final Topic<String, V> topic;
    private final SinkTable<V> table;
    private final Changes changes;

    TableWriter(Topic<String, V> topic, SinkTable<V> table) {
        this.topic = topic;
        this.table = table;
        this.changes = new Changes(table::primaryKey);
    }

    String topic() {
        return topic.name();
    }

    String table() {
        return table.name();
    }

    /**
     * Adds a record to the batch.
     *
     * @throws RefusedRecordException if no row can hold it
     * @throws RegistryUnavailableException if its schema cannot be fetched now
     */
    void add(ConsumerRecord<byte[], byte[]> record) throws RefusedRecordException {
        String key = key(record.key());
        if (record.value() == null) {
            changes.delete(key);
        } else {
            changes.put(key, row(RecordPosition.of(record), key, record.value()));
        }
    }

    /** Forgets the batch. */
    void clear() {
        changes.clear();
    }

    /** Writes the batch; the caller commits, or tries again. */
    void write(Connection connection, TableLayout layout) throws SQLException {
        List<Row> rows = changes.rows();
        List<String> deleted = changes.deleted();
        if (!rows.isEmpty()) {
            requireComponents(rows, layout.prepare(connection, table, rows.get(0)));
        }
        if (!deleted.isEmpty() && StoredOffsets.exists(connection, table.name())) {
            delete(connection, deleted);
        }
        if (!rows.isEmpty()) {
            upsert(connection, rows);
        }
    }

    private void requireComponents(List<Row> rows, int k) {
        for (Row row : rows) {
            if (row.k() != k) {
                throw new SinkException(
                        ("expected vectors of %d components, as %s has them, found %d in the record %s: the model was started"
                                        + " anew with another latent size; use another --table-prefix, or empty the table and"
                                        + " drop it")
                                .formatted(k, table.name(), row.k(), row.position()));
            }
        }
    }

    private void delete(Connection connection, List<String> keys) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(table.deleteSql())) {
            delete.setObject(1, keys.toArray(String[]::new));
            delete.executeUpdate();
        }
    }

    private void upsert(Connection connection, List<Row> rows) throws SQLException {
        List<ColumnType> types = table.columnTypes();
        try (PreparedStatement upsert = connection.prepareStatement(table.upsertSql())) {
            for (Row row : rows) {
                for (int n = 0; n < types.size(); n++) {
                    Object value = row.values()[n];
                    if (value == null) {
                        upsert.setNull(n + 1, types.get(n).jdbcType());
                    } else {
                        upsert.setObject(n + 1, value);
                    }
                }
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static String key(byte @Nullable [] key) throws RefusedRecordException {
        if (key == null) {
            throw new RefusedRecordException("expected a key, found none");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new RefusedRecordException("expected a key without the character U+0000, found one");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new RefusedRecordException("expected a key in UTF-8, found " + key.length + " other bytes");
        }
    }

    private Row row(RecordPosition position, String key, byte[] value) throws RefusedRecordException {
        try {
            return table.row(position, key, topic.value().deserializer().deserialize(topic.name(), value));
        } catch (RuntimeException e) {
            // Avro and the registry's client throw many exceptions; their messages may quote values
            if (RegistryErrors.isFromRegistry(e) && !isUnknownSchema(e)) {
                throw new RegistryUnavailableException(
                        "expected the schema of %s from the Schema Registry, %s"
                                .formatted(position, RegistryErrors.explain("schemas by their id", e)),
                        e);
            }
            throw new RefusedRecordException("expected a record that Wordtide wrote, found one that cannot be decoded ("
                    + Throwables.getRootCause(e).getClass().getSimpleName() + ")");
        }
    }

    private static boolean isUnknownSchema(Throwable error) {
        return Throwables.getCausalChain(error).stream()
                .anyMatch(cause -> cause instanceof RestClientException answer && RegistryErrors.isNotFound(answer));
    }
}
