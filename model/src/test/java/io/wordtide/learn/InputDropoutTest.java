package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.TinyModels;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.text.DocumentCounts;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputDropoutTest {

    private static final SeededNoise NOISE = SeededNoise.of(5, 0, Purpose.INPUT_DROPOUT);

    @Test
    void shouldHideNothingWithALimitOfZero() {
        List<DocumentCounts> documents = List.of(TinyModels.document(3, 1));
        assertThat(new InputDropout(0).thin(documents, NOISE)).isSameAs(documents);
    }

    /** The hidden share of a document is uniform between 0 and 0.6, so 0.3 of all tokens are hidden. */
    @Test
    void shouldHideHalfTheLimitOnAverageAndNeverMoreThanIsThere() {
        // Given
        List<DocumentCounts> documents = Collections.nCopies(500, TinyModels.document(60, 0, 40));

        // When
        List<DocumentCounts> thinned = new InputDropout(0.6).thin(documents, NOISE);

        // Then: standard error of the mean share 0.6 / sqrt(12 * 500) = 0.008
        double kept = thinned.stream().mapToInt(DocumentCounts::tokenCount).sum() / 50_000.0;
        assertThat(kept).isCloseTo(0.7, within(0.03));
        assertThat(thinned).allSatisfy(document -> {
            assertThat(document.rows()).isEqualTo(documents.get(0).rows());
            for (int i = 0; i < document.counts().length; i++) {
                assertThat(document.counts()[i]).isBetween(0, documents.get(0).counts()[i]);
            }
        });
        assertThat(thinned.stream().map(DocumentCounts::tokenCount).distinct().count())
                .isGreaterThan(20);
    }

    @Test
    void shouldDrawTheSameForTheSameNoise() {
        List<DocumentCounts> documents = List.of(TinyModels.document(30, 20), TinyModels.document(50));
        InputDropout dropout = new InputDropout(0.5);
        assertThat(dropout.thin(documents, NOISE)).usingRecursiveComparison().isEqualTo(dropout.thin(documents, NOISE));
    }

    @Test
    void shouldRefuseToHideEverything() {
        assertThatThrownBy(() -> new InputDropout(1)).hasMessageContaining("below 1");
    }
}
