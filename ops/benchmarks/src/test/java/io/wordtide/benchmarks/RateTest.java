package io.wordtide.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.LearningReport;
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
    void shouldReadTheRateOffTheLineThatReportsTheEnd() {
        assertThat(ChildJvm.documentsPerSecond("12,345 documents learned in 2.50 s"))
                .hasValue(4_938);
        assertThat(ChildJvm.documentsPerSecond("1,000 documents fed and learned in 1,000.0 s, 1 documents/s"))
                .hasValue(1);
        assertThat(ChildJvm.documentsPerSecond("12,345 documents fed and learned"))
                .isEmpty();
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
