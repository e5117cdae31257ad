package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorpusTest {

    @Test
    void shouldGiveMiniBatchesRoundAndRoundWithoutTheRest() {
        // Given: two mini-batches of three, one document is left
        List<Integer> documents = List.of(0, 1, 2, 3, 4, 5, 6);

        // Then
        assertThat(Corpus.miniBatch(documents, 0, 3)).containsExactly(0, 1, 2);
        assertThat(Corpus.miniBatch(documents, 1, 3)).containsExactly(3, 4, 5);
        assertThat(Corpus.miniBatch(documents, 2, 3)).containsExactly(0, 1, 2);
        assertThat(Corpus.miniBatch(documents, 7, 3)).containsExactly(3, 4, 5);
    }
}
