package io.wordtide.text;

import io.wordtide.personal.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A document as a bag of words: its distinct terms in ascending order, and how often each occurs.
 *
 * @param terms distinct terms, ascending
 * @param counts occurrences, tokens, each at least 1; parallel to {@code terms}
 * @param surfaces how the document writes each term, empty where it is written as the term; parallel to {@code terms}, or
 *     empty if that is not known
 * @param personalData items of personal data that were dropped from the document, by kind
 */
public record BagOfWords(
        List<String> terms, int[] counts, List<String> surfaces, Map<PersonalData.Kind, Integer> personalData) {

    public BagOfWords {
        if (terms.size() != counts.length) {
            throw new IllegalArgumentException("expected as many counts as terms, found " + terms.size() + " terms and "
                    + counts.length + " counts");
        }
        if (!surfaces.isEmpty() && surfaces.size() != terms.size()) {
            throw new IllegalArgumentException("expected as many surface forms as terms, found " + terms.size()
                    + " terms and " + surfaces.size() + " forms");
        }
        terms = List.copyOf(terms);
        surfaces = List.copyOf(surfaces);
        personalData = Map.copyOf(personalData);
    }

    /** Terms and counts alone. */
    public BagOfWords(List<String> terms, int[] counts) {
        this(terms, counts, List.of(), Map.of());
    }

    /** Builds a bag from a map of term to count. */
    public static BagOfWords of(SortedMap<String, Integer> countByTerm) {
        return new BagOfWords(
                List.copyOf(countByTerm.keySet()),
                countByTerm.values().stream().mapToInt(Integer::intValue).toArray());
    }

    /** Sum of the counts, tokens. */
    public int tokenCount() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
