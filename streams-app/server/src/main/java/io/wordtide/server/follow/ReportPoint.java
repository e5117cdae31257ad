package io.wordtide.server.follow;

import io.wordtide.schema.LearningReport;
import io.wordtide.schema.SourceScores;
import io.wordtide.streams.processor.SourceScoring;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the reports of one mini-batch, or of several consecutive ones, say about a model. Perplexities are means
 * over documents in the log domain, as in the reports; null where no document was scored.
 *
 * @param documentsSeen documents counted by the model after the last of the mini-batches
 * @param version of the last mini-batch
 * @param learnedAt when the last mini-batch was learned
 * @param amortized perplexity at psi(x)
 * @param refined perplexity at the refined psi
 * @param unigram perplexity of the unigram model
 * @param recentUnigram perplexity of the recent unigram model; null also in reports of older versions, as cache
 * @param cache perplexity of the cache of each document's own words
 * @param outOfVocabularyRate share of unknown tokens, 0 to 1
 * @param vocabularySize words that have a row after the last mini-batch
 * @param refinementGain mean ELBO at the refined psi minus that at psi(x), nats per document
 * @param documentCount documents scored
 * @param tokenCount known tokens of those documents
 * @param stepMs time of all the mini-batches together, milliseconds
 * @param admittedWordCount words that were given a row
 * @param forgottenWordCount words that lost their row
 * @param sources scores by source: of the {@value SourceScoring#MOST_SOURCES} with the most documents, and of all others
 *     together as {@value SourceScoring#OTHER}, as in the reports. Documents choose the names of their sources, so there
 *     may be ever new ones
 */
public record ReportPoint(
        long documentsSeen,
        long version,
        Instant learnedAt,
        @Nullable Double amortized,
        @Nullable Double refined,
        @Nullable Double unigram,
        @Nullable Double recentUnigram,
        @Nullable Double cache,
        double outOfVocabularyRate,
        int vocabularySize,
        @Nullable Double refinementGain,
        long documentCount,
        long tokenCount,
        double stepMs,
        long admittedWordCount,
        long forgottenWordCount,
        Map<String, Source> sources) {

    /**
     * Scores of the documents of one source, as of all.
     *
     * @param documentCount documents scored
     * @param tokenCount known tokens of those documents
     */
    public record Source(
            long documentCount,
            long tokenCount,
            double amortized,
            double refined,
            double unigram,
            @Nullable Double recentUnigram,
            @Nullable Double cache,
            double outOfVocabularyRate) {

        private static Source of(SourceScores scores) {
            return new Source(
                    scores.getDocumentCount(),
                    scores.getTokenCount(),
                    scores.getAmortizedPerDocumentPerplexity(),
                    scores.getRefinedPerDocumentPerplexity(),
                    scores.getUnigramPerDocumentPerplexity(),
                    orNull(scores.getRecentUnigramPerDocumentPerplexity()),
                    orNull(scores.getCachePerDocumentPerplexity()),
                    scores.getOutOfVocabularyRate());
        }

        private Source plus(Source later) {
            return new Source(
                    documentCount + later.documentCount,
                    tokenCount + later.tokenCount,
                    logMean(amortized, documentCount, later.amortized, later.documentCount),
                    logMean(refined, documentCount, later.refined, later.documentCount),
                    logMean(unigram, documentCount, later.unigram, later.documentCount),
                    logMeanOfKnown(recentUnigram, documentCount, later.recentUnigram, later.documentCount),
                    logMeanOfKnown(cache, documentCount, later.cache, later.documentCount),
                    mean(
                            outOfVocabularyRate,
                            tokens(tokenCount, outOfVocabularyRate),
                            later.outOfVocabularyRate,
                            tokens(later.tokenCount, later.outOfVocabularyRate)));
        }
    }

    private static final Comparator<Map.Entry<String, Source>> MOST_DOCUMENTS_FIRST =
            Comparator.<Map.Entry<String, Source>>comparingLong(
                            source -> -source.getValue().documentCount())
                    .thenComparing(Map.Entry.comparingByKey());

    /** Longest name of a source, characters; names that differ only after it are merged. */
    static final int MOST_NAME_CHARACTERS = 100;

    static ReportPoint of(LearningReport report) {
        Map<String, Source> sources = new TreeMap<>();
        report.getSources().forEach((name, scores) -> sources.merge(cut(name), Source.of(scores), Source::plus));
        return new ReportPoint(
                report.getDocumentsSeen(),
                report.getModelVersion(),
                report.getLearnedAt(),
                orNull(report.getAmortizedPerDocumentPerplexity()),
                orNull(report.getRefinedPerDocumentPerplexity()),
                orNull(report.getUnigramPerDocumentPerplexity()),
                orNull(report.getRecentUnigramPerDocumentPerplexity()),
                orNull(report.getCachePerDocumentPerplexity()),
                report.getOutOfVocabularyRate(),
                report.getVocabularySize(),
                orNull(report.getRefinementGain()),
                report.getDocumentCount(),
                report.getTokenCount(),
                report.getStepMs(),
                report.getAdmittedWordCount(),
                report.getForgottenWordCount(),
                largest(sources));
    }

    private static String cut(String name) {
        return name.length() <= MOST_NAME_CHARACTERS ? name : name.substring(0, MOST_NAME_CHARACTERS - 1) + "…";
    }

    /** As many sources as a report has; which ones depends on their documents, then on their names. */
    private static Map<String, Source> largest(Map<String, Source> sources) {
        Map<String, Source> largest = new TreeMap<>();
        sources.entrySet().stream()
                .filter(source -> !source.getKey().equals(SourceScoring.OTHER))
                .sorted(MOST_DOCUMENTS_FIRST)
                .limit(SourceScoring.MOST_SOURCES)
                .forEach(source -> largest.put(source.getKey(), source.getValue()));
        sources.forEach((name, source) -> {
            if (name.equals(SourceScoring.OTHER) || !largest.containsKey(name)) {
                largest.merge(SourceScoring.OTHER, source, Source::plus);
            }
        });
        return largest;
    }

    /** Merges this point with the one that follows it. */
    ReportPoint plus(ReportPoint later) {
        Map<String, Source> both = new TreeMap<>(sources);
        later.sources.forEach((name, source) -> both.merge(name, source, Source::plus));
        return new ReportPoint(
                later.documentsSeen,
                later.version,
                later.learnedAt,
                logMeanOfKnown(amortized, later.amortized, later),
                logMeanOfKnown(refined, later.refined, later),
                logMeanOfKnown(unigram, later.unigram, later),
                logMeanOfKnown(recentUnigram, later.recentUnigram, later),
                logMeanOfKnown(cache, later.cache, later),
                mean(
                        outOfVocabularyRate,
                        tokens(tokenCount, outOfVocabularyRate),
                        later.outOfVocabularyRate,
                        tokens(later.tokenCount, later.outOfVocabularyRate)),
                later.vocabularySize,
                meanOfKnown(refinementGain, later.refinementGain, later),
                documentCount + later.documentCount,
                tokenCount + later.tokenCount,
                stepMs + later.stepMs,
                admittedWordCount + later.admittedWordCount,
                forgottenWordCount + later.forgottenWordCount,
                largest(both));
    }

    private @Nullable Double logMeanOfKnown(@Nullable Double mine, @Nullable Double others, ReportPoint later) {
        return logMeanOfKnown(mine, documentCount, others, later.documentCount);
    }

    private static @Nullable Double logMeanOfKnown(
            @Nullable Double first, long firstWeight, @Nullable Double second, long secondWeight) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return logMean(first, firstWeight, second, secondWeight);
    }

    private @Nullable Double meanOfKnown(@Nullable Double mine, @Nullable Double others, ReportPoint later) {
        if (mine == null || others == null) {
            return mine == null ? others : mine;
        }
        return mean(mine, (double) documentCount, others, (double) later.documentCount);
    }

    private static double logMean(double first, long firstWeight, double second, long secondWeight) {
        return Math.exp(mean(Math.log(first), (double) firstWeight, Math.log(second), (double) secondWeight));
    }

    private static double mean(double first, double firstWeight, double second, double secondWeight) {
        double weight = firstWeight + secondWeight;
        return weight == 0 ? second : (first * firstWeight + second * secondWeight) / weight;
    }

    /** All tokens, known and unknown; 0 if all are unknown, since reports do not count those. */
    private static double tokens(long knownTokens, double unknownRate) {
        return unknownRate < 1 ? knownTokens / (1 - unknownRate) : 0;
    }

    private static @Nullable Double orNull(Optional<Double> value) {
        return value.orElse(null);
    }
}
