package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.baseline.LatentDirichletAllocation.Settings;
import io.wordtide.evaluate.CompletionSplit;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.RecordedState;
import io.wordtide.train.NamedBounds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentDirichletAllocationTest {

    private static final Settings TWO_TOPICS = new Settings(2, 0.5, 0.1, 20, 1, 0.7, 1);

    private final List<DocumentCounts> training = Documents.ofTwoThemes(200, 1);
    private final List<DocumentCounts> heldOut = Documents.ofTwoThemes(100, 2);

    private LatentDirichletAllocation learned(Settings settings, int epochs, Workers workers) {
        LatentDirichletAllocation model = new LatentDirichletAllocation(settings, 10, workers);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            model.learnEpoch(training, epoch, count -> {});
        }
        return model;
    }

    private double perplexity(LatentDirichletAllocation model) {
        return model.validate(heldOut).get(0).perplexity(heldOut).perDocument();
    }

    @Test
    void shouldCountWordsWithOneTopic() {
        // Given: one topic, all documents in one step of full size
        LatentDirichletAllocation model = new LatentDirichletAllocation(new Settings(1, 1, 0.5, 10, 1, 0, 1), 3);

        // When: 4, 2 and 0 tokens
        model.learnEpoch(List.of(Documents.of(3, 1, 0), Documents.of(1, 1, 0)), 1, count -> {});

        // Then: lambda = 4.5, 2.5, 0.5 of 7.5
        assertThat(model.wordVectors().orElseThrow().values())
                .containsExactly(new float[] {0.6f, 2.5f / 7.5f, 0.5f / 7.5f}, within(1e-6f));
    }

    @Test
    void shouldWeighAMiniBatchAsTheWholeCorpus() {
        // Given: mini-batches of 1 of 2 documents, a step of full size each
        LatentDirichletAllocation model = new LatentDirichletAllocation(new Settings(1, 1, 0.5, 1, 1, 0, 1), 3);

        // When
        model.learnEpoch(List.of(Documents.of(3, 1, 0), Documents.of(1, 1, 0)), 1, count -> {});

        // Then: only the second counts, twice; lambda = 2.5, 2.5, 0.5 of 5.5
        assertThat(model.wordVectors().orElseThrow().values())
                .containsExactly(new float[] {2.5f / 5.5f, 2.5f / 5.5f, 0.5f / 5.5f}, within(1e-6f));
    }

    @Test
    void shouldFindTheThemes() {
        // When
        LatentDirichletAllocation model = learned(TWO_TOPICS, 10, Workers.of(1));

        // Then: a topic gives its own theme's 5 words 0.18 each and the other's 0.02, within what 200 documents show
        float[] topics = model.wordVectors().orElseThrow().values(); // [10, 2]
        int first = topics[0] > topics[1] ? 0 : 1;
        for (int row = 0; row < 10; row++) {
            int ofTheme = row < 5 ? first : 1 - first;
            assertThat(topics[2 * row + ofTheme]).isGreaterThan(4 * topics[2 * row + 1 - ofTheme]);
        }
    }

    @Test
    void shouldLowerPerplexityBelowThatOfOneTopic() {
        double ofOneTopic = perplexity(learned(new Settings(1, 0.5, 0.1, 20, 1, 0.7, 1), 10, Workers.of(1)));
        double ofTwo = perplexity(learned(TWO_TOPICS, 10, Workers.of(1)));

        // 10 equally frequent words; two themes gain more than the bound loses
        assertThat(ofOneTopic).isBetween(9.9, 10.3);
        assertThat(ofTwo).isLessThan(8.5);
    }

    @Test
    void shouldReportAHigherBoundOfTheTopicsMean() {
        LatentDirichletAllocation model = learned(TWO_TOPICS, 10, Workers.of(1));

        List<NamedBounds> bounds = model.evaluate(heldOut, count -> {});

        assertThat(bounds).extracting(NamedBounds::name).containsExactly("elbo", "elbo-mean-topics");
        for (int d = 0; d < heldOut.size(); d++) {
            // exp(E[log beta]) is below E[beta] for each word
            assertThat(bounds.get(1).perDocument()[d])
                    .isGreaterThan(bounds.get(0).perDocument()[d]);
        }
    }

    @Test
    void shouldCompleteADocumentByTheMeanOfItsTopics() {
        // Given: one topic of 4.5, 2.5 and 0.5 of 7.5, as above
        LatentDirichletAllocation model = new LatentDirichletAllocation(new Settings(1, 1, 0.5, 10, 1, 0, 1), 3);
        model.learnEpoch(List.of(Documents.of(3, 1, 0), Documents.of(1, 1, 0)), 1, count -> {});

        // When
        List<NamedBounds> completed = model.complete(
                new CompletionSplit(0.5, List.of(Documents.of(0, 5, 0)), List.of(Documents.of(2, 0, 3)), 0),
                count -> {});

        // Then: 2 log 0.6 + 3 log 0.0667
        assertThat(completed.get(0).perDocument())
                .containsExactly(new double[] {2 * Math.log(0.6) + 3 * Math.log(1 / 15.0)}, within(1e-9));
    }

    /**
     * Nine tokens in ten are of the document's theme: with the theme known, a token has an entropy of 0.9 log(5 / 0.9) + 0.1
     * log(5 / 0.1) = 1.93, a perplexity of 6.9; without, 10.
     */
    @Test
    void shouldCompleteDocumentsByTheThemeOfTheirOtherTokens() {
        // Given
        LatentDirichletAllocation model = learned(TWO_TOPICS, 10, Workers.of(1));
        CompletionSplit split = CompletionSplit.of(heldOut, 0.2);
        List<Integer> told = new ArrayList<>();

        // When
        List<NamedBounds> completed = model.complete(split, told::add);

        // Then
        assertThat(completed.get(0).perplexity(split.heldOut()).corpus()).isBetween(6.5, 8.0);
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(model.completionPasses() * 100);
    }

    @Test
    void shouldReportEveryDocumentAsOftenAsItSays() {
        LatentDirichletAllocation model = learned(TWO_TOPICS, 0, Workers.of(1));
        List<Integer> told = new ArrayList<>();

        model.learnEpoch(training, 1, told::add);
        assertThat(told).hasSize(10).containsOnly(20);

        told.clear();
        model.evaluate(heldOut, told::add);
        assertThat(told.stream().mapToInt(Integer::intValue).sum()).isEqualTo(model.evaluationPasses() * 100);
    }

    @Test
    void shouldNotDependOnTheNumberOfThreads() {
        try (Workers three = Workers.of(3)) {
            assertThat(bits(learned(TWO_TOPICS, 2, three))).isEqualTo(bits(learned(TWO_TOPICS, 2, Workers.of(1))));
        }
    }

    private float[] bits(LatentDirichletAllocation model) {
        return model.wordVectors().orElseThrow().values();
    }

    @Test
    void shouldContinueWithTheSameBitsWhenRestored() {
        // Given
        LatentDirichletAllocation original = learned(TWO_TOPICS, 2, Workers.of(1));
        RecordedState state = RecordedState.of(original::visitState);

        // When
        LatentDirichletAllocation restored = new LatentDirichletAllocation(TWO_TOPICS, 10, Workers.of(1));
        state.restoreInto(restored::visitState);
        original.learnEpoch(training, 3, count -> {});
        restored.learnEpoch(training, 3, count -> {});

        // Then
        assertThat(bits(restored)).isEqualTo(bits(original));
        assertThat(restored.validate(heldOut).get(0).perDocument())
                .isEqualTo(original.validate(heldOut).get(0).perDocument());
    }

    @Test
    void shouldDescribeItsSettings() {
        assertThat(new LatentDirichletAllocation(TWO_TOPICS, 10).describe())
                .containsEntry("model", "lda")
                .containsEntry("vocabularySize", "10")
                .containsEntry("topicCount", "2")
                .containsEntry("initialAlpha", "0.5");
    }

    @Test
    void shouldRefuseSettingsItCannotWorkWith() {
        assertThatThrownBy(() -> new Settings(2, 1e-4, 0.1, 20, 1, 0.7, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected initialAlpha of at least 0.002, found 1.0E-4");
        assertThatThrownBy(() -> new Settings(0, 0.1, 0.1, 20, 1, 0.7, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
