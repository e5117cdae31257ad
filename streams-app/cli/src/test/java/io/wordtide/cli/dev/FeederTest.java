package io.wordtide.cli.dev;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FeederTest {

    @Test
    @Timeout(60)
    void shouldReportWhatEndedTheFeedingEvenIfNobodyExpectedIt() {
        // Given: topics that nobody serves; nothing gets as far as them
        Map<String, String> properties =
                Map.of("bootstrap.servers", "localhost:1", "schema.registry.url", "mock://feeder");
        WordtideConfig config = WordtideConfig.of(properties);
        Topics topics = config.topics(config.schemaRegistry());
        Feed broken = new Feed("broken", false, arrivedCount -> {
            throw new IllegalStateException("broken");
        });

        // When
        try (Feeder feeder = new Feeder(
                List.of(broken),
                new ArrivedRecords(topics, List.of("broken")),
                new Ingester(Map.of("bootstrap.servers", "localhost:1"), topics),
                notice -> {})) {
            while (!feeder.isDone()) {
                Thread.onSpinWait();
            }

            // Then
            assertThatThrownBy(feeder::throwFailure)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
        }
    }
}
