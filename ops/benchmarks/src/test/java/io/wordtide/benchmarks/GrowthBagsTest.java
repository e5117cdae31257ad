package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthBagsTest {

    @Test
    void shouldCutTheWordsOfAllDocumentsIntoPiecesOfOneLength() {
        // Given: seven words
        List<List<String>> documents = List.of(List.of("a", "b", "c", "d"), List.of("e", "f", "g"));

        // Then: the seventh is left over
        assertThat(GrowthBags.pieces(documents, 3)).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
    }

    @Test
    void shouldWriteEachWordOnceWithItsCount() {
        assertThat(GrowthBags.line(List.of("tide", "ebb", "tide"))).isEqualTo("ebb 1 tide 2");
    }
}
