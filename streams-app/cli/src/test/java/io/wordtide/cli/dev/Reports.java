package io.wordtide.cli.dev;

import io.wordtide.schema.LearningReport;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Learning reports for tests. */
final class Reports {

    private Reports() {}

    /** @param perplexity at psi(x); refined, unigram, recent unigram and cache are half, twice, thrice and 1.5 times as much; null if nothing was scored */
    static LearningReport.Builder report(String model, int documentCount, @Nullable Double perplexity) {
        return LearningReport.newBuilder()
                .setModel(model)
                .setModelVersion(1)
                .setDocumentCount(documentCount)
                .setTokenCount(documentCount * 10L)
                .setSkippedDocumentCounts(Map.of())
                .setOutOfVocabularyRate(0)
                .setVocabularySize(100)
                .setAmortizedPerDocumentPerplexity(perplexity)
                .setRefinedPerDocumentPerplexity(perplexity == null ? null : Double.valueOf(perplexity / 2))
                .setUnigramPerDocumentPerplexity(perplexity == null ? null : Double.valueOf(perplexity * 2))
                .setRecentUnigramPerDocumentPerplexity(perplexity == null ? null : Double.valueOf(perplexity * 3))
                .setCachePerDocumentPerplexity(perplexity == null ? null : Double.valueOf(perplexity * 1.5))
                .setAmortizedCorpusPerplexity(perplexity)
                .setRefinedCorpusPerplexity(perplexity)
                .setUnigramCorpusPerplexity(perplexity)
                .setElbo(null)
                .setReconstruction(null)
                .setKlDivergence(null)
                .setRefinementGain(null)
                .setRefinementSteps(2)
                .setActiveLatentCount(2)
                .setDocumentsSeen(documentCount)
                .setLearnedAt(Instant.EPOCH)
                .setStepMs(10)
                .setSources(Map.of());
    }
}
