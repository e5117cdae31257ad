package io.wordtide.server;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wordtide.streams.monitor.LearnerMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/**
 * All metrics of an instance for Prometheus: those of Kafka Streams, which include {@link LearnerMetrics}, and those of
 * the JVM. Thread-safe.
 */
public final class PrometheusMetrics implements AutoCloseable {

    /** How soon a new metric, such as that of a new model, appears; Prometheus scrapes every 15 seconds. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScheduledExecutorService refreshes = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "metrics-refresh");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaStreamsMetrics kafka;

    /** Starts collecting. */
    public PrometheusMetrics(KafkaStreams streams) {
        this.kafka = new KafkaStreamsMetrics(streams, Tags.empty(), refreshes, REFRESH);
        kafka.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** The metrics in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** Stops collecting. */
    @Override
    public void close() {
        kafka.close();
        refreshes.shutdownNow();
        registry.close();
    }
}
