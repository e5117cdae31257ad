package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {

    @Test
    void shouldProjectOnTheDirectionsInWhichUnitVectorsVaryMost() {
        // Given: unit vectors (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, 1, 0); their mean is (0, 0.5, 0)
        List<float[]> vectors =
                List.of(new float[] {2, 0, 0}, new float[] {-7, 0, 0}, new float[] {0, 1, 0}, new float[] {0, 3, 0});

        // When
        double[][] places = PrincipalAxes.of(vectors).places();

        // Then: x varies by 2, y by 4 times 0.5 squared = 1
        assertThat(places[0]).containsExactly(new double[] {1, -0.5}, within(1e-6));
        assertThat(places[1]).containsExactly(new double[] {-1, -0.5}, within(1e-6));
        assertThat(places[2]).containsExactly(new double[] {0, 0.5}, within(1e-6));
        assertThat(places[3]).containsExactly(new double[] {0, 0.5}, within(1e-6));
    }

    @Test
    void shouldPlaceWordsWithoutAVectorAndModelsOfOneDimension() {
        assertThat(PrincipalAxes.of(List.of()).places()).isEmpty();
        assertThat(PrincipalAxes.of(List.of(new float[] {0, 0})).places()[0]).containsExactly(0, 0);
        assertThat(PrincipalAxes.of(List.of(new float[] {1}, new float[] {-1})).places()[1])
                .containsExactly(new double[] {-1, 0}, within(1e-6));
    }
}
