package io.wordtide.server.follow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.SourceScores;
import java.time.Instant;
import java.util.HashMap;
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
        assertThat(merged.recentUnigram()).isCloseTo(3 * 519.615, within(3e-3));
        assertThat(merged.cache()).isCloseTo(2 * 519.615, within(2e-3));
        assertThat(merged.documentCount()).isEqualTo(40);
        assertThat(merged.version()).isEqualTo(2);
        assertThat(merged.documentsSeen()).isEqualTo(40);
        assertThat(merged.admittedWordCount()).isEqualTo(4);
        assertThat(merged.stepMs()).isEqualTo(20);
        ReportPoint.Source source = requireNonNull(merged.sources().get("s"));
        assertThat(source.refined()).isCloseTo(519.615, within(1e-3));
        assertThat(source.recentUnigram()).isCloseTo(3 * 519.615, within(3e-3));
        assertThat(source.cache()).isCloseTo(2 * 519.615, within(2e-3));
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
    void shouldTakeTheBaselinesThatAnOlderVersionDoesNotReportFromTheNeighbour() {
        // Given
        series.add(builder(1, 10, 10, 100)
                .setRecentUnigramPerDocumentPerplexity(null)
                .setCachePerDocumentPerplexity(null)
                .setSources(Map.of("s", new SourceScores(10, 10L, 100.0, 100.0, 100.0, 0.0, null, null)))
                .build());
        series.add(report(2, 20, 10, 50));
        series.add(report(3, 30, 10, 50));

        // Then
        assertThat(series.points("m", 10).get(0).recentUnigram()).isNull();
        ReportPoint merged = series.points("m", 2).get(0);
        assertThat(merged.recentUnigram()).isEqualTo(150);
        assertThat(merged.cache()).isEqualTo(100);
        assertThat(requireNonNull(merged.sources().get("s")).recentUnigram()).isEqualTo(150);
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
    void shouldKeepTheLargestSourcesAndMergeTheOthers() {
        // Given: 16 sources with 10 + n documents each, then 16 others with n documents each, n = 1 to 16
        series.add(sources(1, "large", 10).build());
        series.add(sources(2, "small", 0).build());
        series.add(report(3, 50, 10, 100));

        // When
        Map<String, ReportPoint.Source> merged = series.points("m", 2).get(0).sources();

        // Then: large7 to large16 have 17 to 26; large4 to large6 have 14 to 16, like small14 to small16
        assertThat(merged).hasSize(17).containsKey("other");
        assertThat(merged).containsKeys("large16", "large7", "large6", "large4", "small16", "small14");
        assertThat(documents(merged)).isEqualTo(16 * 10 + 2 * 136);
    }

    @Test
    void shouldStayBoundedWithEverNewSources() {
        // When: each report has 20 sources that no other has, with a document each
        for (int version = 1; version <= 12_000; version++) {
            Map<String, SourceScores> ofVersion = new HashMap<>();
            for (int n = 0; n < 20; n++) {
                ofVersion.put(version + "-" + n, scores(1, 100));
            }
            series.add(builder(version, version * 20L, 20, 100)
                    .setSources(ofVersion)
                    .build());
        }

        // Then: 16 and the others, also where reports were merged, and no document is lost
        List<ReportPoint> points = series.points("m", Integer.MAX_VALUE);
        assertThat(points)
                .hasSizeLessThan(12_000)
                .allMatch(point -> point.sources().size() == 17);
        assertThat(points.stream()
                        .mapToLong(point -> documents(point.sources()))
                        .sum())
                .isEqualTo(240_000);
        assertThat(series.points("m", 2)).allMatch(point -> point.sources().size() == 17);
    }

    @Test
    void shouldCutNamesOfSourcesAndMergeThoseThatLookTheSame() {
        // When
        String longName = "s".repeat(500);
        series.add(builder(1, 10, 10, 100)
                .setSources(Map.of(longName + "a", scores(3, 100), longName + "b", scores(4, 100)))
                .build());

        // Then
        ReportPoint point = series.points("m", 1).get(0);
        assertThat(point.sources()).containsOnlyKeys("s".repeat(99) + "…");
        assertThat(documents(point.sources())).isEqualTo(7);
    }

    @Test
    void shouldForgetTheModelWhoseLastReportIsOldest() {
        // Given: as many models as are followed, the first of which reports again
        for (int model = 0; model < ReportSeries.MODELS; model++) {
            series.add(builder(1, 10, 10, 100).setModel("m" + model).build());
        }
        series.add(builder(2, 20, 10, 100).setModel("m0").build());

        // When
        series.add(builder(1, 10, 10, 100).setModel("new").build());

        // Then
        assertThat(series.modelIds())
                .hasSize(ReportSeries.MODELS)
                .contains("m0", "m2", "new")
                .doesNotContain("m1");
        assertThat(series.points("m0", 10)).hasSize(2);
    }

    @Test
    void shouldStayBoundedWithThousandsOfModels() {
        // When: five reports each of 20,000 models, then 100 each of the last 1,000
        for (int n = 0; n < 5 * 20_000; n++) {
            series.add(builder(n, 10, 10, 100).setModel("m" + n / 5).build());
        }
        for (int n = 0; n < 100 * 1_000; n++) {
            series.add(builder(n, 10L * n, 10, 100)
                    .setModel("m" + (19_000 + n % 1_000))
                    .build());
        }

        // Then
        assertThat(series.modelIds()).hasSize(1_000).contains("m19999");
        assertThat(series.modelIds().stream()
                        .mapToInt(
                                model -> series.points(model, Integer.MAX_VALUE).size())
                        .sum())
                .isBetween(15_000, 30_000);
    }

    @Test
    void shouldCountTheDocumentsOfTheLastHalfMinute() {
        series.add(report(1, 10, 10, 100));
        series.add(report(31, 40, 30, 100));

        assertThat(series.documentsPerSecond(START.plusSeconds(31))).isCloseTo(40 / 30.0, within(1e-9));
        assertThat(series.documentsPerSecond(START.plusSeconds(50))).isEqualTo(1);
        assertThat(series.documentsPerSecond(START.plusSeconds(500))).isZero();
    }

    @Test
    void shouldNotKeepReportsForeverBecauseOneIsFromTheFuture() {
        // When: an instance whose clock is wrong, then 100,000 reports within a second
        series.add(builder(1, 10, 10, 100)
                .setLearnedAt(Instant.parse("3000-01-01T00:00:00Z"))
                .build());
        for (int n = 0; n < 100_000; n++) {
            series.add(report(1, 10, 10, 100));
        }

        // Then: it is the first to go, and so the others can
        series.add(report(100, 10, 30, 100));
        assertThat(series.documentsPerSecond(START.plusSeconds(100))).isEqualTo(1);
    }

    /** Sources NAME1 to NAME16, the n-th of which has n documents and so many more. */
    private static LearningReport.Builder sources(long version, String name, int more) {
        Map<String, SourceScores> sources = new HashMap<>();
        for (int n = 1; n <= 16; n++) {
            sources.put(name + n, scores(more + n, 100));
        }
        return builder(version, version * 10, 10, 100).setSources(sources);
    }

    private static long documents(Map<String, ReportPoint.Source> sources) {
        return sources.values().stream()
                .mapToLong(ReportPoint.Source::documentCount)
                .sum();
    }

    private static SourceScores scores(int documentCount, double refined) {
        return new SourceScores(documentCount, 10L, refined, refined, refined, 0.0, 3 * refined, 2 * refined);
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
                .setRecentUnigramPerDocumentPerplexity(3 * refined)
                .setCachePerDocumentPerplexity(2 * refined)
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
                .setSources(Map.of("s", scores(documentCount, refined)));
    }
}
