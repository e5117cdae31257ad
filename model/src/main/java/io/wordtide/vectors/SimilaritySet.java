package io.wordtide.vectors;

import java.util.List;

/**
 * Pairs of words that people have judged, such as WordSim-353.
 *
 * @param name the file's name without its extension
 * @param pairs in the order of the file
 */
public record SimilaritySet(String name, List<Pair> pairs) {

    /**
     * Two words and how similar, or how related, people find them.
     *
     * @param first as written in the set
     * @param second as written in the set
     * @param humanScore greater is more similar; the scale is the set's own
     */
    public record Pair(String first, String second, double humanScore) {}
}
