package io.wordtide.streams.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.ModelView;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.streams.config.ModelsSettings;
import io.wordtide.streams.config.ModelsSettings.Beyond;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Views take at most 500 bytes together, half of what awake models may take. */
class ModelViewsTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final ModelViews views = new ModelViews(new ModelsSettings(1_000, 10, Beyond.DEFAULT_MODEL));
    private final ModelView view = view();

    @Test
    void shouldAskTheTaskForAViewThatARequestWaitsFor() throws Exception {
        // Given
        views.announce(summary("a"));
        views.announce(summary("b"));
        assertThat(views.wanted(Set.of("a", "b"))).isEmpty();

        // When: a request waits in a thread of its own until this one, the task's, makes the view
        CompletableFuture<Optional<ModelView>> answer = CompletableFuture.supplyAsync(() -> await("b"));
        while (views.wanted(Set.of("a", "b")).isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(views.wanted(Set.of("a"))).isEmpty();
        assertThat(views.wanted(Set.of("a", "b"))).containsExactly("b");
        views.publish("b", view, 100);

        // Then
        assertThat(answer.get()).hasValue(view);
        assertThat(views.wanted(Set.of("a", "b"))).isEmpty();
    }

    @Test
    void shouldNotWaitForAModelThatIsElsewhere() throws InterruptedException {
        assertThat(views.await("elsewhere", Duration.ofDays(1))).isEmpty();
    }

    @Test
    void shouldGiveUpWhenAModelLeavesWhileARequestWaits() throws Exception {
        // Given
        views.announce(summary("a"));
        CompletableFuture<Optional<ModelView>> answer = CompletableFuture.supplyAsync(() -> await("a"));
        while (views.wanted(Set.of("a")).isEmpty()) {
            Thread.onSpinWait();
        }

        // When
        views.remove(Set.of("a"));

        // Then
        assertThat(answer.get()).isEmpty();
    }

    @Test
    void shouldDropTheViewThatWasAskedForLongestAgoWhenTheyTakeTooMuch() throws InterruptedException {
        // Given: 200 bytes each
        for (String id : List.of("a", "b", "c")) {
            views.announce(summary(id));
        }
        views.publish("a", view, 200);
        views.publish("b", view, 200);
        views.await("a", AT_ONCE);

        // When
        views.publish("c", view, 200);

        // Then
        assertThat(views.await("b", AT_ONCE)).isEmpty();
        assertThat(views.await("a", AT_ONCE)).isPresent();
        assertThat(views.await("c", AT_ONCE)).isPresent();
    }

    @Test
    void shouldHoldOneViewHoweverLargeItIs() throws InterruptedException {
        // When
        views.announce(summary("a"));
        views.publish("a", view, 1_000_000);

        // Then
        assertThat(views.await("a", AT_ONCE)).isPresent();
    }

    @Test
    void shouldRefreshAViewOnlyWhileSomebodyAsksForIt() throws InterruptedException {
        // Given
        views.announce(summary("a"));
        assertThat(views.isWorthRefreshing("a")).isFalse();
        assertThat(views.await("a", AT_ONCE)).isEmpty();
        assertThat(views.isWorthRefreshing("a")).isTrue();

        // When: it is published for the request, and refreshed once more
        views.publish("a", view, 100);
        assertThat(views.isWorthRefreshing("a")).isTrue();
        views.publish("a", view, 100);

        // Then: nobody asked in between
        assertThat(views.isWorthRefreshing("a")).isFalse();
        assertThat(views.await("a", AT_ONCE)).isEmpty();
    }

    @Test
    void shouldListModelsPageByPage() {
        // When
        for (String id : List.of("c", "a", "d", "b")) {
            views.announce(summary(id));
        }

        // Then
        assertThat(views.size()).isEqualTo(4);
        assertThat(views.page("", 2)).extracting(ModelSummary::modelId).containsExactly("a", "b");
        assertThat(views.page("b", 3)).extracting(ModelSummary::modelId).containsExactly("c", "d");
    }

    private Optional<ModelView> await(String modelId) {
        try {
            return views.await(modelId, Duration.ofMinutes(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModelSummary summary(String modelId) {
        return new ModelSummary(modelId, 1, 4, OptionalInt.empty());
    }

    private static ModelView view() {
        OnlineLearner learner = new OnlineLearner(
                LearnerConfig.stream(), Vocabulary.living(20, 1), DocumentFrequencies.forgetting(1_000));
        learner.learn(List.of(BagOfWords.of(new TreeMap<>(Map.of("oil", 2)))));
        return learner.view(learner.wordVectors());
    }
}
