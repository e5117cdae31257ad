package io.wordtide.chaos;

import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TextAnalyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The document frequencies of a model, or of several, counted again directly from the texts; the half-life is so long
 * that every document counts in full.
 *
 * @param documentCount documents that were learned
 * @param foundCount D of the disturbed application
 * @param undisturbedCount D of the undisturbed one
 * @param termCount different terms
 * @param differentCount terms of which one of the applications has another frequency
 */
record Recount(long documentCount, long foundCount, long undisturbedCount, long termCount, long differentCount) {

    /** Of no document. */
    static final Recount NONE = new Recount(0, 0, 0, 0, 0);

    /**
     * Counts one model.
     *
     * @param learned records in any order
     */
    static Recount of(List<InputRecord> learned, TextAnalyzer analysis, FinalState found, FinalState undisturbed) {
        Map<String, Long> expected = new HashMap<>();
        // a record without a text must not be here; the oracle for dead letters reports that
        learned.stream()
                .flatMap(record -> record.text().map(analysis::analyze).stream())
                .forEach(bag -> bag.terms().forEach(term -> expected.merge(term, 1L, Long::sum)));
        expected.keySet().removeIf(term -> !found.isCounted().test(term));
        long different = expected.entrySet().stream()
                .filter(term -> isOther(term, found.frequencies()) || isOther(term, undisturbed.frequencies()))
                .count();
        return new Recount(
                learned.size(),
                found.frequencies().documentCount(),
                undisturbed.frequencies().documentCount(),
                expected.size(),
                different);
    }

    Recount plus(Recount other) {
        return new Recount(
                documentCount + other.documentCount,
                foundCount + other.foundCount,
                undisturbedCount + other.undisturbedCount,
                termCount + other.termCount,
                differentCount + other.differentCount);
    }

    boolean holds() {
        return differentCount == 0 && foundCount == documentCount && undisturbedCount == documentCount;
    }

    @Override
    public String toString() {
        return "D %,d, undisturbed %,d, counted offline %,d; %,d terms, %,d of them with a different df"
                .formatted(foundCount, undisturbedCount, documentCount, termCount, differentCount);
    }

    private static boolean isOther(Map.Entry<String, Long> expected, DocumentFrequencies frequencies) {
        return Math.round(frequencies.of(expected.getKey())) != expected.getValue();
    }
}
