package io.wordtide.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StepLimitsTest {

    @Test
    void shouldKeepLeastLimitsWhenStepIsShort() {
        // Given 201 steps of 50 ms and two snapshots of 1 s: 12.05 s
        StepTiming timing = new StepTiming(Duration.ofMillis(50), 10_000_000, 0);

        // When
        StepLimits limits = StepLimits.of(timing, 200, 50, 50, Duration.ZERO, Duration.ofMillis(200));

        // Then
        assertThat(limits.longestGap()).isEqualTo(Duration.ofMillis(12_050));
        assertThat(limits.transactionTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.maxPollInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.maxPollRecords()).isEqualTo(1_000);
    }

    @Test
    void shouldGrowLimitsWithStep() {
        // Given 21 steps of 8 s, two snapshots of 10 s and a wait of 2 s: 190 s
        StepTiming timing = new StepTiming(Duration.ofSeconds(8), 100_000_000, 0);

        // When
        StepLimits limits = StepLimits.of(timing, 20, 50, 50, Duration.ofSeconds(2), Duration.ofMillis(200));

        // Then: 3 x 190 s = 570 s; a sixth of it holds 11 steps of 50 documents
        assertThat(limits.longestGap()).isEqualTo(Duration.ofSeconds(190));
        assertThat(limits.transactionTimeout()).isEqualTo(Duration.ofMillis(570_200));
        assertThat(limits.maxPollInterval()).isEqualTo(Duration.ofSeconds(570));
        assertThat(limits.maxPollRecords()).isEqualTo(550);
    }

    /**
     * Of mini-batches that grow from 50 to 501 documents the largest takes as long as 11 steps: (20 + 11) x 1 s and two
     * snapshots of 1 s are 33 s.
     */
    @Test
    void shouldAllowForTheLargestMiniBatchWhenTheyGrow() {
        // Given
        StepTiming timing = new StepTiming(Duration.ofSeconds(1), 10_000_000, 0);

        // When
        StepLimits limits = StepLimits.of(timing, 20, 50, 501, Duration.ZERO, Duration.ofMillis(200));

        // Then: 3 x 33 s + 200 ms
        assertThat(limits.longestGap()).isEqualTo(Duration.ofSeconds(33));
        assertThat(limits.transactionTimeout()).isEqualTo(Duration.ofMillis(99_200));
    }

    /** A hundredth of 50,000 documents, the half-life, is 500: 10 steps; 200 + 10 of 500 ms are 105 s, twice that 210 s. */
    @Test
    void shouldRefuseALimitThatIsTooShortForTheLargestMiniBatch() {
        // Given
        StepTiming timing = new StepTiming(Duration.ofMillis(500), 0, 0);
        Map<String, String> limit = Map.of("producer.transaction.timeout.ms", "205000");

        // When: 201 steps of 500 ms are 100.5 s, twice that 201 s
        Properties withoutGrowth = streams(timing, limit);

        // Then
        assertThat(withoutGrowth).containsEntry("producer.transaction.timeout.ms", "205000");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> streams(
                        timing,
                        Map.of("producer.transaction.timeout.ms", "205000", "wordtide.mini-batch.growth", "0.01")))
                .withMessageContaining("105000 ms");
    }

    @Test
    void shouldSayWhatToLowerWhenModelCannotFit() {
        // Given 201 steps of 8 s: 27 minutes
        StepTiming slow = new StepTiming(Duration.ofSeconds(8), 0, 0);

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> streams(slow, Map.of()))
                .withMessageContaining("transaction.timeout.ms")
                .withMessageContaining("Lower wordtide.snapshot.interval");
    }

    @Test
    void shouldPreferUsersLimitWhenItIsEnough() {
        // Given
        StepTiming timing = new StepTiming(Duration.ofMillis(50), 0, 0);

        // When
        Properties streams =
                streams(timing, Map.of("transaction.timeout.ms", "40000", "consumer.max.poll.interval.ms", "30000"));

        // Then
        assertThat(streams)
                .containsEntry("transaction.timeout.ms", "40000")
                .containsEntry("consumer.max.poll.interval.ms", "30000")
                .doesNotContainKeys("producer.transaction.timeout.ms", "main.consumer.max.poll.interval.ms");
    }

    @Test
    void shouldRefuseUsersLimitWhenItIsTooShort() {
        // Given 201 steps of 50 ms: 10.05 s
        StepTiming timing = new StepTiming(Duration.ofMillis(50), 0, 0);

        // When, Then
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> streams(timing, Map.of("producer.transaction.timeout.ms", "20000")))
                .withMessageContaining("producer.transaction.timeout.ms")
                .withMessageContaining("20000")
                .withMessageContaining("10050 ms");
    }

    private static Properties streams(StepTiming timing, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bootstrap.servers", "broker:9092");
        return WordtideConfig.of(all).streamsProperties(timing);
    }
}
