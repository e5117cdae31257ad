package io.wordtide.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownWordTest {

    @Test
    void shouldSuggestTheThreeNearestSpellings() {
        // Given: words that differ by 1, 2, 3, 1 and more letters
        List<String> words = List.of("taker", "banter", "tankards", "tanked", "pipelines");

        // Then: of two equally near words, the first
        assertThat(UnknownWord.message("tanker", words))
                .isEqualTo(
                        "tanker: not among the 5 words of the vocabulary; similar in spelling: taker, tanked, banter");
    }

    @Test
    void shouldSuggestNothingWhenAllAreTooFar() {
        assertThat(UnknownWord.message("oil", List.of("harvest")))
                .isEqualTo("oil: not among the 1 words of the vocabulary");
    }
}
