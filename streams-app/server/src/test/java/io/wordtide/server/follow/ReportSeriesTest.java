package io.wordtide.server.follow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.SourceScores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportSeriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ReportSeries series = new ReportSeries();

    @Test
    void shouldMergeNeighboursByTheirDocumentsInTheLogDomain() {
        // Given: 10 documents at perplexity 100, 30 at 900, and the newest, which stays by itself
        series.add(report(1, 10, 10, 100));
        series.add(report(2, 40, 30, 900));
        series.add(report(3, 50, 10, 50));

        // When
        List<ReportPoint> points = series.points("m", 2);

        // Then: exp((10 ln 100 + 30 ln 900) / 40) = 519.6
        assertThat(points).hasSize(2);
        ReportPoint merged = points.get(0);
        assertThat(merged.refined()).isCloseTo(519.615, within(1e-3));
        assertThat(merged.documentCount()).isEqualTo(40);
        assertThat(merged.version()).isEqualTo(2);
        assertThat(merged.documentsSeen()).isEqualTo(40);
        assertThat(merged.admittedWordCount()).isEqualTo(4);
        assertThat(merged.stepMs()).isEqualTo(20);
        ReportPoint.Source source = requireNonNull(merged.sources().get("s"));
        assertThat(source.refined()).isCloseTo(519.615, within(1e-3));
        assertThat(source.documentCount()).isEqualTo(40);
        assertThat(points.get(1)).isEqualTo(series.points("m", 10).get(2));
    }

    @Test
    void shouldWeighTheShareOfUnknownTokensByAllTokens() {
        // Given: 100 known of 100 tokens, then 100 known of 200
        series.add(report(1, 10, 10, 100));
        series.add(builder(2, 20, 10, 100).setOutOfVocabularyRate(0.5).build());
        series.add(report(3, 30, 10, 100));

        // Then: 100 of 300 are unknown
        assertThat(series.points("m", 2).get(0).outOfVocabularyRate()).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void shouldTakePerplexityFromTheNeighbourWhereNothingWasScored() {
        series.add(report(1, 10, 10, 100));
        series.add(builder(2, 14, 0, 100).setRefinedPerDocumentPerplexity(null).build());
        series.add(report(3, 20, 6, 50));

        assertThat(series.points("m", 2).get(0).refined()).isEqualTo(100);
        assertThat(series.points("m", 10).get(1).refined()).isNull();
    }

    @Test
    void shouldStayBoundedAndForgetNoDocument() {
        // When
        for (int version = 1; version <= 25_000; version++) {
            series.add(report(version, version * 10L, 10, 100));
        }

        // Then
        List<ReportPoint> points = series.points("m", Integer.MAX_VALUE);
        assertThat(points).hasSizeLessThanOrEqualTo(10_000);
        assertThat(points.stream().mapToLong(ReportPoint::documentCount).sum()).isEqualTo(250_000);
        assertThat(series.points("m", 500)).hasSizeLessThanOrEqualTo(500).hasSizeGreaterThan(250);
        assertThat(series.version("m")).hasValue(25_000L);
    }

    @Test
    void shouldStayBoundedWithThousandsOfModels() {
        // When
        for (int model = 0; model < 30_500; model++) {
            series.add(builder(1, 10, 10, 100).setModel("m" + model).build());
        }

        // Then
        assertThat(series.modelIds()).hasSizeLessThanOrEqualTo(30_000).contains("m30499");
    }

    @Test
    void shouldCountTheDocumentsOfTheLastHalfMinute() {
        series.add(report(1, 10, 10, 100));
        series.add(report(31, 40, 30, 100));

        assertThat(series.documentsPerSecond(START.plusSeconds(31))).isCloseTo(40 / 30.0, within(1e-9));
        assertThat(series.documentsPerSecond(START.plusSeconds(50))).isEqualTo(1);
        assertThat(series.documentsPerSecond(START.plusSeconds(500))).isZero();
    }

    private static LearningReport report(long version, long documentsSeen, int documentCount, double refined) {
        return builder(version, documentsSeen, documentCount, refined).build();
    }

    private static LearningReport.Builder builder(long version, long documentsSeen, int documentCount, double refined) {
        return LearningReport.newBuilder()
                .setModel("m")
                .setModelVersion(version)
                .setDocumentCount(documentCount)
                .setTokenCount(documentCount * 10L)
                .setSkippedDocumentCounts(Map.of())
                .setOutOfVocabularyRate(0)
                .setVocabularySize(100)
                .setAmortizedPerDocumentPerplexity(refined)
                .setRefinedPerDocumentPerplexity(refined)
                .setUnigramPerDocumentPerplexity(refined)
                .setAmortizedCorpusPerplexity(refined)
                .setRefinedCorpusPerplexity(refined)
                .setUnigramCorpusPerplexity(refined)
                .setElbo(-1.0)
                .setReconstruction(-1.0)
                .setKlDivergence(0.0)
                .setRefinementGain(0.5)
                .setRefinementSteps(2)
                .setActiveLatentCount(2)
                .setDocumentsSeen(documentsSeen)
                .setLearnedAt(START.plusSeconds(version))
                .setStepMs(10)
                .setAdmittedWordCount(2)
                .setForgottenWordCount(0)
                .setSources(Map.of("s", new SourceScores(documentCount, 10L, refined, refined, refined, 0.0)));
    }
}
