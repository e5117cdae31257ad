package io.wordtide.streams.processor;

import static java.util.Comparator.comparingInt;

import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.schema.SourceScores;
import io.wordtide.schema.WordCounts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Scores of a mini-batch by the source of its documents: those of the largest sources, and of all others together. */
public final class SourceScoring {

    /**
     * Maximum number of sources with scores of their own in a report; the selection depends on the mini-batch alone.
     */
    public static final int MOST_SOURCES = 16;

    /** All other sources together. */
    public static final String OTHER = "other";

    private SourceScoring() {}

    /**
     * @param bags the documents of a mini-batch
     * @param documents the embedding of each, parallel to the bags; empty ones have no scores
     */
    static Map<String, SourceScores> of(List<WordCounts> bags, List<Optional<EmbeddedDocument>> documents) {
        Map<String, Sums> sumsBySource = new HashMap<>();
        for (int i = 0; i < bags.size(); i++) {
            Optional<String> source = bags.get(i).getSource();
            Optional<EmbeddedDocument> document = documents.get(i);
            if (source.isPresent() && document.isPresent()) {
                sumsBySource.computeIfAbsent(source.get(), name -> new Sums()).add(document.get());
            }
        }
        Comparator<Map.Entry<String, Sums>> mostDocumentsFirst = comparingInt(entry -> -entry.getValue().documentCount);
        List<Map.Entry<String, Sums>> ranked = sumsBySource.entrySet().stream()
                .sorted(mostDocumentsFirst.thenComparing(Map.Entry.comparingByKey()))
                .toList();
        Map<String, Sums> shown = new TreeMap<>();
        for (int rank = 0; rank < ranked.size(); rank++) {
            String name = rank < MOST_SOURCES ? ranked.get(rank).getKey() : OTHER;
            shown.computeIfAbsent(name, any -> new Sums()).add(ranked.get(rank).getValue());
        }
        Map<String, SourceScores> scores = new TreeMap<>();
        shown.forEach((name, sums) -> scores.put(name, sums.scores()));
        return scores;
    }

    /** Sums over the documents of a source. */
    private static final class Sums {

        private int documentCount;
        private long tokenCount;
        private double unknownTokens;
        private double amortized;
        private double refined;
        private double unigram;
        private double recentUnigram;
        private double cache;

        void add(EmbeddedDocument document) {
            documentCount++;
            tokenCount += document.tokenCount();
            double rate = document.outOfVocabularyRate(); // less than 1: the document has a known word
            unknownTokens += document.tokenCount() * rate / (1 - rate);
            amortized += document.amortizedElboPerToken();
            refined += document.elboPerToken();
            unigram += document.unigramPerToken();
            recentUnigram += document.recentUnigramPerToken();
            cache += document.cachePerToken();
        }

        void add(Sums other) {
            documentCount += other.documentCount;
            tokenCount += other.tokenCount;
            unknownTokens += other.unknownTokens;
            amortized += other.amortized;
            refined += other.refined;
            unigram += other.unigram;
            recentUnigram += other.recentUnigram;
            cache += other.cache;
        }

        SourceScores scores() {
            return new SourceScores(
                    documentCount,
                    tokenCount,
                    perplexity(amortized),
                    perplexity(refined),
                    perplexity(unigram),
                    unknownTokens / (tokenCount + unknownTokens),
                    perplexity(recentUnigram),
                    perplexity(cache));
        }

        private double perplexity(double sum) {
            return Records.finite(Math.exp(-sum / documentCount));
        }
    }
}
