package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {

    private static final Instant TAKEN_AT = Instant.parse("2026-03-01T12:00:00Z");

    private final KeyValueStore<Bytes, byte[]> rows = TestStores.inMemory();
    private final SnapshotStore store = new SnapshotStore(rows);

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldGiveBackWhatWasSaved() {
        // Given two full chunks and a byte
        byte[] snapshot = bytes(2 * KeptSnapshot.CHUNK_BYTES + 1);
        store.begin("news", SnapshotManifest.begin(Map.of("key", "value")));

        // When
        SnapshotManifest saved = store.save("news", 7, 350, TAKEN_AT, snapshot, 3);

        // Then
        KeptSnapshot kept = new KeptSnapshot(7, 350, TAKEN_AT, snapshot.length, 0);
        assertThat(saved).isEqualTo(new SnapshotManifest(Map.of("key", "value"), 1, List.of(kept)));
        assertThat(store.manifest("news")).contains(saved);
        assertThat(store.load("news", kept)).isEqualTo(snapshot);
    }

    /** Snapshots 1 to 8 go to slots 0 1 0 2 0 1 0 2. */
    @Test
    void shouldKeepTheTwoNewestAndOneThatIsOlder() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));

        // When, Then
        long[][] keptAfter = {{1}, {1, 2}, {2, 3}, {2, 3, 4}, {2, 4, 5}, {4, 5, 6}, {4, 6, 7}, {6, 7, 8}};
        for (int version = 1; version <= 8; version++) {
            SnapshotManifest manifest = save(version, bytes(version), 3);
            assertThat(manifest.snapshots())
                    .extracting(KeptSnapshot::version)
                    .containsExactlyElementsOf(
                            Arrays.stream(keptAfter[version - 1]).boxed().toList());
            manifest.snapshots()
                    .forEach(kept -> assertThat(store.load("news", kept)).isEqualTo(bytes((int) kept.version())));
        }
    }

    @Test
    void shouldDeleteChunksOfLongerSnapshotBefore() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));
        save(1, bytes(3 * KeptSnapshot.CHUNK_BYTES), 1);

        // When
        save(2, bytes(10), 1);

        // Then the manifest and one chunk
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldDeleteWhatIsTooManyWhenFewerAreKept() {
        // Given slots 0, 1, 0 and 2
        store.begin("news", SnapshotManifest.begin(Map.of()));
        for (int version = 1; version <= 4; version++) {
            save(version, bytes(10), 3);
        }

        // When
        SnapshotManifest manifest = save(5, bytes(10), 1);

        // Then the manifest and one chunk
        assertThat(manifest.snapshots()).extracting(KeptSnapshot::version).containsExactly(5L);
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldForgetNewerSnapshotsWhenRolledBack() {
        // Given 2, 3 and 4
        store.begin("news", SnapshotManifest.begin(Map.of()));
        for (int version = 1; version <= 4; version++) {
            save(version, bytes(version), 3);
        }

        // When
        SnapshotManifest manifest = store.rollBack("news", 2, 999, 3);

        // Then
        assertThat(manifest.snapshots()).extracting(KeptSnapshot::version).containsExactly(2L);
        assertThat(manifest.nextSequence()).isEqualTo(999);
        assertThat(store.load("news", manifest.newest().orElseThrow())).isEqualTo(bytes(2));
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldRefuseToRollBackToASnapshotThatIsNotKept() {
        // Given 2, 3 and 4
        store.begin("news", SnapshotManifest.begin(Map.of()));
        for (int version = 1; version <= 4; version++) {
            save(version, bytes(version), 3);
        }

        // When, Then
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> store.rollBack("news", 1, 999, 3))
                .withMessage("expected a kept snapshot of version 1 of model news, found none");
        assertThat(store.manifest("news").orElseThrow().snapshot(3))
                .map(KeptSnapshot::version)
                .contains(3L);
    }

    @Test
    void shouldForgetAllSnapshotsOfTheModelWhenCleared() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of("key", "old")));
        save(1, bytes(KeptSnapshot.CHUNK_BYTES + 1), 3);
        save(2, bytes(10), 3);
        store.begin("reviews", SnapshotManifest.begin(Map.of()));

        // When
        store.clear("news", SnapshotManifest.begin(Map.of("key", "new")));

        // Then: two manifests
        assertThat(store.manifest("news")).contains(SnapshotManifest.begin(Map.of("key", "new")));
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldDistinguishTheManifestFromPartsOfASnapshotByTheKey() {
        // Given: the manifest's key is the lower one
        store.begin("news", SnapshotManifest.begin(Map.of()));
        save(1, bytes(10), 3);

        // When
        List<Boolean> parts = new ArrayList<>();
        try (var all = rows.all()) {
            all.forEachRemaining(row -> parts.add(SnapshotStore.isPartOfSnapshot(row.key.get())));
        }

        // Then
        assertThat(parts).containsExactly(false, true);
    }

    /** The manifest and two chunks. */
    @Test
    void shouldFillTheLastChunkOfASnapshotThatIsAMultipleOfIt() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));

        // When
        KeptSnapshot kept =
                save(1, bytes(2 * KeptSnapshot.CHUNK_BYTES), 3).newest().orElseThrow();

        // Then
        assertThat(TestStores.rowCount(rows)).isEqualTo(3);
        assertThat(store.load("news", kept)).isEqualTo(bytes(2 * KeptSnapshot.CHUNK_BYTES));
    }

    @Test
    void shouldNameSettingsThatDiffer() {
        // Given
        SnapshotManifest manifest = SnapshotManifest.begin(Map.of("a", "1", "b", "2", "c", "3"));

        // Then
        assertThat(manifest.differences(Map.of("a", "1", "b", "9", "d", "4")))
                .isEqualTo("b=2 (found 9), c=3 (found unset), d=unset (found 4)");
    }

    @Test
    void shouldListModelsWhoseIdsBeginAlike() {
        // When
        for (String modelId : new String[] {"a", "ab", "b", "\u00ff", "abc"}) {
            store.begin(modelId, SnapshotManifest.begin(Map.of()));
            store.save(modelId, 1, 1, TAKEN_AT, bytes(1), 3);
        }

        // Then
        assertThat(store.modelIds()).containsExactlyInAnyOrder("a", "ab", "abc", "b", "\u00ff");
    }

    @Test
    void shouldSayWhichChunkIsMissing() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));
        KeptSnapshot kept = save(3, bytes(10), 3).newest().orElseThrow();
        KeptSnapshot tooLong = new KeptSnapshot(
                kept.version(), kept.nextSequence(), TAKEN_AT, KeptSnapshot.CHUNK_BYTES + 1, kept.slot());

        // When, Then
        assertThatExceptionOfType(ProcessorStateException.class)
                .isThrownBy(() -> store.load("news", tooLong))
                .withMessageContaining("model news version 3")
                .withMessageContaining("chunk 1 missing");
    }

    @Test
    void shouldRefuseManifestOfAnotherFormat() {
        // Given
        byte[] manifest = SnapshotManifest.begin(Map.of()).encode();
        manifest[3] = 9;

        // When, Then
        assertThatExceptionOfType(ProcessorStateException.class)
                .isThrownBy(() -> SnapshotManifest.decode("news", manifest))
                .withMessageContaining("expected the manifest of model news in format 2, found format 9");
    }

    private SnapshotManifest save(long version, byte[] snapshot, int keep) {
        return store.save("news", version, 50 * version, TAKEN_AT, snapshot, keep);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
