package io.wordtide.cli.deadletter;

import com.google.common.base.Throwables;
import io.wordtide.schema.RecordSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records in transactions of a bounded size, under one transactional id for each application: once a second
 * producer of that id has connected, the first one's open transaction is aborted and it can send nothing more. Not
 * thread-safe.
 */
public final class ReplayProducer implements AutoCloseable {

    /** A transaction stays well within its minute, and its records fit into the producer's buffer. */
    private static final int MOST_RECORDS = 500;

    private static final long MOST_BYTES = RecordSizes.PRODUCER_BUFFER_BYTES / 2;

    private final Producer<byte[], byte[]> producer;
    private final List<Runnable> pending = new ArrayList<>();
    private long pendingBytes;

    /**
     * Connects, and fences earlier producers of the same application.
     *
     * @param producerProperties how to reach the cluster
     * @throws DeadLetterException if the cluster refuses
     */
    public ReplayProducer(Map<String, ?> producerProperties, String applicationId) {
        Map<String, Object> properties = new HashMap<>(producerProperties);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, applicationId + "-dead-letter-replay");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close();
            throw refused(e);
        }
    }

    /**
     * Sends a record.
     *
     * @param committed called when it is committed, in this call, a later one, or {@link #commit}
     * @throws DeadLetterException if another producer of the application has connected, or the cluster refuses
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure comes back from the commit
    void send(ProducerRecord<byte[], byte[]> record, Runnable committed) {
        try {
            if (pending.isEmpty()) {
                producer.beginTransaction();
            }
            pending.add(committed);
            pendingBytes += bytes(record);
            producer.send(record);
        } catch (KafkaException e) {
            throw refused(e);
        }
        if (pending.size() >= MOST_RECORDS || pendingBytes >= MOST_BYTES) {
            commit();
        }
    }

    /**
     * Commits what has been sent.
     *
     * @throws DeadLetterException as {@link #send}
     */
    void commit() {
        if (pending.isEmpty()) {
            return;
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw refused(e);
        }
        List<Runnable> done = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        done.forEach(Runnable::run);
    }

    /** Aborts what has not been committed, and disconnects. */
    @Override
    public void close() {
        producer.close();
    }

    /** Size of key, value and headers, bytes. */
    static long bytes(ProducerRecord<byte[], byte[]> record) {
        long bytes = 0;
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes
                + (record.key() == null ? 0 : record.key().length)
                + (record.value() == null ? 0 : record.value().length);
    }

    private static DeadLetterException refused(KafkaException e) {
        boolean fenced = Throwables.getCausalChain(e).stream()
                .anyMatch(error ->
                        error instanceof ProducerFencedException || error instanceof InvalidProducerEpochException);
        return new DeadLetterException(
                fenced
                        ? "another replay of this application has started, so this one ends; letters reported as replayed are done,"
                                + " the other replay handles the rest"
                        : "cannot replay: " + e.getMessage()
                                + " Letters reported as replayed are done; run the command again for the rest.",
                e);
    }
}
