package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.learn.LearnerConfig.RefinerKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearnerConfigTest {

    @Test
    void shouldFindPresetsByName() {
        assertThat(LearnerConfig.preset("stream")).isEqualTo(LearnerConfig.stream());
        assertThat(LearnerConfig.preset("paper")).isEqualTo(LearnerConfig.paper());
        assertThatThrownBy(() -> LearnerConfig.preset("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected preset stream or paper, found fast");
    }

    /** B = 500, K = 100, M = 100 (99 steps from psi(x)), rates 8e-4 and 0.01, L2 weight 0.01: the authors' own runs. */
    @Test
    void shouldHoldThePapersFigures() {
        // Given
        LearnerConfig paper = LearnerConfig.paper();

        // Then
        assertThat(paper.batchSize()).isEqualTo(500);
        assertThat(paper.latentSize()).isEqualTo(100);
        assertThat(paper.refinementSteps()).isEqualTo(99);
        assertThat(paper.decoderLearningRate()).isEqualTo(8e-4);
        assertThat(paper.inferenceLearningRate()).isEqualTo(8e-4);
        assertThat(paper.refinementLearningRate()).isEqualTo(0.01);
        assertThat(paper.l2Weight()).isEqualTo(0.01);
    }

    /** Each of the two refiners in the Fisher metric knows one decoder; the message names the other refiner. */
    @Test
    void shouldRefuseARefinerWithTheDecoderThatItDoesNotKnow() {
        assertThatThrownBy(() -> TinyConfigs.vary(LearnerConfig.stream(), Map.of("refiner", RefinerKind.FISHER)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the deep decoder with the fisher refiner, found the log-linear one;"
                        + " refine it with newton");
        assertThatThrownBy(() -> TinyConfigs.vary(LearnerConfig.paper(), Map.of("refiner", RefinerKind.NEWTON)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the log-linear decoder with the newton refiner, found the deep one;"
                        + " refine it with fisher");
        assertThat(TinyConfigs.fisher().refiner()).isEqualTo(RefinerKind.FISHER);
    }

    @ParameterizedTest
    @CsvSource({
        "latentSize, 1",
        "batchSize, 1",
        "decoderHiddenSize, 1",
        "inferenceHiddenSize, 1",
        "refinementSteps, 0",
        "replayDocuments, 0"
    })
    void shouldRefuseASizeBelowItsLeast(String name, int least) {
        assertThatThrownBy(() -> TinyConfigs.vary(LearnerConfig.stream(), Map.of(name, least - 1)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected " + name + " of at least " + least + ".0, found " + (least - 1) + ".0");
        assertThat(TinyConfigs.vary(LearnerConfig.stream(), Map.of(name, least)).describe())
                .containsEntry(name, Integer.toString(least));
    }

    @ParameterizedTest
    @CsvSource({"unigramHalfLife, 1, 0.5", "lengthExponent, 0, -0.5", "lengthExponent, 0, NaN"})
    void shouldRefuseANumberBelowItsLeast(String name, double least, double found) {
        assertThatThrownBy(() -> TinyConfigs.vary(LearnerConfig.stream(), Map.of(name, found)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected " + name + " of at least " + least + ", found " + found);
    }

    @Test
    void shouldDescribeEveryComponentByName() {
        assertThat(LearnerConfig.stream().describe())
                .hasSize(LearnerConfig.class.getRecordComponents().length)
                .containsEntry("latentSize", "50")
                .containsEntry("decoder", "LOG_LINEAR")
                .containsEntry("seed", "1");
    }
}
