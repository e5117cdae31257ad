package io.wordtide.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.TinyCorpus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepProbeTest {

    @Test
    void shouldMeasureStepAndSnapshotOfTheConfiguredSizes() {
        // Given 60 documents per mini-batch, of which it learns 50 and scales up
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.mini-batch.size", "60");
        settings.put("wordtide.vocabulary.size", "1000");

        // When
        StepTiming timing = StepProbe.measure(WordtideConfig.of(settings));

        // Then: the word vectors, latest publications and biases of 1000 words take at least about 20 kB
        assertThat(timing.step()).isBetween(Duration.ofNanos(1), Duration.ofMinutes(1));
        assertThat(timing.snapshotBytes()).isBetween(20_000L, 1_000_000L);
    }
}
