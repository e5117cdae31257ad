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
        store.save("a", ofA);
        store.save("ab", ofAb);

        // Then
        DocumentFrequencies loaded = store.load("a");
        assertThat(loaded.documentCount()).isEqualTo(2);
        assertThat(loaded.of("oil")).isEqualTo(2);
        assertThat(loaded.of("öl")).isEqualTo(1);
        assertThat(store.load("ab").of("oil")).isEqualTo(1);
    }

    @Test
    void shouldBeEmptyForModelThatWasNeverSaved() {
        assertThat(store.load("news").documentCount()).isZero();
    }

    @Test
    void shouldWriteOnlyWhatChanged() {
        // Given
        DocumentFrequencies frequencies = counted("oil", "wheat");
        store.save("a", frequencies);
        rows.all().forEachRemaining(row -> rows.delete(row.key));
        frequencies.count(bag("wheat"));

        // When
        store.save("a", frequencies);

        // Then the row of wheat and the number of documents
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
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
