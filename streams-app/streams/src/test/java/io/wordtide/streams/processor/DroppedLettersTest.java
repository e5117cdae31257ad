package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.streams.config.WordtideConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedLettersTest {

    /** Words of five letters: 2,000 of them are a window. */
    @ParameterizedTest
    @CsvSource({
        // analyzer, words in Cyrillic and in Latin letters, whether it still watches
        "simple, 2000, 0, false",
        "simple, 1000, 1000, true", // half is not most
        "simple, 1001, 999, false",
        "simple, 1999, 0, true",
        "standard, 2000, 0, false"
    })
    void shouldWarnOnceWhenMostLettersAreDropped(String analyzer, int cyrillic, int latin, boolean watching) {
        // Given
        DroppedLetters letters = new DroppedLetters(WordtideConfig.of(Map.of(
                "bootstrap.servers", "none:1", "schema.registry.url", "http://none:1", "wordtide.analyzer", analyzer)));

        // When
        letters.add("нефть 12 ".repeat(cyrillic));
        letters.add("fuels, ".repeat(latin));

        // Then
        assertThat(letters.isWatching()).isEqualTo(watching);
    }
}
