package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.LearningReport;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateTest {

    @Test
    void shouldCountDocumentsASecondBetweenTheReportInTheMiddleAndTheLast() {
        // Given: the first half is slow
        List<LearningReport> reports =
                List.of(report(100, 0), report(200, 50_000), report(300, 60_000), report(420, 61_500));

        // Then: (420 - 300) documents in 1.5 s
        assertThat(GuaranteesBenchmark.rateOfSecondHalf(reports)).isEqualTo(80);
    }

    @Test
    void shouldReadTheResultOffTheLineThatReportsTheEnd() {
        assertThat(ChildJvm.learned("12,345 documents learned in 2.50 s"))
                .hasValueSatisfying(
                        learned -> assertThat(learned.documentsPerSecond()).isEqualTo(4_938));
        assertThat(ChildJvm.learned("1,000 documents fed and learned in 1,000.0 s, 1 documents/s"))
                .hasValueSatisfying(
                        learned -> assertThat(learned.documentsPerSecond()).isEqualTo(1));
        assertThat(ChildJvm.learned("12,345 documents fed and learned")).isEmpty();
    }

    @Test
    void shouldTakeOverTheOptionsOfAJvmWhereverItsClassPathComesFrom() {
        // Given: from an option, or from the environment
        List<String> option = List.of("java", "-Xmx1g", "-cp", "a.jar:b.jar", "-Dx=y", "Main", "dev", "--input", "-");
        List<String> environment = List.of("java", "-Xmx1g", "-Dx=y", "Main", "dev", "--input", "-");

        // Then
        assertThat(ChildJvm.options(option)).containsExactly("java", "-Xmx1g", "-Dx=y");
        assertThat(ChildJvm.options(environment)).containsExactly("java", "-Xmx1g", "-Dx=y");
    }

    @Test
    void shouldTellRowsOfFiguresFromOtherLines() {
        assertThat(ChildJvm.isRow("        50       7              5,445    4,624    5,000    3,200    5,000    9.1%"))
                .isTrue();
        assertThat(ChildJvm.isRow(" documents  docs/s perplexity: psi(x)  refined  unigram   cache    words     OOV"))
                .isFalse();
        assertThat(ChildJvm.isRow("21,577 documents fed and learned in 23.8 s, 908 documents/s"))
                .isFalse();
        assertThat(PageProbe.address("Live page: http://127.0.0.1:44141/"))
                .hasValue(URI.create("http://127.0.0.1:44141/"));
        assertThat(PageProbe.address("Kafka: 127.0.0.1:23037")).isEmpty();
    }

    @Test
    void shouldReadLinuxsKilobytesAs1024Bytes() {
        assertThat(Machine.megabytes("2000 kB")).isEqualTo(2.048);
        assertThat(Machine.megabytes("unknown VmRSS")).isNaN();
        assertThat(Machine.gibibytes("24684092 kB")).isEqualTo("24"); // 23.54
        assertThat(Machine.gibibytes("unknown MemTotal")).isEqualTo("?");
    }

    private static LearningReport report(long documentsSeen, long milliseconds) {
        return LearningReport.newBuilder()
                .setModel("m")
                .setModelVersion(1)
                .setDocumentCount(100)
                .setTokenCount(1_000)
                .setSkippedDocumentCounts(Map.of())
                .setOutOfVocabularyRate(0)
                .setVocabularySize(100)
                .setAmortizedPerDocumentPerplexity(null)
                .setRefinedPerDocumentPerplexity(null)
                .setUnigramPerDocumentPerplexity(null)
                .setAmortizedCorpusPerplexity(null)
                .setRefinedCorpusPerplexity(null)
                .setUnigramCorpusPerplexity(null)
                .setElbo(null)
                .setReconstruction(null)
                .setKlDivergence(null)
                .setRefinementGain(null)
                .setRefinementSteps(0)
                .setActiveLatentCount(0)
                .setDocumentsSeen(documentsSeen)
                .setLearnedAt(Instant.ofEpochMilli(milliseconds))
                .setStepMs(0)
                .setSources(Map.of())
                .build();
    }
}
