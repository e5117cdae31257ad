package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        DocumentFrequencies loaded = store.load("a", 1, new DocumentFrequencies());
        assertThat(loaded.documentCount()).isEqualTo(2);
        assertThat(loaded.of("oil")).isEqualTo(2);
        assertThat(loaded.of("öl")).isEqualTo(1);
        assertThat(store.load("ab", 1, new DocumentFrequencies()).of("oil")).isEqualTo(1);
    }

    @Test
    void shouldBeEmptyForModelThatWasNeverSaved() {
        assertThat(store.load("news", 1, new DocumentFrequencies()).documentCount())
                .isZero();
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
    void shouldHoldNothingElseWhenReplaced() {
        // Given
        saveThreeVersions();

        // When
        store.replace("a", 7, 12, Map.of("oil", 5.0, "barrel", 2.0));

        // Then
        assertThat(store.newestVersion("a")).hasValue(7);
        assertThat(store.documentCount("a", 7)).isEqualTo(12);
        assertThat(store.weightByTerm("a", 7)).isEqualTo(Map.of("oil", 5.0, "barrel", 2.0));
        assertThat(store.documentCount("a", 3)).isZero();
        assertThat(TestStores.rowCount(rows)).isEqualTo(3);
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
        assertThat(store.load("a", 8, new DocumentFrequencies()).of("oil")).isEqualTo(8);
        assertThat(store.load("a", 9, new DocumentFrequencies()).of("oil")).isEqualTo(9);
    }

    /** Oil is forgotten with version 2; versions 1 and 2 are kept, then 2 and 3, then 3 and 4. */
    @Test
    void shouldKeepTheRowOfAForgottenTermAsLongAsASnapshotKnowsIt() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(100);
        frequencies.count(bag("oil", "wheat"));
        store.save("a", 1, 1, frequencies);
        double weight = frequencies.of("oil");
        frequencies.forget(2, "wheat"::equals);
        store.save("a", 2, 1, frequencies);

        // Then
        DocumentFrequencies empty = DocumentFrequencies.forgetting(100);
        assertThat(store.load("a", 1, empty).of("oil")).isEqualTo(weight);
        assertThat(store.load("a", 2, empty).of("oil")).isZero();
        assertThat(TestStores.rowCount(rows)).isEqualTo(3);

        // When: after a restart, when it is found among the rows
        DocumentFrequencyStore reopened = new DocumentFrequencyStore(rows);
        DocumentFrequencies loaded = reopened.load("a", 2, empty);
        reopened.save("a", 3, 2, loaded);

        // Then
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
        assertThat(reopened.load("a", 3, empty).of("wheat")).isPositive();
    }

    @Test
    void shouldKeepTheRowOfATermThatCameBack() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(100);
        frequencies.count(bag("oil"));
        store.save("a", 1, 1, frequencies);
        frequencies.forget(2, term -> false);
        store.save("a", 2, 1, frequencies);

        // When
        frequencies.count(bag("oil"));
        store.save("a", 3, 3, frequencies);
        store.save("a", 4, 4, frequencies);

        // Then
        assertThat(store.load("a", 4, DocumentFrequencies.forgetting(100)).of("oil"))
                .isEqualTo(frequencies.of("oil"));
    }

    /** Rows: the number of documents, oil, and wheat as long as a kept snapshot knows it. */
    @Test
    void shouldDeleteTheRowOfAForgottenTermWhenTheLastSnapshotThatKnowsItGoes() {
        // Given
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(100);
        frequencies.count(bag("oil", "wheat"));
        store.save("a", 1, 1, frequencies);
        frequencies.forget(2, "oil"::equals);
        store.save("a", 2, 1, frequencies);
        int whileKnown = TestStores.rowCount(rows);

        // When
        store.save("a", 3, 2, frequencies);

        // Then
        assertThat(whileKnown).isEqualTo(3);
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldKeepTheRowOfATermThatIsKnownAgainWhenRolledBack() {
        // Given: forgotten at version 2
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(100);
        frequencies.count(bag("oil", "wheat"));
        store.save("a", 1, 1, frequencies);
        double weight = frequencies.of("wheat");
        frequencies.forget(2, "oil"::equals);
        store.save("a", 2, 1, frequencies);

        // When
        store.rollBack("a", 1);
        DocumentFrequencies loaded = store.load("a", 1, DocumentFrequencies.forgetting(100));
        store.save("a", 2, 2, loaded);

        // Then
        assertThat(store.load("a", 2, DocumentFrequencies.forgetting(100)).of("wheat"))
                .isEqualTo(weight);
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
        DocumentFrequencies loaded = store.load("a", version, new DocumentFrequencies());
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
