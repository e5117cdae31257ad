package io.wordtide.streams.store;

import io.wordtide.schema.WordCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * The mini-batch that a model is waiting to fill: the documents behind the last boundary of its journal, in the order
 * of the stream. Their sequence numbers are consecutive, so the first and the next one are also their count.
 *
 * <p>Not thread-safe.
 */
public final class OpenMiniBatch {

    private final List<WordCounts> bags = new ArrayList<>();
    private long firstSequence;
    private long nextSequence;

    /** @param nextSequence sequence number of the first document that will wait */
    public OpenMiniBatch(long nextSequence) {
        this.firstSequence = nextSequence;
        this.nextSequence = nextSequence;
    }

    /** Adds a document that is to be learned. */
    public void add(long sequence, WordCounts bag) {
        bags.add(bag);
        arrive(sequence);
    }

    /** Adds a document that had come before: it takes its place in the mini-batch and is not learned. */
    public void addDuplicate(long sequence) {
        arrive(sequence);
    }

    private void arrive(long sequence) {
        if (count() == 0) {
            firstSequence = sequence;
        }
        nextSequence = sequence + 1;
    }

    /** Documents that wait, duplicates included. */
    public int count() {
        return Math.toIntExact(nextSequence - firstSequence);
    }

    /** Sequence number of the first document that waits, or of the next one to come if none does. */
    public long firstSequence() {
        return firstSequence;
    }

    /** Sequence number of the next document to come. */
    public long nextSequence() {
        return nextSequence;
    }

    /** The bags that wait, without duplicates; a copy. */
    public List<WordCounts> bags() {
        return List.copyOf(bags);
    }

    /** Ends the mini-batch at a boundary: returns its documents, and none waits afterwards. */
    public DocumentMiniBatch take() {
        DocumentMiniBatch miniBatch = new DocumentMiniBatch(bags, count() - bags.size());
        bags.clear();
        firstSequence = nextSequence;
        return miniBatch;
    }

    /** Frees the bags and keeps the numbers: all that is needed until the journal is read again. Take nothing then. */
    public OpenMiniBatch withoutBags() {
        bags.clear();
        return this;
    }
}
