package io.wordtide.app.monitor;

import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.wordtide.app.LearnerApp;
import java.lang.reflect.Field;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;

/** The metrics of a running application in Prometheus' text format. */
final class Scrape {

    private Scrape() {}

    /** What {@code /metrics} says: Kafka Streams' metrics with Wordtide's among them, and those of the JVM. */
    static String of(LearnerApp app) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (KafkaStreamsMetrics kafka = new KafkaStreamsMetrics(streams(app))) {
            kafka.bindTo(registry);
            new JvmMemoryMetrics().bindTo(registry);
            new JvmThreadMetrics().bindTo(registry);
            new ProcessorMetrics().bindTo(registry);
            return registry.scrape();
        }
    }

    /** Names of the metrics in a scrape. */
    static Set<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(toSet());
    }

    private static KafkaStreams streams(LearnerApp app) {
        try {
            Field field = LearnerApp.class.getDeclaredField("streams");
            field.setAccessible(true);
            return (KafkaStreams) field.get(app);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
