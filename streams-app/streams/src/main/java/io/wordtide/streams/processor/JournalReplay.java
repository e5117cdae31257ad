package io.wordtide.streams.processor;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.BagJournal;
import java.util.OptionalDouble;

/** Learns a journal again: the same mini-batches, and word vectors marked as published where they were. */
final class JournalReplay implements BagJournal.Reader {

    private final OnlineLearner learner;
    private final OpenMiniBatch waiting;
    private int miniBatchCount;

    /** @param waiting empty; holds what is behind the last boundary once the journal has been read */
    JournalReplay(OnlineLearner learner, OpenMiniBatch waiting) {
        this.learner = learner;
        this.waiting = waiting;
    }

    @Override
    public void onBag(WordCounts bag, long sequence) {
        waiting.add(bag);
    }

    @Override
    public void onDuplicate(long sequence) {
        waiting.addDuplicate();
    }

    @Override
    public void onLearned(OptionalDouble publishedDrift, long sequence) {
        try {
            learner.learn(waiting.take().bagsOfWords());
        } catch (RuntimeException e) {
            throw new BrokenLearnerException(
                    "expected to learn the mini-batch behind version " + learner.version() + " again as it was learned"
                            + " before, found that it cannot be: " + e.getMessage()
                            + ". If this machine is of another type"
                            + " than the one that learned it, go on there; otherwise go back with wordtide snapshot"
                            + " rollback",
                    e);
        }
        // what was published then is what later drift is measured from
        publishedDrift.ifPresent(learner::publishWords);
        miniBatchCount++;
    }

    @Override
    public void onUndone(long sequence) {
        waiting.take();
    }

    /** Mini-batches learned again. */
    int miniBatchCount() {
        return miniBatchCount;
    }
}
