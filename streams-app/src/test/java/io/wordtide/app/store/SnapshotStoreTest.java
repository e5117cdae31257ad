package io.wordtide.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {

    private final KeyValueStore<Bytes, byte[]> rows = TestStores.inMemory();
    private final SnapshotStore store = new SnapshotStore(rows);

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldGiveBackWhatWasSaved() {
        // Given two full chunks and a byte
        byte[] snapshot = bytes(2 * SnapshotStore.CHUNK_BYTES + 1);
        store.begin("news", SnapshotManifest.begin(Map.of("key", "value")));

        // When
        store.save("news", 7, 350, snapshot);

        // Then
        SnapshotManifest manifest = store.manifest("news").orElseThrow();
        assertThat(manifest).isEqualTo(new SnapshotManifest(7, 350, snapshot.length, 3, Map.of("key", "value")));
        assertThat(store.load("news", manifest)).isEqualTo(snapshot);
    }

    @Test
    void shouldDeleteChunksOfLongerSnapshotBefore() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));
        store.save("news", 1, 50, bytes(3 * SnapshotStore.CHUNK_BYTES));

        // When
        store.save("news", 2, 100, bytes(10));

        // Then the manifest and one chunk
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldListModelsWhoseIdsBeginAlike() {
        // When
        for (String modelId : new String[] {"a", "ab", "b", "\u00ff", "abc"}) {
            store.begin(modelId, SnapshotManifest.begin(Map.of()));
            store.save(modelId, 1, 1, bytes(1));
        }

        // Then
        assertThat(store.modelIds()).containsExactlyInAnyOrder("a", "ab", "abc", "b", "\u00ff");
    }

    @Test
    void shouldSayWhichChunkIsMissing() {
        // Given
        store.begin("news", SnapshotManifest.begin(Map.of()));
        store.save("news", 3, 150, bytes(10));
        SnapshotManifest tooLong = new SnapshotManifest(3, 150, 20, 2, Map.of());

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
                .withMessageContaining("expected the manifest of model news in format 1, found format 9");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
