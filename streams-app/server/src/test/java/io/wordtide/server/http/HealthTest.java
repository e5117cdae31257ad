package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.view.ModelViews;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final ServedLearner learner = new ServedLearner();
    private final Health health = new Health(learner);
    private final ModelViews views = new ModelViews(WordtideConfig.of(Map.of()).models());

    @Test
    void shouldNotBeReadyBeforeTheApplicationIsStarted() {
        assertThat(health.whyNotReady()).hasValue("the application is starting");
    }

    @Test
    void shouldNotBeReadyWhileKafkaStreamsRestoresItsStores() {
        // When
        learner.serve(new Learner(State.REBALANCING, views));

        // Then
        assertThat(health.whyNotReady()).hasValue("expected the state RUNNING, found REBALANCING");
    }

    @Test
    void shouldNotBeReadyWhileAModelLearnsItsJournalAgain() {
        // Given
        learner.serve(new Learner(State.RUNNING, views));
        assertThat(health.whyNotReady()).isEmpty();

        // When
        views.expect("default");

        // Then
        assertThat(health.whyNotReady()).hasValue("models yet to be restored: 1");
    }

    @Test
    void shouldNotWaitForAModelThatHasLeft() {
        // Given
        learner.serve(new Learner(State.RUNNING, views));
        views.expect("default");

        // When
        views.remove(Set.of("default"));

        // Then
        assertThat(health.whyNotReady()).isEmpty();
    }

    /** An application that has only a state and models. */
    private record Learner(State state, ModelViews views) implements RunningLearner {

        @Override
        public long waitingDocuments() {
            return 0;
        }

        @Override
        public long lag() {
            return 0;
        }

        @Override
        public String scrape() {
            return "";
        }

        @Override
        public Optional<HostInfo> holder(String modelId) {
            return Optional.empty();
        }
    }
}
