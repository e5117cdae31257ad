package io.wordtide.cli.dev;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.changelog.StoredSettings;
import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.server.LearnerApp;
import io.wordtide.server.lifecycle.BackgroundTask;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.FailureMessage;
import io.wordtide.streams.monitor.ModelActivity;
import io.wordtide.streams.topics.TopicCreator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The application beside an embedded cluster, fed and watched.
 *
 * <pre>
 * inputs -> feeder -> (documents) -> application -> (learning.reports, embeddings.documents, dead-letters) -> watcher
 * </pre>
 *
 * <p>Started in the order watcher, application, feeder, and closed in reverse, so that the accounts are drawn up when
 * nothing moves any more. The cluster is the caller's. Thread-safe.
 */
public final class DevSession implements AutoCloseable {

    private final WordtideConfig config;
    private final Topics topics;
    private final StreamWatcher watcher;
    private final LearnerApp app;
    private final Feeder feeder;

    /** Feeder, application and watcher. */
    private final Closer running;

    /** These and the registry's client, which is still needed to draw up the accounts after they have closed. */
    private final Closer all;

    private DevSession(
            WordtideConfig config,
            Topics topics,
            StreamWatcher watcher,
            LearnerApp app,
            Feeder feeder,
            Closer running,
            Closer all) {
        this.config = config;
        this.topics = topics;
        this.watcher = watcher;
        this.app = app;
        this.feeder = feeder;
        this.running = running;
        this.all = all;
    }

    /**
     * Creates missing topics and starts everything, if stored models can continue with the configuration.
     *
     * @param config holds the cluster's addresses and the directory for local state
     * @param newReports receives each report, on the watcher's thread
     * @param notices receives lines about the inputs, on the feeder's thread
     * @throws io.wordtide.cli.changelog.StateException if stored models were begun with other settings; nothing is sent
     */
    public static DevSession start(
            WordtideConfig config, List<Feed> feeds, Consumer<LearningReport> newReports, Consumer<String> notices) {
        return start(config, LearnerApp.measureStep(config), () -> {}, feeds, newReports, notices);
    }

    /**
     * As {@link #start(WordtideConfig, List, Consumer, Consumer)}, where Kafka serves clients already and the rest of the
     * start is under way.
     *
     * @param timing what {@link LearnerApp#measureStep} returned for the same model
     * @param awaitRegistry returns when the Schema Registry serves clients; throws if it never will
     */
    public static DevSession start(
            WordtideConfig config,
            BackgroundTask<StepTiming> timing,
            Runnable awaitRegistry,
            List<Feed> feeds,
            Consumer<LearningReport> newReports,
            Consumer<String> notices) {
        StoredSettings.requireSame(config);
        try (Closer closer = new Closer()) {
            SchemaRegistryClient registry = closer.register(config.schemaRegistry());
            Topics topics = config.topics(registry);
            TopicCreator.createAllAndInternal(config, topics);
            awaitRegistry.run(); // what arrived earlier is read with its schemas
            ArrivedRecords arrived = ArrivedRecords.read(
                    config.consumerProperties(),
                    topics,
                    feeds.stream().map(Feed::name).toList());
            Closer running = closer.register(new Closer());
            StreamWatcher watcher = running.register(
                    new StreamWatcher(config.consumerProperties(), config.topics(registry), newReports));
            LearnerApp app = running.register(LearnerApp.start(config, timing));
            Ingester ingester = running.register(new Ingester(config.producerProperties(), config.topics(registry)));
            Feeder feeder = running.register(new Feeder(feeds, arrived, ingester, notices));
            return new DevSession(config, topics, watcher, app, feeder, running, closer.keep());
        }
    }

    /** URL of the live page; empty if no HTTP server is configured. */
    public Optional<URI> address() {
        return app.address();
    }

    /** Whether all inputs have been fed and every document has reached a final state. */
    public boolean isDone() {
        return feeder.isDone() && watcher.settled() >= feeder.recordCount();
    }

    /**
     * Has the last documents learned at once if all inputs have been fed and nothing but these documents, which wait for
     * their mini-batch to be filled, is left: no more will come. Otherwise does nothing; call it repeatedly.
     */
    public void learnLast() {
        if (feeder.isDone()) {
            // read before the waiting documents: if both are equal, nothing was in transit in between
            long unsettled = feeder.recordCount() - watcher.settled();
            if (unsettled > 0 && unsettled == app.waitingDocuments()) {
                app.learnWaiting();
            }
        }
    }

    /** Records fed so far, on this run and earlier ones. */
    public long recordCount() {
        return feeder.recordCount();
    }

    /** Records fed on this run. */
    public long fedCount() {
        return feeder.fedCount();
    }

    /** What the models have done so far on this run. */
    public ModelActivity models() {
        return ModelActivity.of(app.metrics());
    }

    /**
     * Throws the error that stopped a part early, if any.
     *
     * @throws IOException if an input broke or could not be sent
     * @throws IllegalStateException if the application or the watcher ended
     */
    public void throwFailure() throws IOException {
        feeder.throwFailure();
        watcher.throwFailure();
        Optional<Throwable> failure = app.failure();
        if (failure.isPresent()) {
            throw new IllegalStateException(
                    "the application stopped: " + FailureMessage.of(failure.get()), failure.get());
        }
    }

    /**
     * Stops everything, and returns where all documents are.
     *
     * @throws RuntimeException the error that stopped the watcher early
     */
    public synchronized Accounts finish() {
        running.close();
        watcher.throwFailure();
        long waiting = WaitingDocuments.count(config, topics);
        long in = ArrivedRecords.read(config.consumerProperties(), topics).recordCount();
        return new Accounts(in, watcher.embedded(), waiting, watcher.deadLettered(), watcher.skipped());
    }

    /** Stops feeding, lets the application finish what it holds, then stops watching. Later calls do nothing. */
    @Override
    public synchronized void close() {
        all.close();
    }
}
