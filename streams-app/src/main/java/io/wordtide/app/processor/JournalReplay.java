package io.wordtide.app.processor;

import io.wordtide.app.store.BagJournal;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.WordCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Learns a journal again: the same mini-batches, and word vectors marked as published where they were. */
final class JournalReplay implements BagJournal.Reader {

    private final OnlineLearner learner;
    private final List<WordCounts> open = new ArrayList<>();
    private int miniBatchCount;

    JournalReplay(OnlineLearner learner) {
        this.learner = learner;
    }

    @Override
    public void onBag(WordCounts bag, long sequence) {
        open.add(bag);
    }

    @Override
    public void onBoundary(OptionalDouble publishedDrift) {
        learner.learn(open.stream().map(Records::bagOfWords).toList());
        // what was published then is what later drift is measured from
        publishedDrift.ifPresent(learner::movedWordVectors);
        open.clear();
        miniBatchCount++;
    }

    /** Bags behind the last boundary, in order. */
    List<WordCounts> open() {
        return List.copyOf(open);
    }

    /** Mini-batches learned again. */
    int miniBatchCount() {
        return miniBatchCount;
    }
}
