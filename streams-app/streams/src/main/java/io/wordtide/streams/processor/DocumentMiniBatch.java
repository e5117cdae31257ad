package io.wordtide.streams.processor;

import io.wordtide.schema.WordCounts;
import io.wordtide.text.BagOfWords;
import java.util.List;

/**
 * The documents of a mini-batch as they came.
 *
 * @param bags what is to be learned, in the order of the stream
 * @param duplicateCount documents that had come before and are skipped
 */
record DocumentMiniBatch(List<WordCounts> bags, int duplicateCount) {

    DocumentMiniBatch {
        bags = List.copyOf(bags);
    }

    /** Documents, those that are skipped included. */
    int size() {
        return bags.size() + duplicateCount;
    }

    List<BagOfWords> bagsOfWords() {
        return bags.stream().map(Records::bagOfWords).toList();
    }
}
