package io.wordtide.server;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.server.http.HttpServer;
import io.wordtide.server.http.RunningLearner;
import io.wordtide.server.lifecycle.BackgroundTask;
import io.wordtide.server.lifecycle.ClockWatch;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.streams.LearnerTopology;
import io.wordtide.streams.StepProbe;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.error.ReplaceThreadOnTransientError;
import io.wordtide.streams.monitor.ConsumerLag;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicException;
import io.wordtide.streams.view.ModelViews;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the application: {@link #start}, {@link #await}, {@link #close}. Several instances with the same
 * application id share the work. Thread-safe.
 */
public final class LearnerApp implements RunningLearner, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LearnerApp.class);

    /** Longest wait in {@link #close()}, which finishes and commits a step that has begun. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMinutes(1);

    /** Kafka's clients have recovered from a smaller step back by the time that somebody notices. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    private final KafkaStreams streams;
    private final LearnerTopology topology;
    private final SchemaRegistryClient registry;
    private final ModelViews views;
    private final Optional<HttpServer> server;
    private final PrometheusMetrics prometheus;
    private final ReplaceThreadOnTransientError errors;
    private final AbandonedTransactions abandoned;
    private final ClockWatch clock;
    private final AtomicReference<@Nullable Throwable> clockFailure = new AtomicReference<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private LearnerApp(
            WordtideConfig config,
            KafkaStreams streams,
            LearnerTopology topology,
            SchemaRegistryClient registry,
            ModelViews views,
            Optional<HttpServer> server) {
        this.streams = streams;
        this.topology = topology;
        this.registry = registry;
        this.views = views;
        this.server = server;
        this.prometheus = new PrometheusMetrics(streams);
        this.errors = new ReplaceThreadOnTransientError(
                InstantSource.system(), time -> stopping.await(time.toMillis(), TimeUnit.MILLISECONDS));
        streams.setUncaughtExceptionHandler(errors);
        this.abandoned = AbandonedTransactions.watch(config, () -> streams.state() == KafkaStreams.State.REBALANCING);
        streams.setStateListener(this::onChange);
        this.clock = ClockWatch.start(CLOCK_TOLERANCE, this::onClockPutBack);
    }

    /**
     * Measures a learning step, then starts; with an HTTP server if one is configured, which is the first to answer and
     * the first to stop. Returns at once; {@link #state} says how far it is.
     *
     * @throws ConfigException if the model does not fit Kafka's time limits, or a server
     *     is not configured
     * @throws RegistryUnavailableException if the Schema Registry does not take the schemas
     */
    public static LearnerApp start(WordtideConfig config) {
        return start(config, measureStep(config));
    }

    /** Measures a learning step, which needs neither Kafka nor a registry, so that both can start at the same time. */
    public static BackgroundTask<StepTiming> measureStep(WordtideConfig config) {
        return BackgroundTask.start("step-probe", () -> StepProbe.measure(config));
    }

    /**
     * As {@link #start(WordtideConfig)}, where the measurement is under way.
     *
     * @param timing what {@link #measureStep} returned for this configuration
     */
    public static LearnerApp start(WordtideConfig config, BackgroundTask<StepTiming> timing) {
        try (Closer closer = new Closer()) {
            SchemaRegistryClient registry = closer.register(config.schemaRegistry());
            BackgroundTask<Void> registration = BackgroundTask.start("register-schemas", () -> {
                SchemaRegistration.register(config, registry);
                offerDocuments(config, registry);
                return null;
            });
            Optional<HttpServer> server = config.isServing()
                    ? Optional.of(closer.register(HttpServer.start(config, config.topics(registry))))
                    : Optional.empty();
            ModelViews views = new ModelViews(config.models());
            LearnerTopology topology = new LearnerTopology(config, registry, views);
            createTopicsOfShards(config);
            warnOfTopicDifferences(config);
            registration.await();
            Properties properties = properties(topology, timing.await(), () -> StepProbe.measure(config));
            server.ifPresent(http -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, http.advertised()));
            KafkaStreams streams = closer.register(new KafkaStreams(topology.build(properties), properties));
            LearnerApp app = new LearnerApp(config, streams, topology, registry, views, server);
            closer.keep(); // closing the application closes them
            closer.register(app);
            server.ifPresent(http -> http.serve(app));
            streams.start();
            closer.keep();
            return app;
        }
    }

    /**
     * Properties of Kafka Streams for a step that was measured while everything else was starting; if it seems too slow for
     * Kafka's limits, for a step that is measured again, alone.
     */
    static Properties properties(LearnerTopology topology, StepTiming measured, Supplier<StepTiming> again) {
        StepTiming timing = measured;
        Properties properties;
        try {
            properties = topology.properties(timing);
        } catch (ConfigException e) {
            timing = again.get();
            properties = topology.properties(timing);
        }
        LOG.info(
                "Starting applicationId={} stepMs={} snapshotBytes={}",
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG),
                timing.step().toMillis(),
                timing.snapshotBytes());
        return properties;
    }

    /** For producers that look it up; the application runs without it. */
    private static void offerDocuments(WordtideConfig config, SchemaRegistryClient registry) {
        try {
            SchemaRegistration.offerDocuments(config, registry);
        } catch (RegistryUnavailableException e) {
            LOG.warn("The schema of documents is not registered: {}", e.getMessage());
        }
    }

    private static void createTopicsOfShards(WordtideConfig config) {
        if (config.shards() > 1) {
            try (Admin admin = Admin.create(config.adminProperties())) {
                new TopicCreator(admin).createForShards(config);
            }
        }
    }

    /** Kafka Streams creates internal topics as needed, but does not report existing ones that differ. */
    private static void warnOfTopicDifferences(WordtideConfig config) {
        try (Admin admin = Admin.create(config.adminProperties())) {
            new TopicCreator(admin)
                    .internalDifferences(config)
                    .forEach(difference -> LOG.warn(
                            "Internal topic differs topic={} setting={} found={} expected={}. To change it: {}",
                            difference.topic(),
                            difference.setting(),
                            difference.found(),
                            difference.expected(),
                            difference.remedy()));
        } catch (TopicException e) {
            // start anyway: Kafka Streams waits for a cluster that it cannot reach
            LOG.warn("Could not check the internal topics: {}", e.getMessage());
        }
    }

    /** Where a browser finds the live page; empty if no HTTP server is configured. */
    public Optional<URI> address() {
        return server.map(HttpServer::address);
    }

    /** What Kafka Streams is doing; RUNNING once all state is restored. */
    @Override
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Views of the models of this instance. */
    @Override
    public ModelViews views() {
        return views;
    }

    /** The error that stopped the application, if any. */
    public Optional<Throwable> failure() {
        return errors.failure().or(() -> Optional.ofNullable(clockFailure.get()));
    }

    /** Documents of this instance's models that wait for their mini-batch. */
    @Override
    public long waitingDocuments() {
        return StreamsLearnerMetrics.waitingDocuments(streams.metrics());
    }

    /** See {@link LearnerTopology#learnWaiting}. */
    public void learnWaiting() {
        topology.learnWaiting();
    }

    @Override
    public long lag() {
        return ConsumerLag.of(streams.metrics());
    }

    @Override
    public String scrape() {
        return prometheus.scrape();
    }

    @Override
    public Optional<HostInfo> holder(String modelId) {
        if (!streams.state().isRunningOrRebalancing()) {
            return Optional.empty();
        }
        KeyQueryMetadata metadata = streams.queryMetadataForKey(
                LearnerStores.BAG_JOURNAL, modelId, Serdes.String().serializer());
        return metadata.equals(KeyQueryMetadata.NOT_AVAILABLE) ? Optional.empty() : Optional.of(metadata.activeHost());
    }

    /** All metrics of Kafka Streams, its clients, and {@link io.wordtide.streams.monitor.LearnerMetrics}. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /**
     * Waits until the application has stopped, by {@link #close} or by an error.
     *
     * @throws InterruptedException if this thread is interrupted first
     */
    public void await() throws InterruptedException {
        stopped.await();
    }

    /**
     * Stops in order: answers no more requests, finishes and commits the steps that have begun, and leaves the group,
     * so that other instances, or this one's next start, take over at once. Can be called again.
     *
     * @return whether everything stopped within the timeout
     */
    public boolean close(Duration timeout) {
        server.ifPresent(HttpServer::close);
        abandoned.close();
        clock.close();
        boolean inTime = streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(timeout));
        prometheus.close();
        Utils.closeQuietly(this::closeRegistry, "Schema Registry client");
        if (inTime) {
            LOG.info("Stopped state={}", streams.state());
        } else {
            LOG.warn("Did not stop within {} s state={}", timeout.toSeconds(), streams.state());
        }
        return inTime;
    }

    /** {@link #close(Duration)} with a timeout of one minute. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    private void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("State {} -> {}", before, now);
        abandoned.onChange();
        if (now.isShuttingDown()) {
            stopping.countDown();
        }
        if (now.hasCompletedShutdown()) {
            stopped.countDown();
        }
    }

    /** Threads that wait in Kafka's clients cannot be freed, not even by closing them: only a new process can. */
    private void onClockPutBack(Duration step) {
        ClockPutBackException failure = new ClockPutBackException(step);
        LOG.error("Stopping; the state remains that of the last commit", failure);
        clockFailure.set(failure);
        stopped.countDown();
    }

    private void closeRegistry() throws IOException {
        registry.close();
    }
}
