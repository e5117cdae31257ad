package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecentDocumentsTest {

    private static final int WINDOW = 3;

    private final KeyValueStore<Bytes, byte[]> rows = TestStores.inMemory();
    private final RecentDocuments recent = new RecentDocuments(rows);

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldKnowTheDocumentsOfTheWindow() {
        // When
        for (int sequence = 0; sequence < 5; sequence++) {
            recent.add("news", "d" + sequence, sequence, WINDOW);
        }

        // Then
        assertThat(recent.contains("news", "d1")).isFalse();
        assertThat(recent.contains("news", "d2")).isTrue();
        assertThat(recent.contains("news", "d4")).isTrue();
        assertThat(recent.contains("reviews", "d4")).isFalse();
        assertThat(TestStores.rowCount(rows)).isEqualTo(2 * WINDOW);
    }

    @Test
    void shouldKnowADocumentThatCameAgainForAsLongAsItsLastComing() {
        // Given
        recent.add("news", "d0", 0, WINDOW);
        recent.add("news", "d0", 2, WINDOW);

        // When: the first arrival leaves the window
        recent.add("news", "d3", 3, WINDOW);
        boolean known = recent.contains("news", "d0");
        recent.add("news", "d5", 5, WINDOW);

        // Then
        assertThat(known).isTrue();
        assertThat(recent.contains("news", "d0")).isFalse();
    }

    @Test
    void shouldListTheDocumentsBelowANumberInTheirOrder() {
        // When
        for (int sequence = 0; sequence < 5; sequence++) {
            recent.add("news", "d" + (9 - sequence), sequence, WINDOW);
        }

        // Then
        assertThat(recent.ids("news", 4)).containsExactly("d7", "d6");
        assertThat(recent.ids("news", 0)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsDeleted() {
        // Given
        for (int sequence = 0; sequence < 3; sequence++) {
            recent.add("news", "d" + sequence, sequence, WINDOW);
        }

        // When
        recent.delete("news", 1, 3);

        // Then
        assertThat(recent.contains("news", "d0")).isTrue();
        assertThat(recent.contains("news", "d1")).isFalse();
        assertThat(recent.contains("news", "d2")).isFalse();
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldForgetNoOtherThanWhatIsDeleted() {
        // Given
        for (int sequence = 0; sequence < 3; sequence++) {
            recent.add("news", "d" + sequence, sequence, WINDOW);
        }

        // When: deleting the empty range, which has nothing before it, and the first document
        recent.delete("news", 0, 0);
        int rowsBefore = TestStores.rowCount(rows);
        recent.delete("news", 0, 1);

        // Then: an id and a number for each
        assertThat(rowsBefore).isEqualTo(6);
        assertThat(recent.ids("news", 3)).containsExactly("d1", "d2");
        assertThat(TestStores.rowCount(rows)).isEqualTo(4);
    }
}
