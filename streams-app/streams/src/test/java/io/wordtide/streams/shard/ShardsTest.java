package io.wordtide.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.Round;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardsTest {

    private static final int ROUNDS = 6;

    @TempDir
    Path folder;

    private final WordtideConfig config = TinyRounds.config();

    /** Part p of the round after version v belongs to shard (v + p) mod 4, so that every shard has the last part in turn. */
    @Test
    void shouldGiveThePartsOfARoundToDifferentShardsInTurn() {
        // Given
        OnlineLearner learner = TinyRounds.learner(config);

        for (int n = 0; n < ROUNDS; n++) {
            // When
            Round round = learner.open(TinyRounds.bags(n), TinyRounds.SHARDS);

            // Then
            assertThat(IntStream.range(0, 4).map(part -> Shards.of(round, part, TinyRounds.SHARDS)))
                    .containsExactly(n % 4, (n + 1) % 4, (n + 2) % 4, (n + 3) % 4);
            learner.learn(round, round.merge(learner.refine(round, 0, 1, 2, 3)));
        }
    }

    @Test
    void shouldHoldAllShardsWhenAlone() {
        Shards shards = Shards.alone(config);

        assertThat(shards.areElsewhere()).isFalse();
        assertThat(IntStream.range(0, 4)).allMatch(shards::holds);
    }

    @Test
    void shouldKeepAShardWhoseTaskBeginsOnAnotherThreadBeforeItEndsOnThisOne() {
        // Given
        Shards shards = Shards.alone(config);
        ShardProcessor before = new ShardProcessor(shards);
        ShardProcessor after = new ShardProcessor(shards);
        shards.hold(1, before);

        // When
        shards.hold(1, after);
        shards.release(1, before);

        // Then
        assertThat(shards.held()).containsExactly(1);
        shards.release(1, after);
        assertThat(shards.held()).isEmpty();
    }

    @Test
    void shouldOwnAPartitionWhoseTaskBeginsOnAnotherThreadBeforeItEndsOnThisOne() {
        // Given
        Shards shards = Shards.alone(config);
        var context = new MockProcessorContext<String, String>(new Properties(), new TaskId(1, 3), folder.toFile());
        try (StreamsLearnerMetrics metrics = new StreamsLearnerMetrics(context)) {
            RoundExchange before = shards.exchange(3, metrics);
            RoundExchange after = shards.exchange(3, metrics);
            before.learn("default", TinyRounds.learner(config), TinyRounds.bags(0));

            // When
            after.learn("default", TinyRounds.learner(config), TinyRounds.bags(0));
            before.close();

            // Then
            assertThat(shards.owns(3)).isTrue();
            assertThat(shards.owns(0)).isFalse();
            after.close();
            assertThat(shards.owns(3)).isFalse();
        }
    }

    @Test
    void shouldLearnTheSameBitsThroughAnExchangeWhenAlone() {
        // Given
        OnlineLearner expected = TinyRounds.learner(config);
        OnlineLearner learner = TinyRounds.learner(config);
        Shards shards = Shards.alone(config);
        var context = new MockProcessorContext<String, String>(new Properties(), new TaskId(1, 2), folder.toFile());

        try (StreamsLearnerMetrics metrics = new StreamsLearnerMetrics(context);
                RoundExchange exchange = shards.exchange(2, metrics)) {
            // When
            for (int n = 0; n < ROUNDS; n++) {
                exchange.learn("default", learner, TinyRounds.bags(n));
                expected.learn(TinyRounds.bags(n), TinyRounds.SHARDS);
            }

            // Then
            assertThat(StateFingerprint.of(learner)).isEqualTo(StateFingerprint.of(expected));
            assertThat(shards.owns(2)).isTrue();
        }
        assertThat(shards.owns(2)).isFalse();
    }
}
