package io.wordtide.streams.processor;

import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.schema.WordCounts;
import io.wordtide.snapshot.SnapshotException;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.OpenMiniBatch;
import io.wordtide.streams.store.SnapshotManifest;
import java.util.List;
import java.util.Optional;

/**
 * A model as it was at the last commit: its newest snapshot, with the journal learned again on top of it. Not
 * thread-safe.
 */
public final class RestoredModel {

    private final OnlineLearner learner;
    private final OpenMiniBatch waiting;
    private final int learnedAgainCount;

    private RestoredModel(OnlineLearner learner, OpenMiniBatch waiting, int learnedAgainCount) {
        this.learner = learner;
        this.waiting = waiting;
        this.learnedAgainCount = learnedAgainCount;
    }

    /**
     * Reads the snapshot and learns the journal; changes no store.
     *
     * @param modelId a model that has been begun
     * @throws BrokenLearnerException if the model was begun with other settings, or its snapshot cannot be used; the
     *     message names both and says what to do
     */
    public static RestoredModel of(String modelId, WordtideConfig config, LearnerStores stores) {
        SnapshotManifest manifest = manifest(modelId, config, stores);
        OnlineLearner learner = snapshot(modelId, manifest.newest(), config, stores);
        JournalReplay replay = new JournalReplay(learner, config.shards());
        OpenMiniBatch waiting = stores.journal().read(modelId, manifest.nextSequence(), replay);
        return new RestoredModel(learner, waiting, replay.miniBatchCount());
    }

    /**
     * The manifest of a model that is to continue with a configuration.
     *
     * @throws BrokenLearnerException if the model was begun with other settings: learning the journal again with these
     *     would yield a different model
     */
    static SnapshotManifest manifest(String modelId, WordtideConfig config, LearnerStores stores) {
        SnapshotManifest manifest = stores.snapshots().manifest(modelId).orElseThrow();
        String differences = manifest.differences(config.modelSettings());
        if (!differences.isEmpty()) {
            throw new BrokenLearnerException(
                    "expected model " + modelId + " to continue with the settings it was begun with: " + differences
                            + ". Set them back, or start over under another " + WordtideKeys.APPLICATION_ID,
                    null);
        }
        return manifest;
    }

    /**
     * The learner of a kept snapshot, or a new one without it; changes no store.
     *
     * @throws BrokenLearnerException if the snapshot cannot be used
     */
    static OnlineLearner snapshot(
            String modelId, Optional<KeptSnapshot> snapshot, WordtideConfig config, LearnerStores stores) {
        OnlineLearner learner = learner(modelId, snapshot, config, stores);
        learner.stories().setBounds(config.storiesWindow(), config.storiesMinimumDocuments());
        return learner;
    }

    private static OnlineLearner learner(
            String modelId, Optional<KeptSnapshot> snapshot, WordtideConfig config, LearnerStores stores) {
        if (snapshot.isEmpty()) {
            return new OnlineLearner(config.learner(), config.vocabulary(), config.documentFrequencies());
        }
        KeptSnapshot kept = snapshot.get();
        try {
            return ModelSnapshot.decode(
                    stores.snapshots().load(modelId, kept),
                    config.learner(),
                    config.vocabulary(),
                    stores.frequencies().load(modelId, kept.version(), config.documentFrequencies()));
        } catch (SnapshotException e) {
            throw new BrokenLearnerException(
                    "expected to continue with model " + modelId + " from its snapshot of version " + kept.version()
                            + ", found that it does not fit: " + e.getMessage(),
                    e);
        }
    }

    /** The learner as of the last commit, ready to continue. */
    public OnlineLearner learner() {
        return learner;
    }

    /** Bags that wait for their mini-batch, in stream order, without skipped ones. */
    public List<WordCounts> waitingBags() {
        return waiting.bags();
    }

    /** Mini-batches after the snapshot, which were learned again. */
    public int learnedAgainCount() {
        return learnedAgainCount;
    }

    OpenMiniBatch waiting() {
        return waiting;
    }
}
