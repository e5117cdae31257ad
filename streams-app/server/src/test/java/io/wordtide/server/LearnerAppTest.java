package io.wordtide.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.streams.LearnerTopology;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.view.ModelViews;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** The parts of a start that need no cluster; the others are in {@code FailedStartIT}. */
class LearnerAppTest {

    /** Kafka allows a transaction of 15 minutes, far less than 201 such steps take. */
    private static final StepTiming TOO_SLOW = new StepTiming(Duration.ofHours(1), 0, 0);

    private static final StepTiming FAST = new StepTiming(Duration.ofMillis(100), 0, 0);

    private final WordtideConfig config =
            WordtideConfig.of(Map.of("bootstrap.servers", "localhost:1", "schema.registry.url", "mock://learner-app"));
    private final LearnerTopology topology =
            new LearnerTopology(config, config.schemaRegistry(), new ModelViews(config.models()));

    @Test
    void shouldMeasureAgainWhenTheStepSeemedTooSlowWhileEverythingStarted() {
        // When, Then
        assertThat(LearnerApp.properties(topology, TOO_SLOW, () -> FAST)).isEqualTo(topology.properties(FAST));
    }

    @Test
    void shouldMeasureOnceWhenTheStepFits() {
        // When, Then
        assertThat(LearnerApp.properties(topology, FAST, () -> {
                    throw new AssertionError("measured again");
                }))
                .isEqualTo(topology.properties(FAST));
    }

    @Test
    void shouldRefuseAModelThatIsTooSlowEvenAlone() {
        // When, Then
        assertThatThrownBy(() -> LearnerApp.properties(topology, TOO_SLOW, () -> TOO_SLOW))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("3600000 ms");
    }
}
