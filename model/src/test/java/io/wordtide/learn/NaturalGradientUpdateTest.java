package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.DecoderShape;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.LatentPrior;
import io.wordtide.dlgm.TinyModels;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * V = 3 words, K = 1, all weights 0. The mini-batch has 30 and 20 tokens of word 0 in two documents, 10 of word 1, none
 * of word 2. A bias's gradient of -30 means that the model expected 30 occurrences more than it found:
 *
 * <pre>
 *                    word 0           word 1                  word 2
 * c                  50 + 50 = 100    50 + 10 = 60            50
 * gradient           4                -30                     5
 * curvature          100              60 + 30 = 90            50
 * W, b move by       8 / 100          -60 / 90                10 / 50
 * </pre>
 */
class NaturalGradientUpdateTest {

    private static final Offset<Float> ROUNDING = within(1e-6f);

    private final GenerativeModel model =
            new GenerativeModel(1, List.of(), 3, TinyModels.noise(1), 0, Workers.shared());
    private final NaturalGradientUpdate update = update(model);

    private static NaturalGradientUpdate update(GenerativeModel model) {
        return new NaturalGradientUpdate(model, new Adam(model.hiddenParameters(), 1e-3, 0, Workers.shared()));
    }

    @BeforeEach
    void step() {
        setGradients(model);
        update.step(List.of(TinyModels.document(30, 10), TinyModels.document(20)), new float[] {1, 1});
    }

    private static void setGradients(GenerativeModel model) {
        for (Parameter parameter : List.of(model.outputWeights(), model.outputBias())) {
            // a row for each word, or one row of all words; K = 1
            System.arraycopy(new float[] {4, -30, 5}, 0, parameter.gradient().values(), 0, 3);
        }
    }

    @Test
    void shouldMoveByTheGradientOverTheWordsCurvature() {
        assertThat(model.outputWeights().value().values())
                .containsExactly(new float[] {0.08f, -60f / 90, 0.2f}, ROUNDING);
        assertThat(model.outputBias().value().values()).containsExactly(new float[] {0.08f, -60f / 90, 0.2f}, ROUNDING);
    }

    /**
     * K = 1 beside one unit, c = 50: U's gradient counts 50 / (50 + 1,000) = 1 / 21 times. (4, 42) moves by 2 (4, 2) / 50;
     * (0, 2100) asks for 2 (0, 100) / 50, whose norm is 4, and the bound is 2.5 / sqrt(K) = 2.5.
     */
    @Test
    void shouldLearnMoreSlowlyBesideASkipAndBoundTheRowByTheLatentSize() {
        // Given
        GenerativeModel skip = new GenerativeModel(
                LatentPrior.standardNormal(1),
                new DecoderShape(1, List.of(1), true),
                2,
                2,
                TinyModels.noise(1),
                0,
                Workers.shared());
        System.arraycopy(
                new float[] {4, 42, 0, 2100}, 0, skip.outputWeights().gradient().values(), 0, 4);

        // When
        update(skip).step(List.of(), new float[0]);

        // Then
        assertThat(skip.outputWeights().value().values())
                .containsExactly(new float[] {0.16f, 0.08f, 0, 2.5f}, ROUNDING);
    }

    /**
     * K = 4, c = 50: a gradient of (30, 40, 0, 0) asks for a step of (1.2, 1.6, 0, 0), whose norm is 2; the bound is 2.5
     * / sqrt(4) = 1.25. One of (0, 0, 18, 24) asks for (0, 0, 0.72, 0.96), whose norm is 1.2.
     */
    @Test
    void shouldShortenTheRowsOfALargerModelToTheirBoundWithoutTurningThem() {
        // Given
        GenerativeModel four = new GenerativeModel(4, List.of(), 2, TinyModels.noise(1), 0, Workers.shared());
        float[] gradient = {30, 40, 0, 0, 0, 0, 18, 24};
        System.arraycopy(gradient, 0, four.outputWeights().gradient().values(), 0, gradient.length);

        // When
        update(four).step(List.of(), new float[0]);

        // Then
        assertThat(four.outputWeights().value().values())
                .containsExactly(new float[] {0.75f, 1, 0, 0, 0, 0, 0.72f, 0.96f}, ROUNDING);
    }

    @Test
    void shouldUseUpTheGradients() {
        assertThat(model.outputWeights().gradient().values()).containsOnly(0);
        assertThat(model.outputBias().gradient().values()).containsOnly(0);
    }

    /** 100 more tokens of word 0: c = 200, and 2 * 4 / 200 = 0.04 on top of 0.08. */
    @Test
    void shouldSettleAsAWordIsSeenMore() {
        // When
        setGradients(model);
        update.step(List.of(TinyModels.document(100)), new float[] {1});

        // Then
        assertThat(model.outputWeights().value().get(0, 0)).isCloseTo(0.12f, ROUNDING);
    }

    @Test
    void shouldContinueAlikeWhenRestored() {
        // Given
        RecordedState state = RecordedState.of(visitor -> {
            model.visitState(visitor);
            update.visitState(visitor);
        });
        GenerativeModel restoredModel = new GenerativeModel(1, List.of(), 3, TinyModels.noise(2), 1, Workers.shared());
        NaturalGradientUpdate restored = update(restoredModel);

        // When
        state.restoreInto(visitor -> {
            restoredModel.visitState(visitor);
            restored.visitState(visitor);
        });
        setGradients(model);
        setGradients(restoredModel);
        update.step(List.of(TinyModels.document(1, 1, 1)), new float[] {1});
        restored.step(List.of(TinyModels.document(1, 1, 1)), new float[] {1});

        // Then
        assertThat(restoredModel.outputWeights().value().values())
                .containsExactly(model.outputWeights().value().values());
        assertThat(restoredModel.outputBias().value().values())
                .containsExactly(model.outputBias().value().values());
    }

    /** The hidden layers of a deep decoder use Adam, whose first step is as long as its rate. */
    @Test
    void shouldLeaveHiddenLayersToAdam() {
        // Given
        GenerativeModel deep = TinyModels.deep(1);
        Parameter hidden = deep.hiddenParameters().get(0);
        float before = hidden.value().values()[0];
        hidden.gradient().values()[0] = -17;

        // When
        update(deep).step(List.of(), new float[0]);

        // Then
        assertThat(hidden.value().values()[0]).isCloseTo(before - 1e-3f, ROUNDING);
        assertThat(hidden.gradient().values()).containsOnly(0);
    }
}
