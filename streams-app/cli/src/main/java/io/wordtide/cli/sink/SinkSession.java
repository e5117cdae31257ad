package io.wordtide.cli.sink;

import static java.util.Objects.requireNonNull;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.streams.topics.AdminCalls;
import io.wordtide.streams.topics.RecordPosition;
import io.wordtide.streams.topics.TopicReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The sink between two interruptions: one connection to the database, and a reader that begins where the database's rows
 * end. Any exception ends it; whatever was not committed is read again by the next one. For one thread.
 */
final class SinkSession {

    private final Connection database;
    private final TopicReader reader;
    private final Map<String, TableWriter<?>> writers;
    private final StoredOffsets stored;
    private final TableLayout layout;

    /** Where the database's rows end, as far as this session knows. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * @param writers by topic, empty
     * @param reader of the topics, anywhere
     */
    SinkSession(
            Connection database,
            TopicReader reader,
            Map<String, TableWriter<?>> writers,
            StoredOffsets stored,
            TableLayout layout) {
        this.database = database;
        this.reader = reader;
        this.writers = writers;
        this.stored = stored;
        this.layout = layout;
    }

    /**
     * Creates the tables of offsets if needed, and goes to where the rows end.
     *
     * @param messages what a person should know about the records that lie between
     * @throws SinkException if the topics are not those of the rows
     */
    void start(ClusterConnection cluster, Consumer<String> messages) throws SQLException {
        requireUnicode();
        Map<String, Uuid> topicIds = topicIds(cluster, writers.keySet());
        Map<TopicPartition, Long> beginnings = reader.beginningOffsets();
        Map<TopicPartition, Long> ends = reader.endOffsets();
        stored.create(database);
        stored.requireSameTopics(database, topicIds);
        stored.add(database, beginnings, topicIds);
        Map<TopicPartition, Long> found = stored.lock(database, writers.keySet());
        found.keySet().retainAll(ends.keySet());
        for (Map.Entry<TopicPartition, Long> partition : found.entrySet()) {
            long beginning = beginnings.getOrDefault(partition.getKey(), 0L);
            requireNotLost(partition.getKey(), partition.getValue(), ends.getOrDefault(partition.getKey(), 0L));
            if (partition.getValue() < beginning) {
                messages.accept("%s: the topic's retention has deleted up to %,d records that were not yet written"
                        .formatted(partition.getKey(), beginning - partition.getValue()));
                partition.setValue(beginning);
            }
        }
        stored.write(database, found);
        database.commit();
        goTo(found);
    }

    private static void requireNotLost(TopicPartition partition, long next, long end) {
        if (next > end) {
            throw new SinkException(
                    ("expected %s to have the %,d records before the end of what is in the tables, found its end at %,d: the"
                                    + " cluster has lost records; write it into other tables with --table-prefix")
                            .formatted(partition, next, end));
        }
    }

    private void goTo(Map<TopicPartition, Long> offsets) {
        next.putAll(offsets);
        reader.seek(offsets);
    }

    private void requireUnicode() throws SQLException {
        try (Statement query = database.createStatement();
                ResultSet found = query.executeQuery("SHOW server_encoding")) {
            if (found.next() && !found.getString(1).equals("UTF8")) {
                throw new SinkException("expected a database with the encoding UTF8, found " + found.getString(1)
                        + "; create one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0");
            }
        }
    }

    /** Changes when a topic is deleted and created again. */
    private static Map<String, Uuid> topicIds(ClusterConnection cluster, Collection<String> topics) {
        try (Admin admin = cluster.admin()) {
            return AdminCalls.await(
                            "describe the topics " + topics,
                            admin.describeTopics(topics).allTopicNames())
                    .values()
                    .stream()
                    .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId));
        }
    }

    /**
     * Reads records for a moment and writes them in one transaction.
     *
     * @param counts what was committed is added to them
     * @return whether something was committed
     * @throws SinkException if the database refuses them
     * @throws org.apache.kafka.common.errors.WakeupException if the reader was interrupted
     */
    boolean writeNext(SinkCounts counts) throws SQLException {
        ConsumerRecords<byte[], byte[]> records = reader.poll();
        if (records.isEmpty()) {
            return false;
        }
        try {
            return write(records, counts);
        } catch (SQLException e) {
            if (PostgresDatabase.isTransient(e)) {
                throw e;
            }
            throw new SinkException(
                    "expected the database to take the records %s, found: %s; nothing of them is written, and nothing is lost"
                            .formatted(positions(records), PostgresDatabase.reason(e)),
                    e);
        }
    }

    private boolean write(ConsumerRecords<byte[], byte[]> records, SinkCounts counts) throws SQLException {
        Map<RecordPosition, String> refused = new LinkedHashMap<>();
        Map<String, Integer> added = add(records, refused);
        Map<TopicPartition, Long> locked = stored.lock(database, writers.keySet());
        if (!records.partitions().stream()
                .allMatch(partition -> Objects.equals(next.get(partition), locked.get(partition)))) {
            // another sink has written them, or is further on
            database.rollback();
            locked.keySet().retainAll(next.keySet());
            goTo(locked);
            return false;
        }
        for (TableWriter<?> writer : writers.values()) {
            writer.write(database, layout);
        }
        Map<TopicPartition, Long> after = new HashMap<>();
        records.nextOffsets().forEach((partition, offset) -> after.put(partition, offset.offset()));
        stored.setAside(database, refused);
        stored.write(database, after);
        database.commit();
        next.putAll(after);
        counts.add(added, refused.size());
        return true;
    }

    /** The first and the last of each partition. */
    private static String positions(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream()
                .map(records::records)
                .map(part -> RecordPosition.of(part.get(0)) + " to "
                        + part.get(part.size() - 1).offset())
                .collect(Collectors.joining(", "));
    }

    /** Returns the number of records by table. */
    private Map<String, Integer> add(ConsumerRecords<byte[], byte[]> records, Map<RecordPosition, String> refused) {
        writers.values().forEach(TableWriter::clear);
        Map<String, Integer> added = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            TableWriter<?> writer = requireNonNull(writers.get(record.topic()));
            try {
                writer.add(record);
                added.merge(writer.table(), 1, Integer::sum);
            } catch (RefusedRecordException e) {
                refused.put(RecordPosition.of(record), String.valueOf(e.getMessage()));
            }
        }
        return added;
    }

    /** Records between the reader and given ends of the topics; 0 once everything before them is committed. */
    long behind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - reader.position(end.getKey())))
                .sum();
    }
}
