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
        assertThat(LearnerConfig.preset("stream-deep")).isEqualTo(LearnerConfig.streamDeep());
        assertThat(LearnerConfig.preset("paper")).isEqualTo(LearnerConfig.paper());
        assertThatThrownBy(() -> LearnerConfig.preset("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected preset stream, stream-deep or paper, found fast");
    }

    /** B = 500, K = 100, M = 100 (99 steps from psi(x)), rates 8e-4 and 0.01, L2 weight 0.01: the authors' own runs. */
    @Test
    void shouldHoldThePapersFigures() {
        // Given
        LearnerConfig paper = LearnerConfig.paper();

        // Then
        assertThat(paper.batchSize()).isEqualTo(500);
        assertThat(paper.latentSize()).isEqualTo(100);
        assertThat(paper.refinement().steps()).isEqualTo(99);
        assertThat(paper.decoder().learningRate()).isEqualTo(8e-4);
        assertThat(paper.inference().learningRate()).isEqualTo(8e-4);
        assertThat(paper.refinement().learningRate()).isEqualTo(0.01);
        assertThat(paper.objective().l2Weight()).isEqualTo(0.01);
    }

    /** Each of the two refiners in the Fisher metric supports one decoder; the message names the other refiner. */
    @Test
    void shouldRefuseARefinerWithTheDecoderThatItDoesNotKnow() {
        assertThatThrownBy(() ->
                        TinyConfigs.vary(LearnerConfig.stream(), Map.of("refinement.refiner", RefinerKind.FISHER)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the deep decoder with the fisher refiner, found the log-linear or skip one;"
                        + " refine it with newton");
        assertThatThrownBy(
                        () -> TinyConfigs.vary(LearnerConfig.paper(), Map.of("refinement.refiner", RefinerKind.NEWTON)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected the log-linear or skip decoder with the newton refiner, found the deep one;"
                        + " refine it with fisher");
        assertThat(TinyConfigs.fisher().refinement().refiner()).isEqualTo(RefinerKind.FISHER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        latentSize               | 0         | expected latentSize of at least 1, found 0
        batchSize                | -1        | expected batchSize of at least 1, found -1
        decoder.hiddenSize       | 0         | expected decoder.hiddenSize of at least 1, found 0
        decoder.unigramHalfLife  | 0.5       | expected decoder.unigramHalfLife of at least 1.0, found 0.5
        decoder.unigramHalfLife  | NaN       | expected a finite decoder.unigramHalfLife, found NaN
        decoder.priorComponents  | 0         | expected decoder.priorComponents of at least 1, found 0
        decoder.learningRate     | 0.0       | expected decoder.learningRate above 0, found 0.0
        inference.hiddenSize     | 0         | expected inference.hiddenSize of at least 1, found 0
        inference.learningRate   | -0.1      | expected inference.learningRate above 0, found -0.1
        inference.learningRate   | Infinity  | expected a finite inference.learningRate, found Infinity
        inference.replayDocuments| -1        | expected inference.replayDocuments of at least 0, found -1
        refinement.steps         | -1        | expected refinement.steps of at least 0, found -1
        refinement.learningRate  | NaN       | expected a finite refinement.learningRate, found NaN
        objective.l2Weight       | -1.0      | expected objective.l2Weight of at least 0.0, found -1.0
        objective.lengthExponent | 1.5       | expected objective.lengthExponent from 0.0 to 1.0, found 1.5
        objective.lengthExponent | -0.5      | expected objective.lengthExponent from 0.0 to 1.0, found -0.5
        """)
    void shouldNameSettingRangeAndValueWhenASettingIsOutOfItsRange(String name, String value, String message) {
        Object number = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : Double.valueOf(value);
        assertThatThrownBy(() -> TinyConfigs.vary(LearnerConfig.stream(), Map.of(name, number)))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "latentSize, 1",
        "batchSize, 1",
        "decoder.hiddenSize, 1",
        "inference.hiddenSize, 1",
        "inference.replayDocuments, 0",
        "refinement.steps, 0"
    })
    void shouldTakeTheLeastOfASize(String name, int least) {
        assertThat(TinyConfigs.vary(LearnerConfig.stream(), Map.of(name, least)).describe())
                .containsEntry(name, Integer.toString(least));
    }

    @Test
    void shouldDescribeEverySettingByItsGroupAndName() {
        assertThat(LearnerConfig.stream().describe())
                .containsExactly(
                        Map.entry("latentSize", "50"),
                        Map.entry("batchSize", "50"),
                        Map.entry("decoder.kind", "LOG_LINEAR"),
                        Map.entry("decoder.hiddenSize", "400"),
                        Map.entry("decoder.unigramBias", "true"),
                        Map.entry("decoder.unigramHalfLife", "4000.0"),
                        Map.entry("decoder.priorComponents", "20"),
                        Map.entry("decoder.learning", "NATURAL_GRADIENT"),
                        Map.entry("decoder.learningRate", "8.0E-4"),
                        Map.entry("inference.input", "TF_IDF"),
                        Map.entry("inference.hiddenSize", "200"),
                        Map.entry("inference.target", "REFINED"),
                        Map.entry("inference.learningRate", "0.002"),
                        Map.entry("inference.replayDocuments", "1000"),
                        Map.entry("refinement.refiner", "NEWTON"),
                        Map.entry("refinement.steps", "2"),
                        Map.entry("refinement.learningRate", "0.01"),
                        Map.entry("objective.l2Weight", "0.0"),
                        Map.entry("objective.lengthExponent", "0.5"),
                        Map.entry("objective.antithetic", "true"),
                        Map.entry("seed", "1"));
    }
}
