package io.wordtide.cli.changelog;

import io.wordtide.streams.store.BagJournal;
import io.wordtide.streams.store.OpenMiniBatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a model's journal holds after a snapshot.
 *
 * @param miniBatches mini-batches learned since
 * @param learnedDocuments documents in them
 * @param waitingDocuments documents after the last mini-batch, which wait for theirs
 * @param firstWaiting sequence number of the first waiting document, or of the next one if none waits
 */
public record JournalSummary(int miniBatches, long learnedDocuments, long waitingDocuments, long firstWaiting) {

    /** @param fromSequence sequence number of the first document that is not in the snapshot */
    static JournalSummary read(BagJournal journal, String modelId, long fromSequence) {
        AtomicInteger miniBatches = new AtomicInteger();
        AtomicLong learnedDocuments = new AtomicLong();
        OpenMiniBatch waiting = journal.read(modelId, fromSequence, (miniBatch, publishedDrift) -> {
            miniBatches.incrementAndGet();
            learnedDocuments.addAndGet(miniBatch.bags().size());
        });
        return new JournalSummary(miniBatches.get(), learnedDocuments.get(), waiting.count(), waiting.firstSequence());
    }
}
