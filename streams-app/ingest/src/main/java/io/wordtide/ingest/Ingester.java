package io.wordtide.ingest;

import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents to the {@code documents} topic in the order they are read, and rejected records to
 * {@code dead-letters}.
 *
 * <p>The producer is idempotent but not transactional: the end of a transaction takes an offset of its own, and offsets
 * of {@code documents} should count documents. Records carry the time of sending, never the time of publication,
 * because retention depends on it.
 *
 * <p>{@link #ingest}, {@link #send} and {@link #flush} belong to one thread; {@link #counts} and {@link #close} may be called from any. Closing during
 * {@link #ingest} ends it after the current document; everything handed over is acknowledged and counted.
 */
public final class Ingester implements AutoCloseable {

    private final Topic<String, Document> documents;
    private final Topic<String, DeadLetter> deadLetters;
    private final Producer<String, byte[]> producer;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicReference<@Nullable IngestException> failure = new AtomicReference<>();
    private volatile boolean closing;

    /**
     * Connects.
     *
     * @param clientProperties how to reach the cluster; Wordtide's own producer settings take precedence
     * @param topics where to send; used by the ingesting thread only
     */
    public Ingester(Map<String, ?> clientProperties, Topics topics) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, RecordSizes.MAX_RECORD_BYTES);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, RecordSizes.PRODUCER_BUFFER_BYTES);
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        this.documents = topics.documents();
        this.deadLetters = topics.deadLetters();
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * Sends everything from a source, and waits until the broker has acknowledged it.
     *
     * @param source read to its end; not closed
     * @param progress receives the acknowledged counts, on this thread, after each record
     * @throws InputException if the source breaks; earlier records were sent
     * @throws IngestException if the cluster or the registry refuses or cannot be reached
     */
    public void ingest(DocumentSource source, Consumer<IngestCounts> progress) throws IOException {
        ingest(source, InputMarks.none(), progress);
    }

    /**
     * As {@link #ingest(DocumentSource, Consumer)}, with marks by which a later run finds what has arrived.
     *
     * @param marks marks of the source's input; records that have arrived are not sent again
     */
    public void ingest(DocumentSource source, InputMarks marks, Consumer<IngestCounts> progress) throws IOException {
        try {
            send(source, marks, progress);
        } finally {
            flush();
        }
    }

    /**
     * As {@link #ingest(DocumentSource, InputMarks, Consumer)} without waiting for the acknowledgement of the last records,
     * which would take most of the time of many small sources. {@link #flush} waits for it.
     */
    public void send(DocumentSource source, InputMarks marks, Consumer<IngestCounts> progress) throws IOException {
        int number = 0;
        ReadResult result = source.next();
        while (result != null && !closing) {
            if (!marks.hasArrived(number, result)) {
                send(marks.mark(number, result));
                throwFailure();
                progress.accept(counts());
            }
            number++;
            result = source.next();
        }
    }

    /**
     * Waits until the broker has acknowledged everything that was sent.
     *
     * @throws IngestException if the cluster or the registry refuses or cannot be reached
     */
    public void flush() throws IngestException {
        if (!closing) {
            producer.flush();
        }
        throwFailure();
    }

    /** What the broker has acknowledged so far. */
    public IngestCounts counts() {
        return new IngestCounts(sent.get(), rejected.get());
    }

    /** Ends {@link #ingest}, waits for the acknowledgement of what it handed over, and disconnects. */
    @Override
    public void close() {
        closing = true;
        producer.close();
    }

    private void send(InputMarks.MarkedRecord record) throws IngestException {
        if (record.result() instanceof ReadResult.Accepted accepted) {
            send(documents, accepted.key(), accepted.document(), record.headers(), sent);
        } else if (record.result() instanceof ReadResult.Rejected refused) {
            send(deadLetters, refused.key(), deadLetter(refused), record.headers(), rejected);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback receives the outcome
    private <V> void send(Topic<String, V> topic, String key, V value, Headers headers, AtomicLong acknowledged)
            throws IngestException {
        try {
            byte[] bytes = topic.value().serializer().serialize(topic.name(), value);
            producer.send(new ProducerRecord<>(topic.name(), null, key, bytes, headers), (metadata, e) -> {
                if (e == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failure.compareAndSet(null, IngestException.of(topic.name(), e));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            // another thread closed it between two documents: this one was not handed over
            if (!closing) {
                throw IngestException.of(topic.name(), e);
            }
        }
    }

    private static DeadLetter deadLetter(ReadResult.Rejected refused) {
        return new DeadLetter(
                refused.origin(), refused.reason(), refused.cause(), refused.head(), refused.size(), Instant.now());
    }

    private void throwFailure() throws IngestException {
        IngestException e = failure.get();
        if (e != null) {
            throw e;
        }
    }
}
