package io.wordtide.streams.store;

import io.wordtide.schema.WordCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * The mini-batch that a model is waiting to fill: the documents after the last boundary of its journal, in stream
 * order. Their sequence numbers are consecutive, so the first and the next one also give their count.
 *
 * <p>Not thread-safe.
 */
public final class OpenMiniBatch {

    private final List<WordCounts> bags = new ArrayList<>();
    private final List<Long> bagSequences = new ArrayList<>();
    private long firstSequence;
    private long nextSequence;

    /** @param nextSequence sequence number of the first document that will wait */
    public OpenMiniBatch(long nextSequence) {
        this.firstSequence = nextSequence;
        this.nextSequence = nextSequence;
    }

    /** The documents of a sleeping model: their numbers without their bags. Take none until the journal is read. */
    public static OpenMiniBatch unread(long firstSequence, int count) {
        OpenMiniBatch unread = new OpenMiniBatch(firstSequence);
        unread.nextSequence = firstSequence + count;
        return unread;
    }

    /** Adds a document to be learned. */
    public void add(long sequence, WordCounts bag) {
        bags.add(bag);
        bagSequences.add(sequence);
        arrive(sequence);
    }

    /** Adds a document that arrived before: it takes its place in the mini-batch but is not learned. */
    public void addDuplicate(long sequence) {
        arrive(sequence);
    }

    /** Counts a document whose bag is not kept here, while the model is asleep. */
    public void addUnread(long sequence) {
        arrive(sequence);
    }

    private void arrive(long sequence) {
        if (count() == 0) {
            firstSequence = sequence;
        }
        nextSequence = sequence + 1;
    }

    /** Number of waiting documents, duplicates included. */
    public int count() {
        return Math.toIntExact(nextSequence - firstSequence);
    }

    /** Sequence number of the first waiting document, or of the next one to arrive if none is waiting. */
    public long firstSequence() {
        return firstSequence;
    }

    /** Sequence number of the next document to arrive. */
    public long nextSequence() {
        return nextSequence;
    }

    /** A copy of the waiting bags, without duplicates. */
    public List<WordCounts> bags() {
        return List.copyOf(bags);
    }

    /** Ends the mini-batch at a boundary: returns its documents and leaves none waiting. */
    public DocumentMiniBatch take() {
        return take(Integer.MAX_VALUE);
    }

    /**
     * Ends the mini-batch after some documents: returns them, and leaves the others waiting.
     *
     * @param most documents at most, duplicates included
     */
    public DocumentMiniBatch take(int most) {
        int size = Math.min(most, count());
        int bagCount = 0;
        while (bagCount < bags.size() && bagSequences.get(bagCount) < firstSequence + size) {
            bagCount++;
        }
        List<WordCounts> taken = bags.subList(0, bagCount);
        DocumentMiniBatch miniBatch = new DocumentMiniBatch(taken, size - bagCount);
        taken.clear();
        bagSequences.subList(0, bagCount).clear();
        firstSequence += size;
        return miniBatch;
    }
}
