package io.wordtide.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableWordTest {

    @Test
    void shouldShowTheFormAndTheTermWhereTheyDifferInMoreThanCase() {
        assertThat(ReadableWord.of("crisi", "crisis")).isEqualTo("crisis (crisi)");
        assertThat(ReadableWord.of("opec", "OPEC")).isEqualTo("OPEC");
        assertThat(ReadableWord.of("oil", "")).isEqualTo("oil");
    }
}
