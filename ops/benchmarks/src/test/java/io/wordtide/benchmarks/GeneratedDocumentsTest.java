package io.wordtide.benchmarks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.ingest.ReadResult.Accepted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDocumentsTest {

    @Test
    void shouldSpellEachNumberInItsOwnWay() {
        assertThat(new HashSet<>(ZipfDocuments.words(100_000))).hasSize(100_000);
        // 0 is the first consonant and vowel three times; 1 counts on in the consonants
        assertThat(ZipfDocuments.word(0)).isEqualTo("bababa");
        assertThat(ZipfDocuments.word(1)).isEqualTo("dababa");
    }

    @Test
    void shouldUseWordsAsOftenAsZipfsLawSays() {
        // Given
        ZipfDocuments documents = new ZipfDocuments(50, 10, 1);
        int[] counts = new int[50];

        // When
        for (int d = 0; d < 20_000; d++) {
            documents.next().forEach((word, count) -> counts[word] += count);
        }

        // Then: 1/(0+3) against 1/(27+3) is ten times as often. Drawing ends with a document's last new word,
        // which is a rare one more often than not, and takes some of it away
        double ratio = (double) counts[0] / counts[27];
        assertThat(ratio).isBetween(8.0, 10.5);
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 0);
    }

    @Test
    void shouldHaveTheWantedNumberOfDistinctWordsOnAverage() {
        // Given: 50 to 150, each as likely
        ZipfDocuments documents = new ZipfDocuments(2_000, 100, 1);
        int count = 2_000;

        // When
        int[] sizes = new int[count];
        Arrays.setAll(sizes, d -> documents.next().size());

        // Then: the mean has a standard deviation of 29.2 / sqrt(2000) = 0.65
        assertThat(Arrays.stream(sizes).average().orElseThrow()).isCloseTo(100, within(3.0));
        assertThat(Arrays.stream(sizes).min().orElseThrow()).isGreaterThanOrEqualTo(50);
        assertThat(Arrays.stream(sizes).max().orElseThrow()).isLessThanOrEqualTo(150);
    }

    @Test
    void shouldBeTheSameDocumentsInEveryForm() {
        // When
        SortedMap<Integer, Integer> counts = new ZipfDocuments(200, 20, 7).next();
        var indexed = new ZipfDocuments(200, 20, 7).indexed(1).get(0);
        var bag = new ZipfDocuments(200, 20, 7).bags(1).get(0);
        String text = new ZipfDocuments(200, 20, 7).text();

        // Then
        int tokens = counts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(indexed.tokenCount()).isEqualTo(tokens);
        assertThat(bag.terms()).hasSize(counts.size());
        Map<String, Integer> written = new HashMap<>();
        for (String word : text.split(" ", -1)) {
            written.merge(word, 1, Integer::sum);
        }
        Map<String, Integer> expected = new HashMap<>();
        counts.forEach((word, count) -> expected.put(ZipfDocuments.word(word), count));
        assertThat(written).isEqualTo(expected);
        assertThat(new ZipfDocuments(200, 20, 8).text()).isNotEqualTo(text);
    }

    @Test
    void shouldReplaceTheWordsInUseAsTheStreamContinues() {
        // Given: with a lifetime of 60,000 documents nearly all words are new after 120,000
        ChurningDocuments documents = new ChurningDocuments(121_000);

        // When
        Set<String> early = new HashSet<>();
        Set<String> late = new HashSet<>();
        for (int d = 0; d < 121_000; d++) {
            String[] words = text((Accepted) requireNonNull(documents.next())).split(" ", -1);
            assertThat(words).hasSize(21);
            Set<String> into = d < 1_000 ? early : late;
            if (d < 1_000 || d >= 120_000) {
                into.addAll(List.of(words));
            }
        }

        // Then
        assertThat(documents.next()).isNull();
        assertThat(early).hasSizeGreaterThan(2_000).doesNotContainAnyElementsOf(late);
    }

    @Test
    void shouldEndAfterTheFirstDocumentsAndLeaveTheSourceOpen() throws IOException {
        // Given
        ChurningDocuments all = new ChurningDocuments(5);

        // When
        try (FirstDocuments first = new FirstDocuments(all, 2)) {
            assertThat(first.next()).isNotNull();
            assertThat(first.next()).isNotNull();
            assertThat(first.next()).isNull();
            assertThat(first.next()).isNull();
        }

        // Then
        assertThat(((Accepted) requireNonNull(all.next())).document().getId()).isEqualTo("2");
        try (FirstDocuments more = new FirstDocuments(new ChurningDocuments(1), 2)) {
            assertThat(more.next()).isNotNull();
            assertThat(more.next()).isNull();
        }
    }

    @Test
    void shouldWriteDocumentsThatIngestionReads(@TempDir Path directory) throws IOException {
        // Given
        Path file = directory.resolve("below").resolve("stream.jsonl");

        // When
        StreamFile.generate(file, 3, 500);

        // Then
        JsonNode second = new ObjectMapper().readTree(Files.readAllLines(file).get(1));
        try (var source = StreamFile.open(file)) {
            assertThat(source.next()).isNotNull();
            Accepted read = (Accepted) requireNonNull(source.next());
            assertThat(read.document().getId()).isEqualTo("1");
            assertThat(text(read)).isEqualTo(second.get("text").asText());
            assertThat(source.next()).isNotNull();
            assertThat(source.next()).isNull();
        }
        StreamFile.delete(directory.resolve("below"));
        StreamFile.delete(directory.resolve("below"));
        assertThat(directory).isEmptyDirectory();
    }

    private static String text(Accepted accepted) {
        return accepted.document().getText();
    }
}
