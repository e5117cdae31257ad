package io.wordtide.learn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change in the stream, or in what a model makes of it: what changed, since when, and the evidence.
 *
 * @param sinceDocument number of the document, from 1 in the order they were counted, from which on it can be seen
 * @param terms the words concerned, at most {@link #MOST_TERMS}; none if it does not concern single words
 * @param neighboursLost words that are no longer among the nearest of the one word concerned
 * @param neighboursGained words that are among them now
 * @param evidence the measurements, by their names below, in the order of these names
 */
public record Change(
        Kind kind,
        long sinceDocument,
        List<String> terms,
        List<String> neighboursLost,
        List<String> neighboursGained,
        Map<String, Double> evidence) {

    /** Sorts the evidence by name: {@code Map.of} has another order in each process, and records are written in it. */
    public Change {
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    /** Words that are named, even if more are concerned. */
    public static final int MOST_TERMS = 50;

    /** Mean before the change: nats per token, an unknown one counting log V, or the share of unknown tokens. */
    public static final String BEFORE = "before";

    /** Mean after the change, like {@link #BEFORE}. */
    public static final String AFTER = "after";

    /** Documents that {@link #BEFORE} is a mean of. */
    public static final String DOCUMENTS_BEFORE = "documentsBefore";

    /** Documents that {@link #AFTER} is a mean of. */
    public static final String DOCUMENTS_AFTER = "documentsAfter";

    /** What the measurement had to exceed, in its unit. */
    public static final String THRESHOLD = "threshold";

    /** 1 - cosine between the vector and the one published before. */
    public static final String COSINE_DRIFT = "cosineDrift";

    /** How many words are concerned, named or not. */
    public static final String WORDS = "words";

    /** What changed. */
    public enum Kind {
        /** Documents became harder to predict, in nats per token. */
        DRIFT,
        /** The share of unknown tokens rose. */
        OUT_OF_VOCABULARY_BURST,
        /** The vector of a word moved further than it used to. */
        WORD_MOVED,
        /** Words were given a row and have been published for the first time. */
        WORDS_ADMITTED,
        /** Words lost their row. */
        WORDS_FORGOTTEN
    }

    /** Words that came or went. */
    static Change ofWords(Kind kind, long sinceDocument, List<String> terms) {
        return new Change(
                kind,
                sinceDocument,
                terms.stream().limit(MOST_TERMS).toList(),
                List.of(),
                List.of(),
                Map.of(WORDS, (double) terms.size()));
    }
}
