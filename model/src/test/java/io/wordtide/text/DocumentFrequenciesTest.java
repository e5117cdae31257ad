package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentFrequenciesTest {

    private static final String[] TERMS = {"oil", "prices", "rise", "wheat", "harvest"};

    private static long[] frequencies(DocumentFrequencies documentFrequencies) {
        return Stream.of(TERMS).mapToLong(documentFrequencies::of).toArray();
    }

    @Test
    void shouldCountTheDocumentsOfTheClassDocumentation() {
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();

        documentFrequencies.count(Bags.of("oil prices rise"));
        assertThat(frequencies(documentFrequencies)).containsExactly(1, 1, 1, 0, 0);

        documentFrequencies.count(Bags.of("wheat harvest"));
        assertThat(frequencies(documentFrequencies)).containsExactly(1, 1, 1, 1, 1);

        documentFrequencies.count(Bags.of("wheat prices"));
        assertThat(frequencies(documentFrequencies)).containsExactly(1, 2, 1, 2, 1);

        documentFrequencies.count(Bags.of("oil oil oil"));
        assertThat(frequencies(documentFrequencies)).containsExactly(2, 2, 1, 2, 1);
        assertThat(documentFrequencies.documentCount()).isEqualTo(4);
    }

    @Test
    void shouldDrainEachChangeOnceWithItsNewestFrequency() {
        // Given
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        documentFrequencies.count(Bags.of("oil prices rise"));
        documentFrequencies.count(Bags.of("oil harvest"));

        // When
        Map<String, Long> first = documentFrequencies.drainChanges();
        documentFrequencies.count(Bags.of("wheat oil"));
        Map<String, Long> second = documentFrequencies.drainChanges();
        Map<String, Long> third = documentFrequencies.drainChanges();

        // Then: in the order of the first change, terms ascending within a document
        assertThat(first)
                .containsExactly(entry("oil", 2L), entry("prices", 1L), entry("rise", 1L), entry("harvest", 1L));
        assertThat(second).containsExactly(entry("oil", 3L), entry("wheat", 1L));
        assertThat(third).isEmpty();
    }

    @Test
    void shouldGoOnFromStoredCounts() {
        // Given
        DocumentFrequencies documentFrequencies = new DocumentFrequencies(10, Map.of("oil", 7L, "wheat", 10L));

        // When
        documentFrequencies.count(Bags.of("oil gold"));

        // Then
        assertThat(documentFrequencies.documentCount()).isEqualTo(11);
        assertThat(documentFrequencies.of("oil")).isEqualTo(8);
        assertThat(documentFrequencies.of("wheat")).isEqualTo(10);
        assertThat(documentFrequencies.drainChanges()).containsOnly(entry("oil", 8L), entry("gold", 1L));
    }

    @Test
    void shouldRefuseStoredCountsThatCannotBe() {
        assertThatThrownBy(() -> new DocumentFrequencies(-1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a stored number of documents of at least 0, found -1");
        assertThatThrownBy(() -> new DocumentFrequencies(3, Map.of("oil", 4L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 1 and the number of documents, 3, found 4");
        assertThatThrownBy(() -> new DocumentFrequencies(3, Map.of("oil", 0L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0");
    }

    @Test
    void shouldRebuildTheSameFrequenciesFromTheDrainedChanges() {
        // Given
        Random random = new Random(11);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        Map<String, Long> store = new HashMap<>();

        // When
        for (int i = 0; i < 300; i++) {
            documentFrequencies.count(Bags.random(random));
            if (random.nextInt(7) == 0) {
                store.putAll(documentFrequencies.drainChanges());
            }
        }
        store.putAll(documentFrequencies.drainChanges());

        // Then
        assertThat(store)
                .isNotEmpty()
                .allSatisfy((term, frequency) -> assertThat(frequency)
                        .isEqualTo(documentFrequencies.of(term))
                        .isBetween(1L, documentFrequencies.documentCount()));
    }

    @Test
    void shouldGiveTheTermsOfMostDocumentsWithTiesInAlphabeticalOrder() {
        // Given: wheat in 3 documents, oil and rye in 1 each, however often
        DocumentFrequencies frequencies = new DocumentFrequencies();
        for (String text : List.of("wheat oil oil", "wheat", "wheat rye")) {
            frequencies.count(Bags.of(text));
        }

        // Then
        assertThat(frequencies.mostFrequent(2)).containsExactly("wheat", "oil");
        assertThat(frequencies.mostFrequent(10)).containsExactly("wheat", "oil", "rye");
    }
}
