/**
 * What a task remembers: four stores, each a plain logged {@code KeyValueStore<Bytes, byte[]>} that holds the rows of
 * many models.
 *
 * <p>Read {@link io.wordtide.streams.store.LearnerStores} first (which stores, and their changelogs' settings), then
 * {@link io.wordtide.streams.store.BagJournal} and {@link io.wordtide.streams.store.SnapshotStore}. Only
 * {@link io.wordtide.streams.store.OpenMiniBatch} knows which documents wait and what a boundary does to them.
 *
 * <p>The invariant: <em>snapshot + document frequencies = the state after every bag below the manifest's next sequence
 * number; the journal holds every later bag and where each mini-batch ended.</em> Snapshot, frequencies and the
 * truncation of the journal are written in one call of {@code process()}, hence in one transaction. Learning the
 * journal again on top of the snapshot yields exactly the same bits as before.
 *
 * <p>Every class here belongs to one task and is used by that task's thread only.
 */
@NullMarked
package io.wordtide.streams.store;

import org.jspecify.annotations.NullMarked;
