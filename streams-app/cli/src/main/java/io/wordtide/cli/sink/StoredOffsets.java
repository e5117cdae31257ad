package io.wordtide.cli.sink;

import io.wordtide.streams.topics.RecordPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How far each partition has been written, in a table of the database, and the records that were set aside, in another.
 *
 * <p>Whoever writes rows first locks the offsets and compares them with those it has read up to. Another sink that waits
 * for the lock, or one whose records were written by another while it hung, finds other offsets and discards its batch.
 *
 * <p>A topic is known by its id: one that was deleted and created again under its old name has other records at the same
 * offsets.
 */
final class StoredOffsets {

    private final String offsets;
    private final String refused;

    /** @param prefix of the tables' names */
    StoredOffsets(String prefix) {
        this.offsets = prefix + "offsets";
        this.refused = prefix + "refused";
    }

    /** Creates the tables if they are missing, while other sinks that start wait. The caller commits. */
    void create(Connection connection) throws SQLException {
        // two that create a table at once fail, even with IF NOT EXISTS
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, offsets);
            lock.execute();
        }
        createTable(
                connection,
                offsets,
                "topic text, partition integer, topic_id text NOT NULL, next_offset bigint NOT NULL,"
                        + " PRIMARY KEY (topic, partition)");
        createTable(
                connection,
                refused,
                "topic text, partition integer, record_offset bigint, reason text NOT NULL,"
                        + " PRIMARY KEY (topic, partition, record_offset)");
    }

    /** {@code CREATE TABLE IF NOT EXISTS} asks for the right to create one even where it exists. */
    private static void createTable(Connection connection, String name, String columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, name)) {
                statement.execute("CREATE TABLE " + name + " (" + columns + ")");
            }
        }
    }

    static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet found = query.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    /** Adds partitions that are new, from their first record on. The caller commits. */
    void add(Connection connection, Map<TopicPartition, Long> beginnings, Map<String, Uuid> topicIds)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + offsets
                + " (topic, partition, topic_id, next_offset) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (Map.Entry<TopicPartition, Long> beginning : beginnings.entrySet()) {
                insert.setString(1, beginning.getKey().topic());
                insert.setInt(2, beginning.getKey().partition());
                insert.setString(
                        3, String.valueOf(topicIds.get(beginning.getKey().topic())));
                insert.setLong(4, beginning.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Requires that the offsets are of these topics, and of no earlier ones with their names.
     *
     * @throws SinkException if they are not
     */
    void requireSameTopics(Connection connection, Map<String, Uuid> topicIds) throws SQLException {
        String sql = "SELECT DISTINCT topic, topic_id FROM " + offsets + " WHERE topic = ANY (?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, topicIds.keySet().toArray(String[]::new));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    String topic = found.getString(1);
                    String now = String.valueOf(topicIds.get(topic));
                    if (!found.getString(2).equals(now)) {
                        throw new SinkException(
                                ("expected the topic %s whose records are in these tables (id %s), found another one of that"
                                                + " name (id %s); write it into other tables with --table-prefix, or, to go on"
                                                + " with the new topic in these: DELETE FROM %s WHERE topic = '%s'")
                                        .formatted(topic, found.getString(2), now, offsets, topic));
                    }
                }
            }
        }
    }

    /**
     * The next offset of each partition of the topics. Nobody else changes them, or rows of the tables, until the
     * caller's transaction ends.
     */
    Map<TopicPartition, Long> lock(Connection connection, Collection<String> topics) throws SQLException {
        String sql = "SELECT topic, partition, next_offset FROM " + offsets
                + " WHERE topic = ANY (?) ORDER BY topic, partition FOR UPDATE";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, topics.toArray(String[]::new));
            Map<TopicPartition, Long> next = new HashMap<>();
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    next.put(new TopicPartition(found.getString(1), found.getInt(2)), found.getLong(3));
                }
            }
            return next;
        }
    }

    /** Stores the next offsets of some partitions, in the transaction of their rows. */
    void write(Connection connection, Map<TopicPartition, Long> next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + offsets + " SET next_offset = ? WHERE topic = ? AND partition = ?")) {
            for (Map.Entry<TopicPartition, Long> offset : next.entrySet()) {
                update.setLong(1, offset.getValue());
                update.setString(2, offset.getKey().topic());
                update.setInt(3, offset.getKey().partition());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Remembers records that no row can hold, and why, in the transaction of the rows around them. */
    void setAside(Connection connection, Map<RecordPosition, String> reasons) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + refused
                + " (topic, partition, record_offset, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (Map.Entry<RecordPosition, String> record : reasons.entrySet()) {
                insert.setString(1, record.getKey().topic());
                insert.setInt(2, record.getKey().partition());
                insert.setLong(3, record.getKey().offset());
                insert.setString(4, record.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
