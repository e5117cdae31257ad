package io.wordtide.cli.dev;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.topics.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and counts what the application writes, from the beginning and read committed: the independent side of the
 * accounts.
 *
 * <p>Runs a thread of its own from construction to {@link #close}; the counts may be read from any thread. Reports are
 * passed to the listener on the watcher's thread, in order; those that existed before the watcher started are only
 * counted.
 */
final class StreamWatcher implements AutoCloseable {

    private final Topics topics;
    private final TopicReader reader;
    private final Consumer<LearningReport> newReports;
    private final AtomicLong embedded = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong deadLettered = new AtomicLong();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /**
     * Starts watching; returns when everything that existed already has been counted.
     *
     * @param consumerProperties how to reach the cluster
     * @param topics used by the watcher's thread only, from now on
     */
    StreamWatcher(Map<String, ?> consumerProperties, Topics topics, Consumer<LearningReport> newReports) {
        this.topics = topics;
        this.newReports = newReports;
        this.thread = new Thread(this::run, "stream-watcher");
        try (Closer closer = new Closer()) {
            this.reader = closer.register(new TopicReader(
                    consumerProperties,
                    List.of(
                            topics.documentEmbeddings().name(),
                            topics.forgottenDocuments().name(),
                            topics.learningReports().name(),
                            topics.deadLetters().name())));
            reader.readToEnd(record -> count(record, report -> {}));
            thread.start();
            closer.keep(); // the thread closes it
        }
    }

    long embedded() {
        return embedded.get();
    }

    long skipped() {
        return skipped.get();
    }

    long deadLettered() {
        return deadLettered.get();
    }

    /** Documents that have reached a final state. */
    long settled() {
        return embedded() + skipped() + deadLettered();
    }

    /** Throws the error that ended the watching early, if any. */
    void throwFailure() {
        RuntimeException found = failure;
        if (found != null) {
            throw found;
        }
    }

    /** Reads to the current end of the topics, then stops. */
    @Override
    public void close() {
        reader.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (reader) {
            follow();
            reader.readToEnd(record -> count(record, newReports));
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void follow() {
        try {
            while (true) {
                reader.poll().forEach(record -> count(record, newReports));
            }
        } catch (WakeupException e) {
            // close() was called
        }
    }

    private void count(ConsumerRecord<byte[], byte[]> record, Consumer<LearningReport> reports) {
        if (record.topic().equals(topics.documentEmbeddings().name())) {
            embedded.addAndGet(record.value() == null ? 0 : 1);
        } else if (record.topic().equals(topics.forgottenDocuments().name())) {
            // they will be embedded a second time
            embedded.addAndGet(-topics.forgottenDocuments()
                    .value()
                    .deserializer()
                    .deserialize(record.topic(), record.value())
                    .getWaitingAgainCount());
        } else if (record.topic().equals(topics.deadLetters().name())) {
            deadLettered.incrementAndGet();
        } else {
            LearningReport report =
                    topics.learningReports().value().deserializer().deserialize(record.topic(), record.value());
            report.getSkippedDocumentCounts().values().forEach(skipped::addAndGet);
            reports.accept(report);
        }
    }
}
