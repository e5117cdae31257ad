package io.wordtide.chaos;

import io.wordtide.app.config.WordtideConfig;
import io.wordtide.schema.Document;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is tried, and on what.
 *
 * @param seed of every choice of the run
 * @param documents the stream
 * @param vocabulary file of a fixed vocabulary, or null for a living one
 * @param analyzer name of the analyzer
 * @param faults in the order in which they come
 * @param directory where everything is kept
 */
record Setup(
        long seed,
        List<Document> documents,
        @Nullable Path vocabulary,
        String analyzer,
        List<Fault> faults,
        Path directory) {

    /** The application that faults happen to, and the one that nobody touches. */
    static final String DISTURBED = "disturbed";

    static final String UNDISTURBED = "undisturbed";

    /** Sample documents have fewer than 800 words, and are learned in smaller steps so that a short stream has many. */
    private static final Map<String, String> LIVING = Map.of(
            "wordtide.vocabulary.size", "1000",
            "wordtide.mini-batch.size", "20",
            "wordtide.snapshot.interval", "10");

    private static final Map<String, String> SETTINGS = Map.of(
            "wordtide.topics.replication.factor",
            "3",
            // a partial mini-batch would be cut by the clock, hence elsewhere on another run
            "wordtide.mini-batch.linger.ms",
            "3600000",
            "wordtide.snapshot.interval",
            "20",
            // how long a killed instance's work and its open transaction wait for another: as short as goes
            "session.timeout.ms",
            "6000",
            "transaction.timeout.ms",
            "15000");

    /**
     * Settings of an application, for {@code wordtide run}.
     *
     * @param applicationId {@link #DISTURBED} or {@link #UNDISTURBED}; both read the same documents
     */
    Map<String, String> settings(String applicationId, Cluster cluster) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        if (vocabulary == null) {
            settings.putAll(LIVING);
        } else {
            settings.put("wordtide.vocabulary.file", vocabulary.toAbsolutePath().toString());
        }
        settings.put("wordtide.analyzer", analyzer);
        settings.put("wordtide.application.id", applicationId);
        settings.put("wordtide.topic.documents", "documents");
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        return settings;
    }

    WordtideConfig config(String applicationId, Cluster cluster) {
        return WordtideConfig.of(settings(applicationId, cluster));
    }
}
