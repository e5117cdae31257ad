package io.wordtide.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsLearnerMetricsTest {

    @TempDir
    Path folder;

    private MockProcessorContext<String, String> context() {
        return new MockProcessorContext<>(new Properties(), new TaskId(1, 3), folder.toFile());
    }

    /** The totals of rounds and parts: the name, the shard in brackets, and the value. */
    private static Map<String, Object> ofRounds(MockProcessorContext<String, String> context) {
        Map<String, Object> values = new TreeMap<>();
        context.metrics().metrics().forEach((name, metric) -> {
            if (name.name().matches("(round|parts|shard)-.*-total")) {
                values.put(name.name() + shard(name), metric.metricValue());
            }
        });
        return values;
    }

    private static String shard(MetricName name) {
        assertThat(name.group()).isEqualTo("stream-wordtide-metrics");
        assertThat(name.tags()).containsEntry("wordtide-id", "1_3").containsKey("thread-id");
        return name.tags().containsKey("shard") ? "[" + name.tags().get("shard") + "]" : "";
    }

    @Test
    void shouldCountWhatRoundsWaitedForByShard() {
        // Given
        MockProcessorContext<String, String> context = context();

        try (StreamsLearnerMetrics metrics = new StreamsLearnerMetrics(context)) {
            assertThat(ofRounds(context))
                    .as("no shard yet")
                    .containsExactly(Map.entry("parts-missed-total", 0.0), Map.entry("parts-received-total", 0.0));

            // When: 2.5 + 3 ms for shard 2
            metrics.roundWaited(2, 2.5);
            metrics.roundWaited(0, 7);
            metrics.roundWaited(2, 3);
            metrics.partReceived();
            metrics.partReceived();
            metrics.partMissed(2);

            // Then
            assertThat(ofRounds(context))
                    .containsExactly(
                            Map.entry("parts-missed-total", 1.0),
                            Map.entry("parts-received-total", 2.0),
                            Map.entry("round-wait-ms-total[0]", 7.0),
                            Map.entry("round-wait-ms-total[2]", 5.5),
                            Map.entry("shard-parts-missed-total[2]", 1.0));
        }
        assertThat(ofRounds(context)).as("closed").isEmpty();
    }
}
