/**
 * What a task remembers: four stores, each a plain logged {@code KeyValueStore<Bytes, byte[]>} that holds the rows of
 * many models.
 *
 * <p>Read {@link io.wordtide.streams.store.LearnerStores} first (which stores, and their changelogs' settings), then
 * {@link io.wordtide.streams.store.BagJournal} and {@link io.wordtide.streams.store.SnapshotStore}. What waits, and what
 * a boundary does to it, is known to {@link io.wordtide.streams.store.OpenMiniBatch} alone.
 *
 * <p>The invariant: <em>snapshot + document frequencies = the state after every bag below the manifest's next sequence
 * number; the journal holds every later bag and where each mini-batch ended.</em> Snapshot, frequencies and the
 * truncation of the journal are written in one call of {@code process()}, hence in one transaction. Learning the
 * journal again on top of the snapshot gives the very bits that were there before.
 *
 * <p>Every class here belongs to one task and is used by that task's thread only.
 */
@NullMarked
package io.wordtide.streams.store;

import org.jspecify.annotations.NullMarked;
