package io.wordtide.streams.processor;

import io.wordtide.schema.WordCounts;
import java.util.ArrayList;
import java.util.List;

/** The mini-batch that a model is waiting to fill: its documents so far, in the order of the stream. Not thread-safe. */
final class OpenMiniBatch {

    private final List<WordCounts> bags = new ArrayList<>();
    private int duplicateCount;

    void add(WordCounts bag) {
        bags.add(bag);
    }

    /** A document that had come before: it has its place in the mini-batch and is not learned. */
    void addDuplicate() {
        duplicateCount++;
    }

    int count() {
        return bags.size() + duplicateCount;
    }

    /** The bags that wait, a view. */
    List<WordCounts> bags() {
        return List.copyOf(bags);
    }

    /** Hands all over; nothing waits then. */
    DocumentMiniBatch take() {
        DocumentMiniBatch miniBatch = new DocumentMiniBatch(bags, duplicateCount);
        bags.clear();
        duplicateCount = 0;
        return miniBatch;
    }
}
