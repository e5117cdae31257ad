package io.wordtide.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.schema.SourceScores;
import io.wordtide.schema.WordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceScoringTest {

    private final List<WordCounts> bags = new ArrayList<>();
    private final List<Optional<EmbeddedDocument>> documents = new ArrayList<>();

    private void add(@Nullable String source, double perplexity, int tokenCount, double outOfVocabularyRate) {
        bags.add(WordCounts.newBuilder()
                .setDocumentId("id")
                .setTerms(List.of())
                .setCounts(List.of())
                .setTokenCount(0)
                .setSource(source)
                .setPublishedAt(null)
                .setOrigin("documents-0@0")
                .build());
        double elbo = -Math.log(perplexity);
        documents.add(Optional.of(new EmbeddedDocument(
                new float[0],
                new float[0],
                elbo,
                elbo - Math.log(2),
                elbo - Math.log(3),
                elbo - Math.log(2.5),
                elbo - Math.log(1.5),
                tokenCount,
                outOfVocabularyRate)));
    }

    @Test
    void shouldGiveTheGeometricMeanOfADocumentsPerplexityForEachSource() {
        // Given
        add("reuters", 100, 30, 0);
        add("reuters", 400, 10, 0.5);
        add("blogs", 1000, 5, 0);
        add(null, 9, 5, 0);

        // When
        Map<String, SourceScores> scores = SourceScoring.of(bags, documents);

        // Then: 10 of 50 tokens of reuters are unknown
        assertThat(scores).containsOnlyKeys("blogs", "reuters");
        SourceScores reuters = Objects.requireNonNull(scores.get("reuters"));
        assertThat(reuters.getDocumentCount()).isEqualTo(2);
        assertThat(reuters.getTokenCount()).isEqualTo(40);
        assertThat(reuters.getRefinedPerDocumentPerplexity()).isCloseTo(200, within(1e-9));
        assertThat(reuters.getAmortizedPerDocumentPerplexity()).isCloseTo(400, within(1e-9));
        assertThat(reuters.getUnigramPerDocumentPerplexity()).isCloseTo(600, within(1e-9));
        assertThat(reuters.getRecentUnigramPerDocumentPerplexity().orElseThrow())
                .isCloseTo(500, within(1e-9));
        assertThat(reuters.getCachePerDocumentPerplexity().orElseThrow()).isCloseTo(300, within(1e-9));
        assertThat(reuters.getOutOfVocabularyRate()).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void shouldPutTheSmallestOfManySourcesTogether() {
        // Given: source 0 with 20 documents, ..., source 19 with 1
        for (int source = 0; source < 20; source++) {
            for (int document = source; document < 20; document++) {
                add("source %02d".formatted(source), 100, 10, 0);
            }
        }

        // When
        Map<String, SourceScores> scores = SourceScoring.of(bags, documents);

        // Then
        assertThat(scores).hasSize(17).containsKeys("source 00", "source 15", "other");
        assertThat(Objects.requireNonNull(scores.get("other")).getDocumentCount())
                .isEqualTo(4 + 3 + 2 + 1);
    }

    @Test
    void shouldGiveTheLargestNumberForAPerplexityBeyondIt() {
        // Given: exp(710) is more than the largest double, exp(709.78)
        add("reuters", Double.MAX_VALUE, 30, 0);
        documents.set(
                0, Optional.of(new EmbeddedDocument(new float[0], new float[0], -710, -1e9, -709, -709, -710, 30, 0)));

        // When
        SourceScores scores =
                Objects.requireNonNull(SourceScoring.of(bags, documents).get("reuters"));

        // Then
        assertThat(scores.getRefinedPerDocumentPerplexity()).isEqualTo(Double.MAX_VALUE);
        assertThat(scores.getAmortizedPerDocumentPerplexity()).isEqualTo(Double.MAX_VALUE);
        assertThat(scores.getUnigramPerDocumentPerplexity()).isEqualTo(Math.exp(709));
        assertThat(scores.getRecentUnigramPerDocumentPerplexity()).contains(Math.exp(709));
        assertThat(scores.getCachePerDocumentPerplexity()).contains(Double.MAX_VALUE);
    }

    @Test
    void shouldLeaveOutDocumentsWithoutAKnownWord() {
        add("reuters", 100, 30, 0);
        documents.set(0, Optional.empty());
        assertThat(SourceScoring.of(bags, documents)).isEmpty();
    }
}
