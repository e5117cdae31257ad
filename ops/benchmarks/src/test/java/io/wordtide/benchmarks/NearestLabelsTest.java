package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestLabelsTest {

    /** Angles of 0, 10, 25, 90 and 32 degrees, of different lengths. */
    private static final List<float[]> VECTORS = List.of(at(0, 1), at(10, 5), at(25, 0.1), at(90, 2), at(32, 3));

    private static float[] at(double degrees, double length) {
        double radians = Math.toRadians(degrees);
        return new float[] {(float) (length * Math.cos(radians)), (float) (length * Math.sin(radians))};
    }

    @Test
    void shouldCountDocumentsWhoseLabelMostOfTheirNearestHave() {
        // Given
        List<String> labels = List.of("a", "a", "a", "b", "b");

        // When
        double accuracy = NearestLabels.accuracy(VECTORS, labels, 3);

        // Then: the nearest three are, by angle,
        // 0: 10 25 32 -> a a b, right; 10: 0 25 32 -> a a b, right; 25: 32 10 0 -> b a a, right;
        // 90: 32 25 10 -> b a a, wrong; 32: 25 10 0 -> a a a, wrong
        assertThat(accuracy).isCloseTo(3 / 5.0, within(1e-12));
    }

    @Test
    void shouldTakeTheLabelOfTheNearestWhenAsManyHaveAnother() {
        // Given
        List<String> labels = List.of("a", "b", "b", "c", "c");

        // When
        double accuracy = NearestLabels.accuracy(VECTORS, labels, 2);

        // Then: the nearest two are, by angle,
        // 0: 10 25 -> b b, wrong; 10: 0 25 -> a before b, wrong; 25: 32 10 -> c before b, wrong;
        // 90: 32 25 -> c before b, right; 32: 25 10 -> b b, wrong
        assertThat(accuracy).isCloseTo(1 / 5.0, within(1e-12));
    }

    @Test
    void shouldKnowWhatAnAnswerThatIsAlwaysTheSameGetsRight() {
        assertThat(NearestLabels.shareOfMostFrequent(List.of("a", "b", "b", "c")))
                .isEqualTo(0.5);
    }
}
