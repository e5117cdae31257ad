package io.wordtide.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class WordVectorsTest {

    private static final WordVectors VECTORS = new WordVectors(
            List.of("oil", "crude", "tulip", "unseen", "Oslo"),
            List.of(
                    new float[] {2, 0},
                    new float[] {4, 3}, // cosine to oil 8 / (2 * 5) = 0.8
                    new float[] {0, 1},
                    new float[] {0, 0},
                    new float[] {-1, 0}));

    /** Mean (2, 1): (1, 1) and (-1, -1) remain, which point in opposite directions. */
    @Test
    void shouldSubtractTheMeanFromACopy() {
        // Given
        WordVectors vectors = new WordVectors(List.of("oil", "wheat"), List.of(new float[] {3, 2}, new float[] {1, 0}));

        // When
        WordVectors shifted = vectors.withoutMean();

        // Then
        assertThat(shifted.vector("oil")).containsExactly(1, 1);
        assertThat(shifted.cosine("oil", "wheat")).isCloseTo(-1, within(1e-9));
        assertThat(vectors.vector("oil")).containsExactly(3, 2);
    }

    @Test
    void shouldGiveTheNearestFirstWithoutTheWordItself() {
        assertThat(VECTORS.nearest("oil", 3))
                .containsExactly(new Neighbour("crude", 0.8), new Neighbour("tulip", 0), new Neighbour("unseen", 0));
    }

    @Test
    void shouldGiveAllWhenMoreAreAskedFor() {
        assertThat(VECTORS.nearest("oil", 100))
                .extracting(Neighbour::word)
                .containsExactly("crude", "tulip", "unseen", "Oslo");
    }

    @Test
    void shouldCompareByAngleWhateverTheLengths() {
        assertThat(VECTORS.cosine("oil", "Oslo")).isEqualTo(-1);
        assertThat(VECTORS.cosine("crude", "tulip")).isCloseTo(0.6, within(1e-15)); // 3 / 5
    }

    @Test
    void shouldFindAWordAsWrittenAndThenInLowerCase() {
        assertThat(VECTORS.find("Oslo")).contains("Oslo");
        assertThat(VECTORS.find("Oil")).contains("oil");
        assertThat(VECTORS.find("oslo")).isEmpty();
    }

    @Test
    void shouldKeepItsVectorsWhenACallerChangesWhatItGot() {
        // When
        VECTORS.vector("tulip")[0] = 7;

        // Then
        assertThat(VECTORS.vector("tulip")).containsExactly(0, 1);
    }

    @Test
    void shouldCopyItsVectorsForNd4j() {
        // When
        INDArray array = VECTORS.toINDArray();
        array.putScalar(1, 0, 7);

        // Then: a row for each word
        assertThat(array.shape()).containsExactly(5, 2);
        assertThat(array.ordering()).isEqualTo('c');
        assertThat(VECTORS.vector("crude")).containsExactly(4, 3);
        assertThat(VECTORS.toINDArray().data().asFloat()).containsExactly(2, 0, 4, 3, 0, 1, 0, 0, -1, 0);
    }

    @Test
    void shouldNameTheRowWhenAVectorHasAnotherLength() {
        assertThatThrownBy(() -> new WordVectors(List.of("a", "b"), List.of(new float[2], new float[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected vectors of length 2, found one of length 3 in row 1");
    }

    @Test
    void shouldRefuseAWordTwice() {
        assertThatThrownBy(() -> new WordVectors(List.of("a", "a"), List.of(new float[2], new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected each word once, found \"a\" again in row 1");
    }
}
