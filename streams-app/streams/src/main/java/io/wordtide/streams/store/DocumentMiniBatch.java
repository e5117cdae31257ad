package io.wordtide.streams.store;

import io.wordtide.schema.WordCounts;
import java.util.List;

/**
 * The documents of a mini-batch as they came.
 *
 * @param bags what is to be learned, in the order of the stream
 * @param duplicateCount documents that had come before and are skipped
 */
public record DocumentMiniBatch(List<WordCounts> bags, int duplicateCount) {

    public DocumentMiniBatch {
        bags = List.copyOf(bags);
    }

    /** Documents, those that are skipped included. */
    public int size() {
        return bags.size() + duplicateCount;
    }
}
