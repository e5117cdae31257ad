package io.wordtide.cli.changelog;

import io.wordtide.schema.WordCounts;
import io.wordtide.streams.store.BagJournal;
import java.util.OptionalDouble;

/**
 * What a model's journal holds behind a snapshot.
 *
 * @param miniBatches mini-batches that were learned since
 * @param learnedDocuments documents in them
 * @param waitingDocuments documents behind the last mini-batch, which wait for theirs
 * @param firstWaiting sequence number of the first document that waits, or would
 */
public record JournalSummary(int miniBatches, long learnedDocuments, long waitingDocuments, long firstWaiting) {

    /** @param fromSequence sequence number of the first document that is not in the snapshot */
    public static JournalSummary read(BagJournal journal, String modelId, long fromSequence) {
        Counter counter = new Counter(fromSequence);
        journal.read(modelId, fromSequence, counter);
        return new JournalSummary(
                counter.miniBatches, counter.learnedDocuments, counter.bags + counter.duplicates, counter.firstWaiting);
    }

    private static final class Counter implements BagJournal.Reader {

        private int miniBatches;
        private long learnedDocuments;
        private long bags;
        private long duplicates;
        private long firstWaiting;

        private Counter(long fromSequence) {
            firstWaiting = fromSequence;
        }

        @Override
        public void onBag(WordCounts bag, long sequence) {
            bags++;
        }

        @Override
        public void onDuplicate(long sequence) {
            duplicates++;
        }

        @Override
        public void onLearned(OptionalDouble publishedDrift, long sequence) {
            miniBatches++;
            learnedDocuments += bags;
            endMiniBatch(sequence);
        }

        @Override
        public void onUndone(long sequence) {
            endMiniBatch(sequence);
        }

        private void endMiniBatch(long sequence) {
            bags = 0;
            duplicates = 0;
            firstWaiting = sequence + 1;
        }
    }
}
