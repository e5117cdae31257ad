package io.wordtide.cli.dev;

import io.wordtide.schema.LearningReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Learning reports summed up over a period, weighted by documents, as one line of the live view. Not thread-safe.
 *
 * <p>Perplexities are averaged as they are defined, in nats: the per-document perplexity of the window is that of all
 * its documents together.
 */
final class ReportWindow {

    /** Models whose vocabularies are added up: documents may choose their models, so there may be ever new ones. */
    static final int MODELS = 1_000;

    /** In the order of the last reports, the oldest first. */
    private final Map<String, Integer> vocabularySizeByModel = new LinkedHashMap<>();

    private long documentCount;
    private double amortizedNats;
    private double refinedNats;
    private double unigramNats;
    private double recentUnigramNats;
    private double cacheNats;
    private long cachedDocumentCount;
    private double outOfVocabularySum;
    private long reportCount;

    void add(LearningReport report) {
        vocabularySizeByModel.remove(report.getModel());
        vocabularySizeByModel.put(report.getModel(), report.getVocabularySize());
        if (vocabularySizeByModel.size() > MODELS) {
            vocabularySizeByModel.remove(
                    vocabularySizeByModel.keySet().iterator().next());
        }
        reportCount++;
        outOfVocabularySum += report.getOutOfVocabularyRate();
        documentCount += report.getDocumentCount();
        amortizedNats += nats(report.getAmortizedPerDocumentPerplexity(), report);
        refinedNats += nats(report.getRefinedPerDocumentPerplexity(), report);
        unigramNats += nats(report.getUnigramPerDocumentPerplexity(), report);
        recentUnigramNats += nats(
                report.getRecentUnigramPerDocumentPerplexity().or(report::getUnigramPerDocumentPerplexity), report);
        cacheNats += nats(report.getCachePerDocumentPerplexity(), report);
        cachedDocumentCount += report.getCachePerDocumentPerplexity().isPresent() ? report.getDocumentCount() : 0;
    }

    /** Empties the window; vocabulary sizes are kept. */
    void reset() {
        documentCount = 0;
        amortizedNats = 0;
        refinedNats = 0;
        unigramNats = 0;
        recentUnigramNats = 0;
        cacheNats = 0;
        cachedDocumentCount = 0;
        outOfVocabularySum = 0;
        reportCount = 0;
    }

    /** Scored documents in the window. */
    long documentCount() {
        return documentCount;
    }

    /** Perplexity at psi(x), if a document was scored. */
    OptionalDouble amortized() {
        return perplexity(amortizedNats);
    }

    /** Perplexity at the refined psi, if a document was scored. */
    OptionalDouble refined() {
        return perplexity(refinedNats);
    }

    /** Perplexity of the better of the two unigram models on these documents, if one was scored. */
    OptionalDouble betterUnigram() {
        return perplexity(Math.min(unigramNats, recentUnigramNats));
    }

    /** Perplexity of the cache of each document's own words, over the documents of which a report has it. */
    OptionalDouble cache() {
        return perplexity(cacheNats, cachedDocumentCount);
    }

    /** Words with a row, over the models that reported last. */
    int vocabularySize() {
        return vocabularySizeByModel.values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Mean share of unknown tokens, 0 to 1. */
    double outOfVocabularyRate() {
        return reportCount == 0 ? 0 : outOfVocabularySum / reportCount;
    }

    private static double nats(Optional<Double> perplexity, LearningReport report) {
        return perplexity.map(Math::log).orElse(0.0) * report.getDocumentCount();
    }

    private OptionalDouble perplexity(double nats) {
        return perplexity(nats, documentCount);
    }

    private static OptionalDouble perplexity(double nats, long documentCount) {
        return documentCount == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(nats / documentCount));
    }
}
