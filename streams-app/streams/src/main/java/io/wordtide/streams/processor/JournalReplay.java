package io.wordtide.streams.processor;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.BagJournal;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.text.BagOfWords;
import java.util.List;
import java.util.OptionalDouble;

/** Learns a journal again: the same mini-batches, with word vectors marked as published where they were before. */
final class JournalReplay implements BagJournal.Reader {

    private final OnlineLearner learner;
    private final int shards;
    private int miniBatchCount;

    /** @param shards parts of a round at most, as when it was learned */
    JournalReplay(OnlineLearner learner, int shards) {
        this.learner = learner;
        this.shards = shards;
    }

    @Override
    public void onLearned(DocumentMiniBatch miniBatch, OptionalDouble publishedDrift) {
        try {
            List<BagOfWords> bags = Records.bagsOfWords(miniBatch);
            StepReport report = learner.learn(bags, shards);
            StoryRecords.track(learner, miniBatch, bags, report, publishedDrift.isPresent());
        } catch (RuntimeException e) {
            throw new BrokenLearnerException(
                    "expected to learn the mini-batch after version " + learner.version() + " again as it was learned"
                            + " before, found an error: " + e.getMessage()
                            + ". If a machine of another type learned it, continue on that machine; otherwise go back"
                            + " with wordtide snapshot rollback",
                    e);
        }
        // later drift is measured from what was published then
        publishedDrift.ifPresent(learner::publishWords);
        miniBatchCount++;
    }

    /** Mini-batches learned again. */
    int miniBatchCount() {
        return miniBatchCount;
    }
}
