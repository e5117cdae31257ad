package io.wordtide.streams.monitor;

import io.wordtide.schema.LearningReport;

/**
 * Counts of documents on their way through the application. Two sums must hold for each instance since its start:
 *
 * <pre>{@code
 * tokenizing task:  received = routed + dead-lettered + forget-requests
 * learning task:    waiting at the start + arrived + waiting-again = embedded + skipped + undone + refused + waiting
 * }</pre>
 *
 * Over all instances, routed - arrived documents are on their way between the two tasks (the consumer lag of the bags
 * topic). A deviation that persists once the stream is quiet is worth an alert, and so is each undone mini-batch. After
 * an error, a transaction is aborted and its documents are counted again: then trust the topics, not these counts.
 *
 * <p>Implementations belong to one task and are used by its thread only.
 */
public interface LearnerMetrics {

    /** A record was read from the documents topic. */
    void received();

    /** A bag of words was sent to its model. */
    void routed();

    /** A record went to the dead letters. */
    void deadLettered();

    /**
     * Items of personal data were dropped from a document.
     *
     * @param kind as in {@link LearningReport#getPersonalDataCounts}
     */
    void personalDataDropped(String kind, int count);

    /** A record asked to forget a document. */
    void forgetRequested();

    /**
     * A model has forgotten what it was asked to forget.
     *
     * @param documentCount documents that it has forgotten
     * @param missingCount documents that it could not forget: the journals of the task's models do not have them
     * @param waitingAgain learned documents that wait for a mini-batch again, minus those that waited and were forgotten
     */
    void forgotten(int documentCount, int missingCount, int waitingAgain);

    /** A bag of words arrived at its model. */
    void arrived();

    /**
     * A mini-batch was learned.
     *
     * @param embeddedCount documents that were scored, learned and embedded
     * @param skippedCount documents that were only counted for the document frequencies, and duplicates
     */
    void learned(int embeddedCount, int skippedCount);

    /**
     * A mini-batch could not be learned, and was undone.
     *
     * @param deadLetteredCount documents that went to the dead letters
     * @param skippedCount documents that would have been skipped anyway
     */
    void undone(int deadLetteredCount, int skippedCount);

    /**
     * A document was embedded without its {@code publishedAt}, a time outside the years 1 to 9999, which other clients
     * cannot read.
     */
    void undated();

    /** A document of a model beyond {@code wordtide.models.maximum} arrived; another model learns it, or none. */
    void beyondMaximum();

    /** A document of a model beyond the maximum went to the dead letters. */
    void refused();

    /**
     * A model was asleep and has been restored.
     *
     * @param ms how long that took, milliseconds
     */
    void woken(double ms);

    /**
     * Models as they are now.
     *
     * @param taskCount models of the task, asleep or awake
     * @param awakeCount models of the process that are awake
     */
    void models(int taskCount, int awakeCount);

    /**
     * A mini-batch has waited for parts that other instances refine, after those of this one were done.
     *
     * @param shard whose part came last, or did not come in time
     */
    void roundWaited(int shard, double ms);

    /** Another instance has refined a part. */
    void partReceived();

    /** A part did not come in time, and was refined here. */
    void partMissed(int shard);

    /** A model's report on a mini-batch that it learned: its perplexity and the unigram's, OOV rate and the like. */
    void reported(LearningReport report);

    /**
     * Words of a model were published.
     *
     * @param meanDrift mean of 1 - cosine over those that had a vector before
     */
    void drifted(String model, double meanDrift);

    /** Documents that are now waiting for their mini-batch, over all models of the task. */
    void waiting(long documentCount);
}
