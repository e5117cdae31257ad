package io.wordtide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.StepReport;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TextLearnerTest {

    private final TextLearner learner =
            new TextLearner("english", Vocabulary.fixed(List.of("oil", "price", "wheat")), LearnerConfig.stream());

    @AfterEach
    void close() {
        learner.close();
    }

    @Test
    void shouldLearnFullMiniBatchesAndThenTheRest() {
        // Given
        List<StepReport> reports = new ArrayList<>();

        // When: 50 documents a mini-batch
        learner.learn(texts(120), reports::add);

        // Then
        assertThat(reports).extracting(StepReport::documentCount).containsExactly(50, 50, 20);
        assertThat(learner.learner().version()).isEqualTo(3);
    }

    @Test
    void shouldLearnNothingWhenThereAreNoTexts() {
        // When
        learner.learn(Collections.emptyIterator());

        // Then
        assertThat(learner.learner().version()).isZero();
    }

    @Test
    void shouldEmbedWithoutLearning() {
        // Given
        learner.learn(texts(50));

        // When
        float[] once = learner.embed("Oil prices").orElseThrow().mean();
        float[] again = learner.embed("Oil prices").orElseThrow().mean();

        // Then
        assertThat(once).hasSize(LearnerConfig.stream().latentSize()).isEqualTo(again);
        assertThat(learner.learner().version()).isEqualTo(1);
    }

    /** K = 50; single embeddings have the same means as those computed together, except for the noise by position. */
    @Test
    void shouldReturnEmbeddingsForNd4jInTheOrderOfTheTexts() {
        // Given
        learner.learn(texts(50));
        float[] first = learner.embed("Oil prices").orElseThrow().mean();

        // When
        INDArray embeddings = learner.embeddings(List.of("Oil prices", "tulips"));

        // Then
        assertThat(embeddings.shape()).containsExactly(2, 50);
        assertThat(embeddings.ordering()).isEqualTo('c');
        assertThat(embeddings.getRow(0).toFloatVector()).containsExactly(first, within(1e-4f));
        assertThat(embeddings.getRow(1).toFloatVector()).containsOnly(0);
    }

    @Test
    void shouldReturnNoRowsForNd4jWhenThereAreNoTexts() {
        assertThat(learner.embeddings(List.of()).shape()).containsExactly(0, 50);
    }

    @Test
    void shouldEmbedNothingWhenNoWordIsKnown() {
        assertThat(learner.embed("tulips")).isEmpty();
    }

    @Test
    void shouldFindTheAnalyzersFormOfAWord() {
        // Given
        learner.learn(texts(50));

        // Then
        assertThat(learner.nearest("Prices", 2)).isEqualTo(learner.nearest("price", 2));
        assertThat(learner.nearest("price", 2)).extracting(Neighbour::word).containsExactlyInAnyOrder("oil", "wheat");
        assertThat(learner.nearest("tulip", 2)).isEmpty();
    }

    @Test
    void shouldAnswerWithTheNewestVectorsWhenItHasLearnedMore() {
        // Given
        learner.learn(texts(50));
        float[] before = learner.wordVectors().vector("oil");

        // When
        learner.learn(texts(50));

        // Then
        assertThat(learner.wordVectors().vector("oil")).isNotEqualTo(before);
    }

    @Test
    void shouldListTheAnalyzersWhenThereIsNoneOfThatName() {
        assertThatThrownBy(() -> new TextLearner("inglish", Vocabulary.living(10, 1), LearnerConfig.stream()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("english", "found inglish");
    }

    private static Iterator<String> texts(int count) {
        return Collections.nCopies(count, "Oil prices rise, wheat falls").iterator();
    }
}
