package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentFrequenciesTest {

    private static final String[] TERMS = {"oil", "prices", "rise", "wheat", "harvest"};

    private static double[] frequencies(DocumentFrequencies documentFrequencies) {
        return Stream.of(TERMS).mapToDouble(documentFrequencies::of).toArray();
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
        Map<String, Double> first = documentFrequencies.drainChanges();
        documentFrequencies.count(Bags.of("wheat oil"));
        Map<String, Double> second = documentFrequencies.drainChanges();
        Map<String, Double> third = documentFrequencies.drainChanges();

        // Then: in the order of the first change, terms ascending within a document
        assertThat(first)
                .containsExactly(entry("oil", 2.0), entry("prices", 1.0), entry("rise", 1.0), entry("harvest", 1.0));
        assertThat(second).containsExactly(entry("oil", 3.0), entry("wheat", 1.0));
        assertThat(third).isEmpty();
    }

    @Test
    void shouldContinueFromStoredCounts() {
        // Given
        DocumentFrequencies documentFrequencies = new DocumentFrequencies(10, Map.of("oil", 7L, "wheat", 10L));

        // When
        documentFrequencies.count(Bags.of("oil gold"));

        // Then
        assertThat(documentFrequencies.documentCount()).isEqualTo(11);
        assertThat(documentFrequencies.of("oil")).isEqualTo(8);
        assertThat(documentFrequencies.of("wheat")).isEqualTo(10);
        assertThat(documentFrequencies.drainChanges()).containsOnly(entry("oil", 8.0), entry("gold", 1.0));
    }

    @Test
    void shouldRefuseStoredCountsThatCannotBe() {
        assertThatThrownBy(() -> new DocumentFrequencies(-1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a stored number of documents of at least 0, found -1");
        assertThatThrownBy(() -> new DocumentFrequencies(3, Map.of("oil", 4L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0 and up to the number of documents, 3, found 4");
        assertThatThrownBy(() -> new DocumentFrequencies(3, Map.of("oil", 0L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 0.0");
    }

    @Test
    void shouldRebuildTheSameFrequenciesFromTheDrainedChanges() {
        // Given
        Random random = new Random(11);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();
        Map<String, Double> store = new HashMap<>();

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
                        .isBetween(1.0, (double) documentFrequencies.documentCount()));
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

    @Test
    void shouldLetADocumentCountHalfAfterTheHalfLife() {
        // Given: one document with oil, then ten without
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(10);
        frequencies.count(Bags.of("oil"));

        // When
        for (int i = 0; i < 10; i++) {
            frequencies.count(Bags.of("wheat"));
        }

        // Then: sums of 2^(-age / 10)
        assertThat(frequencies.of("oil")).isCloseTo(0.5, within(1e-12));
        double wheat = IntStream.range(0, 10)
                .mapToDouble(age -> Math.pow(2, -age / 10.0))
                .sum();
        assertThat(frequencies.of("wheat")).isCloseTo(wheat, within(1e-12));
        assertThat(frequencies.effectiveDocumentCount()).isCloseTo(wheat + 0.5, within(1e-12));
        assertThat(frequencies.documentCount()).isEqualTo(11);
    }

    @Test
    void shouldBeWhereItWasWhenItContinuesFromItsChanges() {
        // Given: 1,200 half-lives, so that weights are scaled down twice
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(3);
        Map<String, Double> store = new HashMap<>();
        Random random = new Random(5);
        DocumentFrequencies restored = DocumentFrequencies.forgetting(3);

        // When
        for (int i = 0; i < 3_600; i++) {
            BagOfWords bag = Bags.random(random);
            frequencies.count(bag);
            restored.count(bag);
            if (random.nextInt(100) == 0) {
                frequencies.forget(0.01, term -> false);
                restored.forget(0.01, term -> false);
                store.putAll(frequencies.drainChanges());
                store.values().removeIf(weight -> weight == 0);
                restored = restored.goOnFrom(frequencies.documentCount(), store);
            }
        }

        // Then
        for (int word = 0; word < 100; word++) {
            assertThat(restored.of("w" + word))
                    .as("w%d", word)
                    .isEqualTo(frequencies.of("w" + word))
                    .isBetween(0.0, frequencies.effectiveDocumentCount());
        }
        assertThat(restored.termCount()).isEqualTo(frequencies.termCount());
    }

    @Test
    void shouldForgetRareTermsButThoseThatAreKept() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(1_000);
        for (String text : List.of("wheat oil", "wheat", "wheat rye")) {
            frequencies.count(Bags.of(text));
        }
        frequencies.drainChanges();

        // When
        frequencies.forget(1.5, "rye"::equals);

        // Then
        assertThat(frequencies.of("oil")).isZero();
        assertThat(frequencies.of("rye")).isPositive();
        assertThat(frequencies.termCount()).isEqualTo(2);
        assertThat(frequencies.drainChanges()).containsExactly(entry("oil", 0.0));
    }

    @Test
    void shouldReportTheWeightOfATermThatCameBackAfterItWasForgotten() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(1);
        frequencies.count(Bags.of("oil"));
        frequencies.count(Bags.of("wheat"));
        frequencies.forget(1, term -> false);

        // When
        frequencies.count(Bags.of("oil"));

        // Then: 2^3 of the third document
        assertThat(frequencies.drainChanges()).containsEntry("oil", 8.0);
    }

    @Test
    void shouldCountOnlyTermsThatMatter() {
        DocumentFrequencies frequencies = new DocumentFrequencies();
        frequencies.count(Bags.of("oil wheat"), "oil"::equals);
        assertThat(frequencies.termCount()).isEqualTo(1);
        assertThat(frequencies.documentCount()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAHalfLifeOfNoDocument() {
        assertThatThrownBy(() -> DocumentFrequencies.forgetting(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a half-life of at least 1 document, found 0");
    }

    /** The copy holds D and the words that have a row, and neither is changed by the other afterwards. */
    @Test
    void shouldCopyTheFrequenciesOfWordsThatHaveARow() {
        // Given
        DocumentFrequencies frequencies = new DocumentFrequencies();
        frequencies.count(Bags.of("oil wheat"));
        frequencies.count(Bags.of("oil"));

        // When
        DocumentFrequencies copy = frequencies.copyFor(Vocabulary.fixed(List.of("oil", "rye")));
        frequencies.count(Bags.of("oil"));

        // Then
        assertThat(copy.of("oil")).isEqualTo(2);
        assertThat(copy.of("wheat")).isZero();
        assertThat(copy.termCount()).isEqualTo(1);
        assertThat(copy.documentCount()).isEqualTo(2);
    }

    @Test
    void shouldForgetWithAHalfLifeOnly() {
        assertThat(new DocumentFrequencies().isForgetting()).isFalse();
        assertThat(DocumentFrequencies.forgetting(1).isForgetting()).isTrue();
    }

    /** With a half-life of 1 the second-newest document counts 1/2, exactly the minimum, and the one before it 1/4. */
    @Test
    void shouldKeepATermOfExactlyTheLeastFrequency() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(1);
        for (String text : List.of("rye", "oil", "wheat")) {
            frequencies.count(Bags.of(text));
        }

        // When
        frequencies.forget(0.5, term -> false);

        // Then
        assertThat(frequencies.mostFrequent(3)).containsExactly("wheat", "oil");
    }

    /**
     * After 512 half-lives of 1 all weights are divided by 2^512, which a store has to learn: also that of oil, 2^1.
     */
    @Test
    void shouldReportTheWeightsOfAllTermsWhenTheyAreScaledDown() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(1);
        frequencies.count(Bags.of("oil"));
        for (int i = 0; i < 510; i++) {
            frequencies.count(Bags.of("wheat"));
        }
        frequencies.drainChanges();

        // When
        frequencies.count(Bags.of("wheat"));

        // Then
        assertThat(frequencies.drainChanges()).containsEntry("oil", 0x1p-511).containsKey("wheat");
    }

    /**
     * Nothing stored means no document; a weight of 8 after 3 documents of half-life 1 is that of the newest, df = 1.
     */
    @Test
    void shouldContinueFromWeightsInTheirUnits() {
        assertThat(new DocumentFrequencies(0, Map.of()).documentCount()).isZero();
        assertThat(DocumentFrequencies.forgetting(1)
                        .goOnFrom(3, Map.of("oil", 8.0))
                        .of("oil"))
                .isEqualTo(1);
        assertThatThrownBy(() -> DocumentFrequencies.forgetting(1).goOnFrom(3, Map.of("oil", 32.0)))
                .hasMessageContaining("up to the number of documents, 3, found 4.0");
    }
}
