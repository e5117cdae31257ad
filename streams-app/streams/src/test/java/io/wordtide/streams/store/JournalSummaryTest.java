package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.schema.WordCounts;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class JournalSummaryTest {

    private static final String MODEL = "news";

    private final BagJournal journal = new BagJournal(TestStores.inMemory());

    @Test
    void shouldBeginAtTheSnapshotWhenTheJournalIsEmpty() {
        assertThat(journal.summary(MODEL, 12)).isEqualTo(new JournalSummary(0, 0, 0, 12));
    }

    @Test
    void shouldCountMiniBatchesTheirDocumentsAndThoseThatWait() {
        // Given: mini-batches of two bags and of one bag and a duplicate; then a bag and a duplicate that wait
        bags(0, 2);
        journal.appendLearned(MODEL, 1, OptionalDouble.empty());
        bags(2, 3);
        journal.appendDuplicate(MODEL, 3, "again");
        journal.appendLearned(MODEL, 3, OptionalDouble.of(0.5));
        bags(4, 5);
        journal.appendDuplicate(MODEL, 5, "again");

        // Then: duplicates take a sequence number and are not learned
        assertThat(journal.summary(MODEL, 0)).isEqualTo(new JournalSummary(2, 3, 2, 4));
    }

    @Test
    void shouldNeitherCountAnUndoneMiniBatchNorLetItWait() {
        // Given
        bags(0, 2);
        journal.appendUndone(MODEL, 1);
        bags(2, 4);
        journal.appendLearned(MODEL, 3, OptionalDouble.empty());

        // Then
        assertThat(journal.summary(MODEL, 0)).isEqualTo(new JournalSummary(1, 2, 0, 4));
    }

    @Test
    void shouldSkipWhatTheSnapshotHolds() {
        // Given
        bags(0, 2);
        journal.appendLearned(MODEL, 1, OptionalDouble.empty());
        bags(2, 5);

        // Then
        assertThat(journal.summary(MODEL, 2)).isEqualTo(new JournalSummary(0, 0, 3, 2));
    }

    @Test
    void shouldCountOneModelOnly() {
        // Given
        bags(0, 2);

        // Then
        assertThat(journal.summary("new", 0)).isEqualTo(new JournalSummary(0, 0, 0, 0));
    }

    private void bags(int from, int to) {
        for (int sequence = from; sequence < to; sequence++) {
            journal.append(
                    MODEL,
                    sequence,
                    WordCounts.newBuilder()
                            .setDocumentId("d" + sequence)
                            .setTerms(List.of("oil"))
                            .setCounts(List.of(1))
                            .setTokenCount(1)
                            .build());
        }
    }
}
