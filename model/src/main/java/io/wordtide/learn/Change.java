package io.wordtide.learn;

import io.wordtide.text.SurfaceForms;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A change in the stream, or in how a model represents it: what changed, since when, and the evidence.
 *
 * @param sinceDocument number of the first document that shows the change, from 1 in the order of counting
 * @param terms the affected words, at most {@link #MOST_TERMS}; empty if the change does not affect single words
 * @param neighboursLost words that are no longer among the nearest neighbours of the affected word
 * @param neighboursGained words that are now among them
 * @param forms how the stream writes the words above, by term, where it differs from the term
 * @param evidence the measurements, keyed by the names below and sorted by them
 */
public record Change(
        Kind kind,
        long sinceDocument,
        List<String> terms,
        List<String> neighboursLost,
        List<String> neighboursGained,
        Map<String, String> forms,
        Map<String, Double> evidence) {

    /**
     * Sorts forms and evidence. Records are written in its order, and the order of {@code Map.of} differs from one process to
     * the next.
     */
    public Change {
        forms = Collections.unmodifiableSortedMap(new TreeMap<>(forms));
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    /** Before the forms of its words are known. */
    public Change(
            Kind kind,
            long sinceDocument,
            List<String> terms,
            List<String> neighboursLost,
            List<String> neighboursGained,
            Map<String, Double> evidence) {
        this(kind, sinceDocument, terms, neighboursLost, neighboursGained, Map.of(), evidence);
    }

    /** Largest number of words that are named, even if more are affected. */
    public static final int MOST_TERMS = 50;

    /** Mean before the change: nats per token, where an unknown one counts log V, or the share of unknown tokens. */
    public static final String BEFORE = "before";

    /** Mean after the change, like {@link #BEFORE}. */
    public static final String AFTER = "after";

    /** Number of documents in the mean {@link #BEFORE}. */
    public static final String DOCUMENTS_BEFORE = "documentsBefore";

    /** Number of documents in the mean {@link #AFTER}. */
    public static final String DOCUMENTS_AFTER = "documentsAfter";

    /** What the measurement had to exceed, in its unit. */
    public static final String THRESHOLD = "threshold";

    /** 1 - cosine between the vector and the one published before. */
    public static final String COSINE_DRIFT = "cosineDrift";

    /** Number of affected words, named or not. */
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

    /** With the forms of its words. */
    Change withForms(UnaryOperator<String> formOf) {
        Map<String, String> known = SurfaceForms.differing(
                Stream.of(terms, neighboursLost, neighboursGained).flatMap(List::stream), formOf);
        return new Change(kind, sinceDocument, terms, neighboursLost, neighboursGained, known, evidence);
    }

    /** Words that were admitted or forgotten. */
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
