package io.wordtide.cli.changelog;

import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.FailureMessage;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.ApplicationGroup.StreamThread;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A stopped application, opened to change its state:
 *
 * <pre>{@code
 * try (StoppedApplication application = StoppedApplication.open(config)) {
 *     application.stores().of(modelId) ...
 *     application.commit();
 * }
 * }</pre>
 *
 * <p>All changes become visible together or not at all. The next start of the application finds the new records at the
 * end of its changelogs and updates its local stores from them, with or without a state directory.
 *
 * <p>Nobody else can write meanwhile: another {@code StoppedApplication} takes the transactional id away from this one;
 * transactions that instances left open are aborted first; and an instance that starts is either detected before the
 * commit, or waits for it, since it restores up to the end of the changelogs, open transactions included. Not
 * thread-safe.
 */
public final class StoppedApplication implements AutoCloseable {

    /** A large model takes longer than Kafka's default of a minute; brokers allow 15 by default. */
    private static final int TRANSACTION_TIMEOUT_MS = 600_000;

    private final WordtideConfig config;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final ApplicationGroup group;
    private final ChangelogStores stores;

    private StoppedApplication(WordtideConfig config, Admin admin, Producer<byte[], byte[]> producer) {
        this.config = config;
        this.admin = admin;
        this.producer = producer;
        this.group = new ApplicationGroup(admin, config.applicationId());
        requireStopped(config, group);
        group.abortTransactions();
        producer.initTransactions();
        this.stores = ChangelogStores.read(config);
    }

    /**
     * Reads the state and prevents others from changing it.
     *
     * @throws StateException if an instance runs
     * @throws TopicException if the cluster does not answer or refuses
     */
    public static StoppedApplication open(WordtideConfig config) {
        try (Closer closer = new Closer()) {
            Admin admin = closer.register(Admin.create(config.adminProperties()));
            Producer<byte[], byte[]> producer = closer.register(new KafkaProducer<>(
                    producerProperties(config), new ByteArraySerializer(), new ByteArraySerializer()));
            StoppedApplication stopped = new StoppedApplication(config, admin, producer);
            closer.keep();
            return stopped;
        }
    }

    /**
     * Requires that no instance runs.
     *
     * @param group of the application
     * @throws StateException if one runs
     * @throws TopicException if the cluster does not answer or refuses
     */
    static void requireStopped(WordtideConfig config, ApplicationGroup group) {
        List<StreamThread> threads = group.threads();
        if (!threads.isEmpty()) {
            throw new StateException("expected the application " + config.applicationId() + " to be stopped, found "
                    + threads.size() + " stream threads of it, on "
                    + threads.stream()
                            .map(StreamThread::host)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + "; stop all instances first (a killed one counts until session.timeout.ms has passed)");
        }
    }

    /** The stores; {@link #commit} makes changes to them permanent. */
    public ChangelogStores stores() {
        return stores;
    }

    /**
     * Writes the changes to the stores in one transaction; to be called once.
     *
     * @throws StateException if an instance has started meanwhile, or the cluster refuses; nothing is changed then
     * @throws TopicException if the cluster does not answer or refuses; nothing is changed then
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if a send failed
    public void commit() {
        // a topic that the broker creates by itself would not be compacted
        new TopicCreator(admin).createChangelogs(config, stores.partitionCount());
        try {
            producer.beginTransaction();
            stores.changes().forEach(producer::send);
            producer.flush();
            requireStopped(config, group);
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new StateException(
                    "expected no other command to change the state at the same time, found one;"
                            + " nothing was changed, run this command again",
                    e);
        } catch (KafkaException e) {
            abort(e);
            throw new StateException(
                    "cannot write the changelogs: " + FailureMessage.of(e) + "; nothing was changed", e);
        } catch (StateException | TopicException e) {
            abort(e);
            throw e;
        }
    }

    private void abort(RuntimeException because) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            // the transaction then ends by its timeout
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private static Map<String, Object> producerProperties(WordtideConfig config) {
        Map<String, Object> properties = new HashMap<>(config.producerProperties());
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                ApplicationGroup.commandTransactionalId(config.applicationId()));
        return properties;
    }
}
