package io.wordtide.cli.changelog;

import io.wordtide.cli.changelog.SnapshotFile.Frequencies;
import io.wordtide.cli.changelog.SnapshotFile.LearnerState;
import io.wordtide.learn.ModelSnapshot;
import io.wordtide.snapshot.SnapshotException;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.streams.store.KeptSnapshot;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotManifest;
import io.wordtide.text.DocumentFrequencies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model as the changelogs hold it: its kept snapshots, saving one to a file, loading one, and rolling back.
 *
 * <p>A rollback also resets the model's place in the journal: what it learned after the snapshot is dropped, and
 * documents that wait for their mini-batch keep waiting. Sequence numbers do not go back by that; versions do, and repeat.
 *
 * <p>{@link StoppedApplication#commit} makes the changes permanent. Not thread-safe.
 */
public final class StoredModel {

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;

    /** @param config the configuration that the application runs, or would run, with */
    public StoredModel(String modelId, WordtideConfig config, ChangelogStores stores) {
        this.modelId = modelId;
        this.config = config;
        this.stores = stores.of(modelId);
    }

    /**
     * What a rollback or a load changed.
     *
     * @param fromVersion mini-batches learned before
     * @param toVersion mini-batches learned now
     * @param forgottenDocuments documents that were learned before and are not now
     * @param waitingDocuments documents that still wait for their mini-batch
     */
    public record Change(long fromVersion, long toVersion, long forgottenDocuments, long waitingDocuments) {}

    /** The kept snapshots, oldest first; empty for a model that has none yet, or does not exist. */
    public List<KeptSnapshot> snapshots() {
        return stores.snapshots()
                .manifest(modelId)
                .map(SnapshotManifest::snapshots)
                .orElse(List.of());
    }

    /** Documents the model had counted at a kept snapshot. */
    public long documentCount(KeptSnapshot snapshot) {
        return stores.frequencies().documentCount(modelId, snapshot.version());
    }

    /** What the journal holds after the newest snapshot. */
    public JournalSummary journal() {
        long from = stores.snapshots()
                .manifest(modelId)
                .map(SnapshotManifest::nextSequence)
                .orElse(0L);
        return stores.journal().summary(modelId, from);
    }

    /** How the settings that the model was started with differ from the configuration's; empty if they do not. */
    public String settingsDifferences() {
        return stores.snapshots()
                .manifest(modelId)
                .map(manifest -> manifest.differences(config.modelSettings()))
                .orElse("");
    }

    /**
     * Saves a kept snapshot with all that belongs to it.
     *
     * @param file must not exist
     * @throws StateException if the snapshot is damaged, or its model does not fit the configuration
     * @throws IOException if the file exists or cannot be written
     */
    public void save(KeptSnapshot kept, Path file) throws IOException {
        SnapshotFile saved = new SnapshotFile(
                modelId,
                requireManifest().settings(),
                new LearnerState(
                        kept.version(),
                        kept.nextSequence(),
                        kept.takenAt(),
                        stores.snapshots().load(modelId, kept)),
                new Frequencies(documentCount(kept), stores.frequencies().weightByTerm(modelId, kept.version())),
                stores.recent().ids(modelId, kept.nextSequence()));
        requireFit("the snapshot of version " + kept.version() + " of model " + modelId, saved);
        saved.write(file);
    }

    /**
     * Replaces the model, which need not exist, with the one in a file; all kept snapshots are deleted.
     *
     * @throws StateException if the file is damaged or does not fit the configuration
     */
    public Change load(SnapshotFile saved) {
        requireFit(
                "the saved snapshot of version " + saved.learner().version() + " of model " + saved.modelId(), saved);
        JournalSummary journal = journal();
        if (journal.waitingDocuments() > 0) {
            // the settings of the replaced model cut them into terms
            requireSameSettings(requireManifest().settings(), "model " + modelId + ", whose documents wait");
        }
        long fromVersion = version(journal);
        long learnedBefore = learnedDocuments(journal);
        long nextSequence = journal.waitingDocuments() > 0
                ? journal.firstWaiting()
                : Math.max(journal.firstWaiting(), saved.learner().nextSequence());
        stores.journal().delete(modelId, 0, journal.firstWaiting());
        // a model that cannot go back to its beginning, which is not in the journal
        long takenCount = 1L << config.snapshotKeep();
        stores.snapshots().clear(modelId, new SnapshotManifest(saved.settings(), takenCount, List.of()));
        stores.snapshots()
                .save(
                        modelId,
                        saved.learner().version(),
                        nextSequence,
                        saved.learner().takenAt(),
                        saved.learner().bytes(),
                        config.snapshotKeep());
        stores.frequencies()
                .replace(
                        modelId,
                        saved.learner().version(),
                        saved.frequencies().documentCount(),
                        saved.frequencies().weightByTerm());
        replaceRecent(saved.recentIds(), nextSequence);
        return new Change(fromVersion, saved.learner().version(), learnedBefore, journal.waitingDocuments());
    }

    /**
     * Rolls back to a kept snapshot; newer ones are deleted.
     *
     * @throws StateException if the snapshot is damaged, or the model does not fit the configuration
     */
    public Change rollBack(KeptSnapshot kept) {
        SnapshotManifest manifest = requireManifest();
        requireSameSettings(manifest.settings(), "model " + modelId);
        requireDecodes(
                "the snapshot of version " + kept.version() + " of model " + modelId,
                stores.snapshots().load(modelId, kept),
                stores.frequencies().load(modelId, kept.version(), config.documentFrequencies()));
        JournalSummary journal = journal();
        Change change = new Change(
                version(journal),
                kept.version(),
                learnedDocuments(journal) - documentCount(kept),
                journal.waitingDocuments());
        stores.journal().delete(modelId, kept.nextSequence(), journal.firstWaiting());
        // they may be sent again, and are not duplicates then
        stores.recent().delete(modelId, kept.nextSequence(), journal.firstWaiting());
        stores.snapshots().rollBack(modelId, kept.version(), journal.firstWaiting(), config.snapshotKeep());
        stores.frequencies().rollBack(modelId, kept.version());
        return change;
    }

    /** The ids of the file, numbered up to the first waiting document, which keeps its place. */
    private void replaceRecent(List<String> ids, long nextSequence) {
        stores.recent().delete(modelId, 0, nextSequence);
        List<String> fitting = ids.subList((int) Math.max(0, ids.size() - nextSequence), ids.size());
        long sequence = nextSequence - fitting.size();
        for (String id : fitting) {
            if (!stores.recent().contains(modelId, id)) {
                stores.recent().add(modelId, id, sequence, config.duplicatesWindow());
            }
            sequence++;
        }
    }

    private long version(JournalSummary journal) {
        return newest().map(KeptSnapshot::version).orElse(0L) + journal.miniBatches();
    }

    private long learnedDocuments(JournalSummary journal) {
        return newest().map(this::documentCount).orElse(0L) + journal.learnedDocuments();
    }

    private Optional<KeptSnapshot> newest() {
        return stores.snapshots().manifest(modelId).flatMap(SnapshotManifest::newest);
    }

    private SnapshotManifest requireManifest() {
        return stores.snapshots()
                .manifest(modelId)
                .orElseThrow(() -> new StateException("expected a model " + modelId + ", found none"));
    }

    private void requireFit(String what, SnapshotFile saved) {
        requireSameSettings(saved.settings(), what);
        requireDecodes(
                what,
                saved.learner().bytes(),
                config.documentFrequencies()
                        .goOnFrom(
                                saved.frequencies().documentCount(),
                                saved.frequencies().weightByTerm()));
    }

    private void requireSameSettings(Map<String, String> settings, String what) {
        String differences = SnapshotManifest.begin(settings).differences(config.modelSettings());
        if (!differences.isEmpty()) {
            throw new StateException("expected this configuration to have the settings of " + what + ": " + differences
                    + "; use the model's settings, with --config or --set, or choose another model"
                    + " wordtide.application.id");
        }
    }

    private void requireDecodes(String what, byte[] snapshot, DocumentFrequencies frequencies) {
        try {
            ModelSnapshot.decode(snapshot, config.learner(), config.vocabulary(), frequencies);
        } catch (SnapshotException e) {
            throw new StateException(
                    "expected to continue from " + what + ", found that it does not fit: " + e.getMessage(), e);
        }
    }

    /** For a person: {@code 3, 6, 9}. */
    public String versions() {
        return snapshots().stream().map(kept -> Long.toString(kept.version())).collect(Collectors.joining(", "));
    }
}
