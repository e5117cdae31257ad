package io.wordtide.streams.processor;

import io.wordtide.learn.NonFiniteStepException;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.BagJournal;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a model whose steps keep breaking back to the newest kept snapshot from which it can learn, so that it does not
 * turn the whole stream into dead letters.
 *
 * <p>It goes back when a third mini-batch in a row has a step that is not finite. A snapshot to which it has gone back
 * before, without taking a newer one since, is not tried again: what breaks the model comes after it. Everything is
 * decided by the stores and the mini-batch and written in the same transaction as its boundary, so that after a crash
 * the same is decided again. Not thread-safe.
 */
final class ReturnToSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(ReturnToSnapshot.class);

    /** Mini-batches in a row that are undone before a model goes back instead. */
    private static final int UNDONE_BEFORE = 2;

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;

    ReturnToSnapshot(String modelId, WordtideConfig config, LearnerStores stores) {
        this.modelId = modelId;
        this.config = config;
        this.stores = stores;
    }

    /**
     * Makes the stores those of an older state if it is time to. The mini-batch then waits in the journal again.
     *
     * @param miniBatch whose step broke; it has no boundary yet
     * @param firstSequence sequence number of its first document
     * @return false if the mini-batch is to be undone as usual
     * @throws BrokenLearnerException if the mini-batch breaks the step of every older state, too
     */
    boolean ifBroken(DocumentMiniBatch miniBatch, long firstSequence, NonFiniteStepException cause) {
        SnapshotManifest manifest = stores.snapshots().manifest(modelId).orElseThrow();
        BagJournal.Failures failures = stores.journal().failures(modelId, manifest.nextSequence());
        if (failures.undoneInARow() < UNDONE_BEFORE) {
            return false;
        }
        List<Optional<KeptSnapshot>> olderStates = states(manifest);
        if (failures.hasReturned()) {
            olderStates.remove(0);
        }
        Optional<KeptSnapshot> state = olderStates.stream()
                .filter(candidate -> canLearn(candidate, miniBatch))
                .findFirst()
                .orElseThrow(() -> beyondRepair(manifest, cause));
        goBack(state, firstSequence);
        return true;
    }

    /** What the model can go back to, newest first; to its beginning only before its first snapshot. */
    private static List<Optional<KeptSnapshot>> states(SnapshotManifest manifest) {
        List<Optional<KeptSnapshot>> states = new ArrayList<>();
        manifest.snapshots().forEach(kept -> states.add(Optional.of(kept)));
        Collections.reverse(states);
        if (states.isEmpty()) {
            states.add(Optional.empty());
        }
        return states;
    }

    private boolean canLearn(Optional<KeptSnapshot> state, DocumentMiniBatch miniBatch) {
        try {
            RestoredModel.snapshot(modelId, state, config, stores)
                    .learn(Records.bagsOfWords(miniBatch), config.shards());
            return true;
        } catch (NonFiniteStepException e) {
            return false;
        }
    }

    private void goBack(Optional<KeptSnapshot> state, long firstSequence) {
        long version = state.map(KeptSnapshot::version).orElse(0L);
        long learnedUpTo = state.map(KeptSnapshot::nextSequence).orElse(0L);
        stores.journal().delete(modelId, learnedUpTo, firstSequence);
        // documents that were learned since may be sent again, and are not duplicates then
        stores.recent().delete(modelId, learnedUpTo, firstSequence);
        if (state.isPresent()) {
            stores.snapshots().rollBack(modelId, version, firstSequence, config.snapshotKeep());
            stores.frequencies().rollBack(modelId, version);
        }
        LOG.error(
                "The steps of {} mini-batches in a row were not finite; the model continues from an older state and has"
                        + " forgotten what it learned since model={} version={}",
                UNDONE_BEFORE + 1,
                modelId,
                version);
    }

    private BrokenLearnerException beyondRepair(SnapshotManifest manifest, NonFiniteStepException cause) {
        List<Long> versions =
                manifest.snapshots().stream().map(KeptSnapshot::version).toList();
        return new BrokenLearnerException(
                "expected model " + modelId + " to learn a mini-batch after " + UNDONE_BEFORE
                        + " were undone, found that neither it nor an older state of it can (versions of its snapshots: "
                        + versions + "): " + cause.getMessage()
                        + ". With its settings it may diverge, above all with high learning rates: begin anew with"
                        + " others under another wordtide.application.id",
                cause);
    }
}
