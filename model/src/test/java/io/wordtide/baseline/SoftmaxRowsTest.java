package io.wordtide.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.text.DocumentCounts;
import org.junit.jupiter.api.Test;

class SoftmaxRowsTest {

    private static final SeededNoise NOISE = SeededNoise.of(1, 1, Purpose.CONTRASTIVE_DIVERGENCE);

    private static SoftmaxRows ofLogits(double... logits) {
        Matrix matrix = Matrix.zeros(1, logits.length);
        for (int v = 0; v < logits.length; v++) {
            matrix.values()[v] = (float) logits[v];
        }
        return SoftmaxRows.ofLogits(matrix);
    }

    @Test
    void shouldNormalizeLogitsHoweverLarge() {
        // e^500 (1/2 + 1/4 + 1)
        SoftmaxRows rows = ofLogits(500 + Math.log(0.5), 500 + Math.log(0.25), 500);

        // floats near 500 are 3e-5 apart
        assertThat(rows.logNormalizers()[0]).isCloseTo(500 + Math.log(1.75), within(1e-4));
        assertThat(rows.sums()[0]).isCloseTo(1.75, within(1e-4));
    }

    @Test
    void shouldDrawWordsAsOftenAsTheyAreProbable() {
        // When
        DocumentCounts drawn =
                ofLogits(Math.log(0.2), -200, Math.log(0.5), Math.log(0.3)).draw(0, 10_000, NOISE);

        // Then: standard deviations of 40 to 50; word 1 never
        assertThat(drawn.tokenCount()).isEqualTo(10_000);
        assertThat(drawn.rows()).containsExactly(0, 2, 3);
        assertThat(drawn.counts()[0]).isCloseTo(2000, within(200));
        assertThat(drawn.counts()[1]).isCloseTo(5000, within(200));
        assertThat(drawn.counts()[2]).isCloseTo(3000, within(200));
    }

    @Test
    void shouldDrawTheSameWithTheSameNoise() {
        SoftmaxRows rows = ofLogits(0, 1, 2);

        assertThat(rows.draw(0, 50, NOISE).counts())
                .isEqualTo(rows.draw(0, 50, NOISE).counts());
        assertThat(rows.draw(0, 50, NOISE).counts())
                .isNotEqualTo(rows.draw(0, 50, NOISE.part(1)).counts());
    }
}
