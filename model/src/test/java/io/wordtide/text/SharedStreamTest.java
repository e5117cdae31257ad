package io.wordtide.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The analyzer called simple on real text, against vocabularies made with another tool. */
class SharedStreamTest {

    @ParameterizedTest
    @CsvSource({"reuters21578, 21577", "amazon_musical_instruments, 10261"})
    void shouldFindThePublishedVocabularyWhenDocumentFrequenciesAreCounted(String name, long documentCount)
            throws IOException {
        // Given
        SharedStream stream = SharedStream.named(name);
        DocumentFrequencies documentFrequencies = new DocumentFrequencies();

        // When
        stream.forEachBag(documentFrequencies::count);

        // Then: the 5,000 words of highest document frequency, ties in alphabetical order
        Comparator<Map.Entry<String, Double>> byFrequency = Map.Entry.comparingByValue(Comparator.reverseOrder());
        List<String> mostFrequent = documentFrequencies.drainChanges().entrySet().stream()
                .sorted(byFrequency.thenComparing(Map.Entry.comparingByKey()))
                .limit(5000)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(documentFrequencies.documentCount()).isEqualTo(documentCount);
        assertThat(mostFrequent).isEqualTo(Files.readAllLines(stream.vocabularyFile()));
    }
}
