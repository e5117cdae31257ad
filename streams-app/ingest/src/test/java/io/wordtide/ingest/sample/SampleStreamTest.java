package io.wordtide.ingest.sample;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleStreamTest {

    private static final int DOCUMENTS = 2_000;
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");
    private static final List<String> THEME_SOURCES =
            List.of("port-gazette", "kitchen-table", "night-sky", "touchline", "green-thumb", "signal-box");

    private final SampleStream stream = new SampleStream(7, DOCUMENTS, 0);
    private final List<Document> documents =
            IntStream.range(0, DOCUMENTS).mapToObj(stream::document).toList();

    @Test
    void shouldWriteTheSameTextsWhenTheSeedIsTheSame() {
        // When
        List<Document> again = drain(new SampleStream(7, DOCUMENTS, 0));
        List<Document> rest = drain(new SampleStream(7, DOCUMENTS, 1_500));
        List<Document> other = drain(new SampleStream(8, DOCUMENTS, 0));

        // Then
        assertThat(again).isEqualTo(documents);
        assertThat(rest).isEqualTo(documents.subList(1_500, DOCUMENTS));
        assertThat(other.get(0)).isNotEqualTo(documents.get(0));
    }

    @Test
    void shouldWriteThirtyToAHundredAndTwentyFiveWordsADocument() {
        assertThat(documents).allSatisfy(document -> {
            assertThat(document.getText().split(" ")).hasSizeBetween(30, 125);
            assertThat(document.getText()).doesNotContain("{", "(n)", "null").endsWith(sentenceEnd(document));
        });
    }

    @Test
    void shouldSeparateThemesWhenTheirWordsAreCounted() {
        // Given: the documents of each theme before the story breaks
        List<List<Document>> themes = THEME_SOURCES.stream()
                .map(source -> documents.subList(0, stream.storyBreaksAt()).stream()
                        .filter(document -> document.getSource().orElseThrow().equals(source))
                        .toList())
                .toList();

        // When: the halves of a theme are compared, and the first half with other themes
        double lowestWithin = 1;
        double highestAcross = 0;
        for (List<Document> own : themes) {
            Map<String, Integer> half = contentWords(own.subList(0, own.size() / 2));
            lowestWithin = Math.min(lowestWithin, cosine(half, contentWords(own.subList(own.size() / 2, own.size()))));
            for (List<Document> other : themes) {
                if (other != own) {
                    highestAcross = Math.max(highestAcross, cosine(half, contentWords(other)));
                }
            }
        }

        // Then: about 0.9 with some 60 documents per half; asides about other themes explain the rest
        assertThat(lowestWithin).isGreaterThan(0.85);
        assertThat(highestAcross).isLessThan(0.5);
    }

    @Test
    void shouldUseTheWordsOfTheStoryOnlyAfterItBreaks() {
        // Given
        Set<String> before = words(documents.subList(0, stream.storyBreaksAt())).keySet();
        Set<String> known = Stream.of("harbour", "kitchen", "astronomy", "football", "garden", "railway", "common")
                .flatMap(theme -> Theme.named(theme).words().values().stream())
                .flatMap(List::stream)
                .flatMap(SampleStreamTest::wordsOf)
                .collect(toSet());

        // When
        Map<String, Integer> after = words(documents.subList(stream.storyBreaksAt(), DOCUMENTS));
        Set<String> storyWords = Theme.named("story").words().values().stream()
                .flatMap(List::stream)
                .flatMap(SampleStreamTest::wordsOf)
                .filter(word -> !known.contains(word) && after.containsKey(word) && !before.contains(word))
                .collect(toSet());

        // Then
        assertThat(before).doesNotContain("volcano", "eruption", "ash", "blackout", "evacuees", "lava");
        assertThat(storyWords)
                .hasSizeGreaterThan(80)
                .contains("volcano", "eruption", "ash", "blackout", "evacuees", "lava");
        assertThat(after.get("eruption")).isGreaterThan(100);
    }

    private static List<Document> drain(SampleStream stream) {
        List<Document> drained = new ArrayList<>();
        while (stream.next() instanceof ReadResult.Accepted accepted) {
            drained.add(accepted.document());
        }
        return drained;
    }

    private static String sentenceEnd(Document document) {
        return document.getText().endsWith(".") ? "." : "\"";
    }

    private static Stream<String> wordsOf(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(match -> match.group());
    }

    private static Map<String, Integer> words(List<Document> documents) {
        Map<String, Integer> counts = new HashMap<>();
        documents.forEach(document -> wordsOf(document.getText()).forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts;
    }

    /** Word counts without the words that every theme shares. */
    private static Map<String, Integer> contentWords(List<Document> documents) {
        Map<String, Integer> counts = words(documents);
        Stream.concat(Resources.lines("sentences.txt").stream(), Resources.lines("common.properties").stream())
                .flatMap(SampleStreamTest::wordsOf)
                .forEach(counts::remove);
        List.of("in", "on", "at", "the", "of", "over", "along", "under", "near", "through", "off")
                .forEach(counts::remove);
        return counts;
    }

    private static double cosine(Map<String, Integer> a, Map<String, Integer> b) {
        double dot = a.entrySet().stream()
                .mapToDouble(e -> (double) e.getValue() * b.getOrDefault(e.getKey(), 0))
                .sum();
        return dot / (norm(a) * norm(b));
    }

    private static double norm(Map<String, Integer> counts) {
        return Math.sqrt(
                counts.values().stream().mapToDouble(n -> (double) n * n).sum());
    }
}
