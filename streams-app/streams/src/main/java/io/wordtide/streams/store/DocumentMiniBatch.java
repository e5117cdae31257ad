package io.wordtide.streams.store;

import io.wordtide.schema.WordCounts;
import java.util.List;

/**
 * The documents of a mini-batch as they arrived.
 *
 * @param bags what to learn, in stream order
 * @param duplicateCount documents that arrived before and are skipped
 */
public record DocumentMiniBatch(List<WordCounts> bags, int duplicateCount) {

    public DocumentMiniBatch {
        bags = List.copyOf(bags);
    }

    /** Number of documents, including skipped ones. */
    public int size() {
        return bags.size() + duplicateCount;
    }
}
