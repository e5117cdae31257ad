package io.wordtide.cli.sink;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.TopicReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tables of PostgreSQL equal to the topics of embeddings: a row for each document and each word, replaced by its next
 * record, deleted by a tombstone. Whatever is away, database, brokers or registry, is waited for as long as it takes.
 *
 * <p>Several sinks may write the same tables: one of them writes a record, the others stand by.
 *
 * <p>For one thread, except {@link #stop}.
 */
public final class PostgresSink {

    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);

    /** A transaction costs the database more than a row. */
    private static final int MOST_RECORDS_A_TRANSACTION = 5_000;

    /** Kafka's megabyte for a partition is less than that many records. */
    private static final int FETCH_BYTES = 8 << 20;

    private final ClusterConnection cluster;
    private final PostgresDatabase database;
    private final String tablePrefix;
    private final Optional<VectorStorage> storage;
    private final Consumer<String> messages;
    private final Map<String, TableWriter<?>> writers = new LinkedHashMap<>();
    private final SinkCounts counts = new SinkCounts();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Outage outage;
    private volatile @Nullable TopicReader reading;

    /**
     * @param cluster not closed here
     * @param tablePrefix of the names of all tables, of lower-case letters, digits and underscores
     * @param storage how to store vectors; by default as pgvector does, if it is there
     * @param messages receives a line for a person when something happens, and at most one a minute about the rest
     */
    public PostgresSink(
            ClusterConnection cluster,
            PostgresDatabase database,
            String tablePrefix,
            Optional<VectorStorage> storage,
            Consumer<String> messages) {
        this.cluster = cluster;
        this.database = database;
        this.tablePrefix = tablePrefix;
        this.storage = storage;
        this.messages = messages;
        this.outage = new Outage(stopped, messages);
    }

    /** Documents are to be written. */
    public void addDocuments() {
        add(new TableWriter<>(cluster.topics().documentEmbeddings(), SinkTable.documents(tablePrefix)));
    }

    /** Words are to be written. */
    public void addWords() {
        add(new TableWriter<>(cluster.topics().wordEmbeddings(), SinkTable.words(tablePrefix)));
    }

    private void add(TableWriter<?> writer) {
        writers.put(writer.topic(), writer);
        counts.start(writer.table());
    }

    /**
     * Writes until {@link #stop}.
     *
     * @param once whether to end when everything is written that is on the topics now
     * @throws SinkException if a person has to act
     * @throws io.wordtide.streams.topics.TopicException if a topic does not exist
     */
    public void run(boolean once) {
        Map<TopicPartition, Long> goal = null;
        while (stopped.getCount() > 0) {
            try (Connection connection = database.open();
                    TopicReader reader = reader()) {
                SinkSession session = new SinkSession(
                        connection, reader, writers, new StoredOffsets(tablePrefix), new TableLayout(storage));
                session.start(cluster, messages);
                if (once && goal == null) {
                    goal = reader.endOffsets();
                }
                if (follow(session, reader, goal)) {
                    return;
                }
            } catch (WakeupException e) {
                // stop() was called
            } catch (SQLException e) {
                if (!PostgresDatabase.isTransient(e)) {
                    throw new SinkException(
                            "expected to write to the database %s, found: %s"
                                    .formatted(database.address(), PostgresDatabase.reason(e)),
                            e);
                }
                outage.await("the database: " + PostgresDatabase.reason(e));
            } catch (RegistryUnavailableException | RetriableException | InvalidOffsetException e) {
                outage.await(String.valueOf(e.getMessage()));
            } finally {
                reading = null;
            }
        }
    }

    /** Returns whether the goal is reached; otherwise a new session is needed, since there are new partitions. */
    private boolean follow(SinkSession session, TopicReader reader, @Nullable Map<TopicPartition, Long> goal)
            throws SQLException {
        Map<TopicPartition, Long> ends = reader.endOffsets();
        long reportedNanos = System.nanoTime();
        long reportedCount = counts.total();
        while (goal == null || session.behind(goal) > 0) {
            // without a new record nothing shows that an outage is over, except that there is nothing to be written
            if (session.writeNext(counts) || session.behind(ends) == 0) {
                outage.over();
            }
            if (System.nanoTime() - reportedNanos < REPORT_INTERVAL.toNanos()) {
                continue;
            }
            reportedNanos = System.nanoTime();
            if (reader.hasNewPartitions()) {
                return false;
            }
            if (counts.total() > reportedCount) {
                reportedCount = counts.total();
                messages.accept("%s; %,d records behind".formatted(counts, session.behind(reader.endOffsets())));
            }
        }
        return true;
    }

    private TopicReader reader() {
        Map<String, Object> properties = new HashMap<>(cluster.consumerProperties());
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_A_TRANSACTION);
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        // records that were deleted before they were read are to be reported, not passed over
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        TopicReader reader = new TopicReader(properties, writers.keySet());
        reading = reader;
        if (stopped.getCount() == 0) {
            reader.wakeup();
        }
        return reader;
    }

    /** Ends {@link #run} from another thread, after the transaction that is being written. */
    public void stop() {
        stopped.countDown();
        TopicReader reader = reading;
        if (reader != null) {
            reader.wakeup();
        }
    }

    /** Records that are in the table of refused ones because of this run. */
    public long refusedCount() {
        return counts.refused();
    }

    /** What this run has written, in one line. */
    public String summary() {
        return counts.toString();
    }
}
