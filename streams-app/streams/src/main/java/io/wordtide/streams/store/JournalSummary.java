package io.wordtide.streams.store;

/**
 * What a model's journal holds after a snapshot, counted without reading its bags.
 *
 * @param miniBatches mini-batches learned since
 * @param learnedDocuments documents in them, without duplicates
 * @param waitingDocuments documents after the last mini-batch, which wait for theirs, duplicates included
 * @param firstWaiting sequence number of the first waiting document, or of the next one if none waits
 */
public record JournalSummary(int miniBatches, long learnedDocuments, int waitingDocuments, long firstWaiting) {}
