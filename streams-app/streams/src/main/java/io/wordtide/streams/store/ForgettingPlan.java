package io.wordtide.streams.store;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * How a model would forget documents: all in one go, from the newest kept state before the first of them.
 *
 * @param ids documents that it can forget: each of their records is in the part of its journal that it can learn again
 * @param from snapshot from which it learns again; empty for its beginning
 */
public record ForgettingPlan(Set<String> ids, Optional<KeptSnapshot> from) {

    public ForgettingPlan {
        ids = Set.copyOf(ids);
    }

    /**
     * The part of a journal that a model can learn again.
     *
     * @param start sequence number of its first document
     * @param isBeginning whether it is all that the model has ever learned
     */
    public record Reach(long start, boolean isBeginning) {

        /** Empty if the journal has no document after any kept state of the model. */
        public static Optional<Reach> of(String modelId, LearnerStores stores, int keep) {
            OptionalLong first = stores.journal().firstSequence(modelId);
            Optional<SnapshotManifest> manifest = stores.snapshots().manifest(modelId);
            if (first.isEmpty() || manifest.isEmpty()) {
                return Optional.empty();
            }
            // without a snapshot, the journal has all that the model has learned and not undone by going back
            boolean isAll = first.getAsLong() == 0 || manifest.get().snapshots().isEmpty();
            return isAll && manifest.get().isBeginningKept(keep)
                    ? Optional.of(new Reach(0, true))
                    : manifest.get().snapshots().stream()
                            .filter(kept -> kept.nextSequence() >= first.getAsLong())
                            .findFirst()
                            .map(kept -> new Reach(kept.nextSequence(), false));
        }
    }

    /**
     * A document that was skipped, and whose first record is older than the journal, cannot be forgotten: the model has
     * learned that record.
     *
     * @param keep snapshots to keep
     * @param isWanted whether a record is to be forgotten, by document id and sequence number
     * @return empty if the model can forget none of them
     */
    public static Optional<ForgettingPlan> of(
            String modelId, LearnerStores stores, int keep, BiPredicate<String, Long> isWanted) {
        Optional<Reach> reach = Reach.of(modelId, stores, keep);
        if (reach.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> firstById = firstRecords(modelId, stores.journal(), reach.get(), isWanted);
        if (firstById.isEmpty()) {
            return Optional.empty();
        }
        long first = Collections.min(firstById.values());
        Optional<KeptSnapshot> from = stores.snapshots().manifest(modelId).orElseThrow().snapshots().stream()
                .filter(kept -> kept.nextSequence() >= reach.get().start() && kept.nextSequence() <= first)
                .reduce((older, newer) -> newer);
        return Optional.of(new ForgettingPlan(firstById.keySet(), from));
    }

    /** Sequence number of the first record of each document that can be forgotten. */
    private static Map<String, Long> firstRecords(
            String modelId, BagJournal journal, Reach reach, BiPredicate<String, Long> isWanted) {
        Map<String, Long> firstById = new HashMap<>();
        Set<String> older = new HashSet<>();
        journal.readIds(modelId, reach.start(), (sequence, id, isSkipped) -> {
            if (isWanted.test(id, sequence) && !older.contains(id) && !firstById.containsKey(id)) {
                if (isSkipped && !reach.isBeginning()) {
                    older.add(id);
                } else {
                    firstById.put(id, sequence);
                }
            }
        });
        return firstById;
    }

    /** Sequence number of the first document that the model learns again, or leaves out. */
    public long start() {
        return from.map(KeptSnapshot::nextSequence).orElse(0L);
    }

    /** Version of the state from which the model learns again, 0 for its beginning. */
    public long fromVersion() {
        return from.map(KeptSnapshot::version).orElse(0L);
    }
}
