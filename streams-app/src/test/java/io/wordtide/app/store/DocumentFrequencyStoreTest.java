package io.wordtide.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocumentFrequencyStoreTest {

    private final KeyValueStore<Bytes, byte[]> rows = TestStores.inMemory();
    private final DocumentFrequencyStore store = new DocumentFrequencyStore(rows);

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldGiveBackCountsOfEachModel() {
        // Given
        DocumentFrequencies ofA = counted("oil", "öl");
        DocumentFrequencies ofAb = counted("oil");
        ofA.count(bag("oil"));

        // When
        store.save("a", 1, 1, ofA);
        store.save("ab", 1, 1, ofAb);

        // Then
        DocumentFrequencies loaded = store.load("a", 1);
        assertThat(loaded.documentCount()).isEqualTo(2);
        assertThat(loaded.of("oil")).isEqualTo(2);
        assertThat(loaded.of("öl")).isEqualTo(1);
        assertThat(store.load("ab", 1).of("oil")).isEqualTo(1);
    }

    @Test
    void shouldBeEmptyForModelThatWasNeverSaved() {
        assertThat(store.load("news", 1).documentCount()).isZero();
    }

    @Test
    void shouldWriteOnlyWhatChanged() {
        // Given
        DocumentFrequencies frequencies = counted("oil", "wheat");
        store.save("a", 1, 1, frequencies);
        rows.all().forEachRemaining(row -> rows.delete(row.key));
        frequencies.count(bag("wheat"));

        // When
        store.save("a", 2, 1, frequencies);

        // Then the row of wheat and the number of documents
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    /** After versions 1, 2 and 3 oil is in 1, 2 and 2 documents, wheat in 0, 0 and 1. */
    @Test
    void shouldGiveTheCountsOfEveryKeptVersion() {
        // Given
        saveThreeVersions();

        // Then
        assertThat(counts(1)).containsExactly(1, 1, 0);
        assertThat(counts(2)).containsExactly(2, 2, 0);
        assertThat(counts(3)).containsExactly(3, 2, 1);
    }

    @Test
    void shouldCountOnAsIfNothingHadBeenWhenRolledBack() {
        // Given
        saveThreeVersions();

        // When
        store.rollBack("a", 1);

        // Then: wheat is gone, and a newer version sees nothing of the old ones
        assertThat(counts(1)).containsExactly(1, 1, 0);
        assertThat(counts(3)).containsExactly(1, 1, 0);
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldForgetCountsThatNoKeptSnapshotNeeds() {
        // Given
        DocumentFrequencies frequencies = new DocumentFrequencies();

        // When: the oldest kept version is the one before
        for (int version = 1; version <= 9; version++) {
            frequencies.count(bag("oil"));
            store.save("a", version, Math.max(1, version - 1), frequencies);
        }

        // Then: two counts of two numbers
        rows.all().forEachRemaining(row -> assertThat(row.value).hasSize(2 * 2 * Long.BYTES));
        assertThat(store.load("a", 8).of("oil")).isEqualTo(8);
        assertThat(store.load("a", 9).of("oil")).isEqualTo(9);
    }

    private void saveThreeVersions() {
        DocumentFrequencies frequencies = counted("oil");
        store.save("a", 1, 1, frequencies);
        frequencies.count(bag("oil"));
        store.save("a", 2, 1, frequencies);
        frequencies.count(bag("wheat"));
        store.save("a", 3, 1, frequencies);
    }

    /** D, df of oil and of wheat. */
    private List<Integer> counts(long version) {
        DocumentFrequencies loaded = store.load("a", version);
        return List.of((int) loaded.documentCount(), (int) loaded.of("oil"), (int) loaded.of("wheat"));
    }

    private static DocumentFrequencies counted(String... terms) {
        DocumentFrequencies frequencies = new DocumentFrequencies();
        frequencies.count(bag(terms));
        return frequencies;
    }

    private static BagOfWords bag(String... terms) {
        int[] counts = new int[terms.length];
        Arrays.fill(counts, 1);
        return new BagOfWords(List.of(terms), counts);
    }
}
