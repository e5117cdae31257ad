package io.wordtide.dlgm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.Workers;
import io.wordtide.text.RecordedState;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitBeginningsTest {

    /** K = 1, 12 units. */
    private static GenerativeModel model() {
        return new GenerativeModel(
                LatentPrior.standardNormal(1),
                new DecoderShape(1, List.of(12), true),
                2,
                2,
                TinyModels.noise(1),
                0.1,
                Workers.shared());
    }

    private static float[] weights(GenerativeModel model) {
        return model.hiddenParameters().get(0).value().values();
    }

    private static float[] biases(GenerativeModel model) {
        return model.hiddenParameters().get(1).value().values();
    }

    /** Means 1 to 20 in one dimension. */
    private static Matrix means() {
        Matrix means = Matrix.zeros(20, 1);
        for (int d = 0; d < 20; d++) {
            means.values()[d] = d + 1;
        }
        return means;
    }

    /**
     * Units 0 to 4 begin at rows 2, 6, 10, 14 and 18, which lie at 3, 7, 11, 15 and 19. Of the 19 others in the order of
     * their projections, number (int) (0.85 19) = 16 from 0 is the threshold: for the unit at 3, 18 of 1, 2, 4, ..., 20;
     * 19 and 20 are active, with a mean square of (1 + 4) / 19, so that the scale is 0.3 / sqrt(5 / 19) = 0.58481. For
     * the unit at 19, 17, with 18 and 20 active: 0.3 / sqrt((1 + 9) / 19) = 0.41352.
     */
    @Test
    void shouldBeginAFewUnitsWhereTheyAreActiveForFewDocuments() {
        // Given
        GenerativeModel model = model();
        model.learn(Matrix.zeros(980, 1));

        // When
        model.learn(means());

        // Then
        float[] weights = weights(model);
        float[] biases = biases(model);
        assertThat(weights[0]).isCloseTo(0.58481f, within(1e-5f));
        assertThat(biases[0]).isCloseTo(-18 * 0.58481f, within(2e-4f));
        assertThat(weights[4]).isCloseTo(0.41352f, within(1e-5f));
        assertThat(biases[4]).isCloseTo(-17 * 0.41352f, within(2e-4f));
        assertThat(weights[5]).as("of a unit that has not begun").isZero();
    }

    @Test
    void shouldWaitForAThousandDocumentsAndAMiniBatchOfTen() {
        // Given
        GenerativeModel model = model();

        // When
        model.learn(Matrix.zeros(979, 1));
        model.learn(means());
        model.learn(means().rows(0, 9));

        // Then
        assertThat(weights(model)).containsOnly(0, -0f);
    }

    /** Five, five and two of twelve; where all documents are at one place, a unit has finite weights. */
    @Test
    void shouldEndWithTheLastUnitAndStayFinite() {
        // Given
        GenerativeModel model = model();

        // When
        model.learn(means());
        model.learn(Matrix.zeros(980, 1));
        for (int i = 0; i < 3; i++) {
            model.learn(means());
        }

        // Then
        for (int unit = 5; unit < 12; unit++) {
            assertThat(weights(model)[unit]).isPositive();
        }
        for (float weight : weights(model)) {
            assertThat(weight).isFinite();
        }
    }

    @Test
    void shouldContinueAfterItsStateWasRestored() {
        // Given
        GenerativeModel model = model();
        model.learn(Matrix.zeros(980, 1));
        model.learn(means());
        GenerativeModel restored = model();
        RecordedState.of(model::visitState).restoreInto(restored::visitState);

        // When
        model.learn(means());
        restored.learn(means());

        // Then
        assertThat(weights(restored)).isEqualTo(weights(model));
        assertThat(weights(restored)[9]).isPositive();
    }
}
