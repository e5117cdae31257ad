package io.wordtide.app.state;

import io.wordtide.app.store.BagJournal;
import io.wordtide.schema.WordCounts;
import java.util.OptionalDouble;

/**
 * What a model's journal holds behind a snapshot.
 *
 * @param miniBatches mini-batches that were learned since
 * @param learnedDocuments documents in them
 * @param waitingDocuments documents behind the last of them, which wait for theirs
 * @param firstWaiting sequence number of the first document that waits, or would
 */
public record JournalSummary(int miniBatches, long learnedDocuments, long waitingDocuments, long firstWaiting) {

    /** @param fromSequence sequence number of the first bag that is not in the snapshot */
    public static JournalSummary read(BagJournal journal, String modelId, long fromSequence) {
        Counter counter = new Counter(fromSequence);
        journal.read(modelId, fromSequence, counter);
        return new JournalSummary(
                counter.miniBatches, counter.learnedDocuments, counter.waitingDocuments, counter.firstWaiting);
    }

    private static final class Counter implements BagJournal.Reader {

        private int miniBatches;
        private long learnedDocuments;
        private long waitingDocuments;
        private long firstWaiting;
        private long next;

        private Counter(long fromSequence) {
            firstWaiting = fromSequence;
            next = fromSequence;
        }

        @Override
        public void onBag(WordCounts bag, long sequence) {
            waitingDocuments++;
            next = sequence + 1;
        }

        @Override
        public void onBoundary(OptionalDouble publishedDrift) {
            miniBatches++;
            learnedDocuments += waitingDocuments;
            waitingDocuments = 0;
            firstWaiting = next;
        }
    }
}
