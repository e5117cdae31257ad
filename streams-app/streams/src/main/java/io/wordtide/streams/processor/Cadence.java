package io.wordtide.streams.processor;

import io.wordtide.streams.config.WordtideConfig;
import java.util.OptionalDouble;

/**
 * When a mini-batch is full, and what is due after it. Follows from the configuration and from the documents' sequence
 * numbers alone, so that documents that are learned again without one of them fall into the mini-batches that they would
 * have been in.
 */
record Cadence(WordtideConfig config) {

    /** Documents of a full mini-batch whose first one has a sequence number. */
    int fullSize(long firstSequence) {
        return config.miniBatchSize(firstSequence);
    }

    /**
     * Whether a snapshot is due after a mini-batch.
     *
     * @param version mini-batches learned, this one included
     * @param firstSequence sequence number of its first document
     * @param nextSequence sequence number of the first document behind it
     */
    boolean isSnapshotDue(long version, long firstSequence, long nextSequence) {
        return isIntervalOver(config.snapshotInterval(), version, firstSequence, nextSequence);
    }

    /**
     * Minimum drift with which words are published after a mini-batch; empty if they are not due. They are also due when the
     * stream pauses, since the next interval may then be far off.
     */
    OptionalDouble publishedDrift(boolean isFull, long version, long firstSequence, long nextSequence) {
        return !isFull || isIntervalOver(config.wordsPublishInterval(), version, firstSequence, nextSequence)
                ? OptionalDouble.of(config.wordsPublishMinimumDrift())
                : OptionalDouble.empty();
    }

    /**
     * Whether an interval of so many mini-batches ends with this one. Mini-batches that grow count as many as their documents
     * would fill without growing, so that intervals do not grow with them.
     */
    private boolean isIntervalOver(int miniBatches, long version, long firstSequence, long nextSequence) {
        if (!config.isGrowing()) {
            return version % miniBatches == 0;
        }
        long documents = (long) miniBatches * config.learner().batchSize();
        return firstSequence / documents != nextSequence / documents;
    }
}
