package io.wordtide.streams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelGaugesTest {

    private static final int MODELS = 250;

    @TempDir
    Path folder;

    @Test
    void shouldHaveGaugesOnlyForTheModelsThatReportedLast() {
        // Given
        var context = new MockProcessorContext<String, String>(new Properties(), new TaskId(0, 0), folder.toFile());
        ModelGauges gauges = new ModelGauges(context.metrics(), "wordtide", "0_0");

        // When: the first one reports again at the end
        for (int n = 0; n < MODELS; n++) {
            gauges.drifted("model " + n, 0.5);
            gauges.drifted("model 0", 0.5);
        }

        // Then
        assertThat(models(context))
                .hasSize(ModelGauges.MOST_MODELS)
                .contains("model 0", "model " + (MODELS - 1))
                .doesNotContain("model 1");

        // When
        gauges.close();

        // Then
        assertThat(models(context)).isEmpty();
    }

    private static Set<String> models(MockProcessorContext<String, String> context) {
        return context.metrics().metrics().keySet().stream()
                .map(name -> name.tags().getOrDefault("model", ""))
                .filter(model -> !model.isEmpty())
                .collect(Collectors.toSet());
    }
}
