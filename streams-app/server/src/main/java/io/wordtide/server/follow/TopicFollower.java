package io.wordtide.server.follow;

import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.topics.TopicException;
import io.wordtide.streams.topics.TopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads reports, changes, stories and document embeddings from all partitions of their topics, starting some way before the end:
 * only committed records, and without a consumer group.
 *
 * <p>Runs its own thread from construction to {@link #close}. Waits for a cluster that it cannot reach.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);

    /** For each topic: more than is kept of any, and still read in seconds. */
    private static final long RECORDS_BEFORE_END = 100_000;

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Map<String, ?> consumerProperties;
    private final Topics topics;
    private final ReportSeries reports;
    private final StreamEvents events;
    private final DocumentWindow documents;
    private final StorySet stories = new StorySet();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable TopicReader reader;

    /**
     * Starts following.
     *
     * @param consumerProperties how to reach the cluster
     * @param documentCapacity how many of the newest documents are kept
     */
    public TopicFollower(Map<String, ?> consumerProperties, Topics topics, int documentCapacity) {
        this.consumerProperties = consumerProperties;
        this.topics = topics;
        this.reports = new ReportSeries();
        this.events = new StreamEvents();
        this.documents = new DocumentWindow(documentCapacity);
        this.thread = new Thread(this::run, "topic-follower");
        thread.setDaemon(true);
        thread.start();
    }

    /** The history of each model. */
    public ReportSeries reports() {
        return reports;
    }

    /** Reports and changes as they arrive. */
    public StreamEvents events() {
        return events;
    }

    /** The newest documents. */
    public DocumentWindow documents() {
        return documents;
    }

    /** The stories that have not ended. */
    public StorySet stories() {
        return stories;
    }

    /** Stops reading; what has been read remains available. */
    @Override
    public void close() {
        closed.countDown();
        TopicReader waiting = reader;
        if (waiting != null) {
            waiting.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (TopicReader opened = new TopicReader(
                consumerProperties,
                List.of(
                        topics.learningReports().name(),
                        topics.learningEvents().name(),
                        topics.stories().name(),
                        topics.documentEmbeddings().name()))) {
            reader = opened;
            opened.seekBeforeEnd(RECORDS_BEFORE_END);
            opened.seek(next);
            while (closed.getCount() > 0) {
                opened.poll().forEach(this::take);
            }
        } catch (WakeupException e) {
            // close() was called
        } catch (KafkaException | TopicException e) {
            LOG.warn("Cannot follow the topics, retrying in {} s cause={}", RETRY.toSeconds(), e.getMessage());
        } finally {
            reader = null;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        try {
            if (record.topic().equals(topics.documentEmbeddings().name())) {
                if (record.value() == null) {
                    documents.remove(key(topics.documentEmbeddings(), record));
                } else {
                    documents.add(value(topics.documentEmbeddings(), record));
                }
            } else if (record.topic().equals(topics.stories().name())) {
                stories.add(
                        key(topics.stories(), record), record.value() == null ? null : value(topics.stories(), record));
            } else if (record.topic().equals(topics.learningEvents().name())) {
                events.add(value(topics.learningEvents(), record));
            } else {
                var report = value(topics.learningReports(), record);
                reports.add(report);
                events.add(report);
            }
        } catch (RuntimeException e) {
            // one record from another writer must not stop the follower
            LOG.warn(
                    "Skipped a record that Wordtide did not write topic={} partition={} offset={} cause={}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getName());
        }
    }

    private static String key(Topic<String, ?> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.key().deserializer().deserialize(record.topic(), record.key());
    }

    private static <V> V value(Topic<String, V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.value().deserializer().deserialize(record.topic(), record.value());
    }
}
