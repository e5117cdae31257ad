package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.ModelView.ViewedDocument;
import io.wordtide.learn.ModelView.WordCost;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.linalg.Matrix;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.Bags;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelViewTest {

    private static final BagOfWords DOCUMENT = Bags.of("w0 w0 w1 w5 w9 unknown");

    static List<LearnerConfig> presets() {
        return OnlineLearnerTest.presets();
    }

    private static OnlineLearner learned(LearnerConfig config) {
        OnlineLearner learner =
                new OnlineLearner(config, Vocabulary.living(120, 2), DocumentFrequencies.forgetting(1_000));
        miniBatches(1).forEach(learner::learn);
        return learner;
    }

    private static List<List<BagOfWords>> miniBatches(long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, 15)
                .mapToObj(i ->
                        IntStream.range(0, 8).mapToObj(d -> Bags.random(random)).toList())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldSayWhatTheLearnerWouldSay(LearnerConfig config) {
        // Given
        OnlineLearner learner = learned(config);

        // When
        ModelView view = learner.view(learner.wordVectors());

        // Then
        EmbeddedDocument expected = learner.embed(List.of(DOCUMENT)).get(0).orElseThrow();
        ViewedDocument found = view.embed(DOCUMENT).orElseThrow();
        assertThat(found.document()).usingRecursiveComparison().isEqualTo(expected);
        assertThat(view.version()).isEqualTo(15);
        assertThat(view.documentsSeen()).isEqualTo(120);
        assertThat(view.vocabularySize()).isEqualTo(learner.vocabulary().size());
        assertThat(view.documentFrequency("w0"))
                .isEqualTo(Math.round(learner.documentFrequencies().of("w0")));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldStayAsItIsWhileTheLearnerContinues(LearnerConfig config) {
        // Given
        OnlineLearner learner = learned(config);
        ModelView view = learner.view(learner.wordVectors());
        ViewedDocument before = view.embed(DOCUMENT).orElseThrow();
        float[] vector = view.wordVectors().vector("w0");

        // When
        miniBatches(2).forEach(learner::learn);

        // Then
        assertThat(view.embed(DOCUMENT).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(view.wordVectors().vector("w0")).containsExactly(vector);
        assertThat(learner.embed(List.of(DOCUMENT)).get(0).orElseThrow().mean())
                .isNotEqualTo(before.document().mean());
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldNotChangeTheLearnerWhenAsked(LearnerConfig config) {
        // Given
        OnlineLearner asked = learned(config);
        OnlineLearner other = learned(config);
        Matrix vectors = asked.wordVectors();

        // When
        ModelView view = asked.view(vectors);
        view.embed(DOCUMENT);
        view.singularValues();

        // Then
        assertThat(StateFingerprint.of(asked)).isEqualTo(StateFingerprint.of(other));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldCostEachWordWithTheCostliestFirst(LearnerConfig config) {
        // Given
        OnlineLearner learner = learned(config);

        // When
        List<WordCost> costs = learner.view(learner.wordVectors())
                .embed(DOCUMENT)
                .orElseThrow()
                .wordCosts();

        // Then: every probability is below 1, and two occurrences cost twice as much
        assertThat(costs).extracting(WordCost::term).containsExactlyInAnyOrder("w0", "w1", "w5", "w9");
        assertThat(costs)
                .isSortedAccordingTo(Comparator.comparingDouble(WordCost::bits).reversed());
        assertThat(costs).allSatisfy(cost -> assertThat(cost.bits()).isPositive());
    }

    /** mu(z) of all words together is 1: the cost of a document that has every word once reveals it. */
    @ParameterizedTest
    @MethodSource("presets")
    void shouldCostBitsOfProbabilitiesThatSumToOne(LearnerConfig config) {
        // Given
        OnlineLearner learner = learned(config);
        Vocabulary vocabulary = learner.vocabulary();
        String all = IntStream.range(0, vocabulary.capacity())
                .filter(row -> !vocabulary.isEmpty(row))
                .mapToObj(vocabulary::term)
                .reduce("w0", (words, term) -> term.equals("w0") ? words : words + " " + term);

        // When
        ViewedDocument viewed =
                learner.view(learner.wordVectors()).embed(Bags.of(all)).orElseThrow();

        // Then
        assertThat(viewed.wordCosts().stream()
                        .mapToDouble(cost -> Math.pow(2, -cost.bits()))
                        .sum())
                .isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldSayNothingOfADocumentOfUnknownWords(LearnerConfig config) {
        OnlineLearner learner = learned(config);
        assertThat(learner.view(learner.wordVectors()).embed(Bags.of("nothing known")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void shouldReturnEmbeddingsForNd4jInTheOrderOfTheDocuments(LearnerConfig config) {
        // Given
        OnlineLearner learner = learned(config);
        ModelView view = learner.view(learner.wordVectors());

        // When
        INDArray embeddings = view.embeddings(List.of(Bags.of("unknown"), DOCUMENT));

        // Then: K = 4
        assertThat(embeddings.shape()).containsExactly(2, 4);
        assertThat(embeddings.ordering()).isEqualTo('c');
        assertThat(embeddings.getRow(0).toFloatVector()).containsOnly(0);
        assertThat(embeddings.getRow(1).toFloatVector())
                .containsExactly(view.embed(DOCUMENT).orElseThrow().document().mean());
    }
}
