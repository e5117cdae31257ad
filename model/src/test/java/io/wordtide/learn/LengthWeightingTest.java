package io.wordtide.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.dlgm.TinyModels;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

class LengthWeightingTest {

    /** Documents of 400, 100, 25 and 1 tokens. */
    private static final List<DocumentCounts> DOCUMENTS = List.of(
            TinyModels.document(400), TinyModels.document(100), TinyModels.document(25), TinyModels.document(1));

    @Test
    void shouldCountEveryTokenTheSameWithAnExponentOfZero() {
        assertThat(new LengthWeighting(0).weights(DOCUMENTS)).containsExactly(1, 1, 1, 1);
    }

    /** sqrt(100 / 400) = 1/2, sqrt(100 / 25) = 2, sqrt(100 / 1) = 10. */
    @Test
    void shouldLowerTheTokensOfLongDocuments() {
        assertThat(new LengthWeighting(0.5).weights(DOCUMENTS))
                .containsExactly(new float[] {0.5f, 1, 2, 10}, within(1e-6f));
    }

    @Test
    void shouldLetNoDocumentCountMoreThanTenTimes() {
        assertThat(new LengthWeighting(1).weights(DOCUMENTS))
                .containsExactly(new float[] {0.25f, 1, 4, 10}, within(1e-6f));
    }
}
