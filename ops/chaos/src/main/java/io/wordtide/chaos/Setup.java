package io.wordtide.chaos;

import io.wordtide.schema.Document;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run does, and with what.
 *
 * @param seed of every choice of the run
 * @param documents the stream
 * @param vocabulary file of a fixed vocabulary, or null for a living one
 * @param analyzer name of the analyzer
 * @param faults in order
 * @param layout models, instances, threads, shards
 * @param directory where everything is kept
 */
record Setup(
        long seed,
        List<Document> documents,
        @Nullable Path vocabulary,
        String analyzer,
        List<Fault> faults,
        Layout layout,
        Path directory) {

    /** The application that suffers the faults, and the undisturbed one. */
    static final String DISTURBED = "disturbed";

    static final String UNDISTURBED = "undisturbed";

    /** Long enough for a mini-batch of 5,000 words on a machine that is busy with something else; see StepLimits. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(45);

    /** For mini-batches that are large enough to be cut into parts. */
    private static final Duration TRANSACTION_TIMEOUT_OF_SHARDS = Duration.ofMinutes(2);

    /** Instead of Kafka's 2 minutes, so that a run takes minutes and not hours. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(15);

    /** Must be shorter than the delivery timeout. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private static final Map<String, String> SAMPLE = Map.of(
            "wordtide.vocabulary.size", "1000",
            "wordtide.mini-batch.size", "20",
            // so that frequencies can be recounted in any order: of 50,000 documents, a tenth of that loses half of one
            "wordtide.vocabulary.half.life", "1000000000000");

    private static final Map<String, String> SETTINGS = Map.of(
            "wordtide.topics.replication.factor",
            "3",
            // the clock would cut a partial mini-batch, hence at another place in another run
            "wordtide.mini-batch.linger.ms",
            "3600000",
            // often, so that there is always one to interrupt
            "wordtide.snapshot.interval",
            "10",
            // how long a killed instance's work waits for a successor: as short as brokers allow
            "session.timeout.ms",
            "6000");

    private Duration transactionTimeout() {
        return layout.shards() == 1 ? TRANSACTION_TIMEOUT : TRANSACTION_TIMEOUT_OF_SHARDS;
    }

    /** How long the producer keeps a record that no broker accepts, if all brokers are to be away for longer. */
    Duration deliveryTimeout() {
        return DELIVERY_TIMEOUT;
    }

    /**
     * Settings of an application, for {@code wordtide run}.
     *
     * @param applicationId {@link #DISTURBED} or {@link #UNDISTURBED}; both read the same documents
     */
    Map<String, String> settings(String applicationId, Cluster cluster) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        if (vocabulary == null) {
            settings.putAll(SAMPLE);
        } else {
            settings.put("wordtide.vocabulary.file", vocabulary.toAbsolutePath().toString());
        }
        settings.put(
                "transaction.timeout.ms", Long.toString(transactionTimeout().toMillis()));
        settings.putAll(layout.settings());
        if (faults.contains(Fault.BROKERS_AWAY)) {
            settings.put("producer.delivery.timeout.ms", Long.toString(DELIVERY_TIMEOUT.toMillis()));
            settings.put("producer.request.timeout.ms", Long.toString(REQUEST_TIMEOUT.toMillis()));
        }
        settings.put("wordtide.analyzer", analyzer);
        settings.put("wordtide.application.id", applicationId);
        settings.put("wordtide.topic.documents", "documents");
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        return settings;
    }
}
