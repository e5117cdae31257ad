package io.wordtide.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.corpus.Corpus;
import io.wordtide.learn.TopicCorpus;
import io.wordtide.linalg.Workers;
import io.wordtide.train.NamedBounds;
import io.wordtide.train.TrainableModel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {

    private static final Corpus CORPUS = TopicCorpus.small();

    static List<String> names() {
        return Preset.names();
    }

    @Test
    void shouldHaveTheRowsOfThePapersTable() {
        assertThat(Preset.names())
                .contains(
                        "1-M1-norm",
                        "1-M100-norm",
                        "3-M1-norm",
                        "3-M100-norm",
                        "1-M1-tfidf",
                        "1-M100-tfidf",
                        "3-M1-tfidf",
                        "3-M100-tfidf",
                        "1-newton-5-tfidf",
                        "3-fisher-16-tfidf",
                        "stream",
                        "stream-deep",
                        "best",
                        "nvdm",
                        "lda-50");
    }

    /** One epoch is enough to see that the settings fit together; the seed reaches the model. */
    @ParameterizedTest
    @MethodSource("names")
    void shouldMakeAModelThatLearnsAndDependsOnTheSeed(String name) {
        // When
        double[] one = boundsAfterAnEpoch(name, 1);
        double[] other = boundsAfterAnEpoch(name, 2);

        // Then
        assertThat(one).hasSize(CORPUS.validation().size());
        assertThat(Arrays.stream(one))
                .allSatisfy(bound -> assertThat(bound).isFinite().isNegative());
        assertThat(other).isNotEqualTo(one);
    }

    private static double[] boundsAfterAnEpoch(String name, long seed) {
        TrainableModel model = Preset.named(name).factory().create(CORPUS, seed, Workers.of(1));
        model.learnEpoch(CORPUS.training(), 1, count -> {});
        List<NamedBounds> bounds = model.validate(CORPUS.validation());
        return bounds.get(0).perDocument();
    }

    @Test
    void shouldListThePresetsWhenAnotherIsAskedFor() {
        assertThatThrownBy(() -> Preset.named("2-M1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3-M100-tfidf")
                .hasMessageContaining("2-M1");
    }
}
