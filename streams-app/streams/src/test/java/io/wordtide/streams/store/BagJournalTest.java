package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.WordCounts;
import io.wordtide.streams.store.BagJournal.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BagJournalTest {

    private final KeyValueStore<Bytes, byte[]> rows = TestStores.inMemory();
    private final BagJournal journal = new BagJournal(rows);

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void shouldReportBagsAndMiniBatchesInOrder() {
        // Given 300 bags, so that the sequence number fills more than a byte
        for (int sequence = 0; sequence < 300; sequence++) {
            journal.append("news", sequence, bag("d" + sequence));
        }
        journal.appendLearned("news", 255, OptionalDouble.empty());
        journal.appendLearned("news", 298, OptionalDouble.of(0.25));

        // When
        List<String> told = read("news", 254);

        // Then
        assertThat(told).startsWith("d254", "d255", "learned").endsWith("d298", "learned 0.25", "d299");
    }

    @Test
    void shouldGiveBackTheWholeBag() {
        // Given
        WordCounts bag = WordCounts.newBuilder()
                .setDocumentId("d")
                .setTerms(List.of("oil", "öl"))
                .setCounts(List.of(3, 1))
                .setTokenCount(4)
                .setSource("desk")
                .setPublishedAt(Instant.EPOCH)
                .build();
        journal.append("news", 0, bag);

        // When
        OpenMiniBatch open = journal.read("news", 0, (miniBatch, publishedDrift) -> {});

        // Then
        assertThat(open.bags()).containsExactly(bag);
    }

    @Test
    void shouldCountTheMiniBatchesUndoneSinceTheLastThatWasLearned() {
        // Given: undone at 1, 3 and 4
        journal.append("news", 0, bag("d0"));
        journal.appendLearned("news", 0, OptionalDouble.empty());
        journal.append("news", 1, bag("d1"));
        journal.appendUndone("news", 1);
        journal.append("news", 2, bag("d2"));
        journal.appendReturned("news", 2, OptionalDouble.of(0.5));
        journal.append("news", 3, bag("d3"));
        journal.appendUndone("news", 3);
        journal.append("news", 4, bag("d4"));
        journal.appendUndone("news", 4);
        journal.append("news", 5, bag("d5"));

        // Then: a mini-batch learned after a return is learned like any other
        assertThat(journal.failures("news", 0)).isEqualTo(new Failures(2, true));
        assertThat(journal.failures("news", 3)).isEqualTo(new Failures(2, false));
        assertThat(journal.failures("news", 5)).isEqualTo(new Failures(0, false));
        assertThat(read("news", 0)).containsExactly("d0", "learned", "d2", "learned 0.5", "d5");
    }

    @Test
    void shouldPassOverMiniBatchesThatWereUndone() {
        // Given: a boundary comes after the last document of its mini-batch, whatever the kind of that document
        journal.append("news", 0, bag("d0"));
        journal.appendDuplicate("news", 1, "again");
        journal.appendUndone("news", 1);
        journal.append("news", 2, bag("d2"));
        journal.appendDuplicate("news", 3, "again");
        journal.appendLearned("news", 3, OptionalDouble.empty());

        // When, Then
        assertThat(read("news", 0)).containsExactly("d2", "duplicate", "learned");
    }

    /** A mini-batch of the documents 4 and 5; 6, a duplicate, and 7 wait, so two, and the next one is 8. */
    @Test
    void shouldContinueAtTheNumberItIsReadFromWhenItIsEmpty() {
        // When
        OpenMiniBatch open = journal.read("news", 12, (miniBatch, publishedDrift) -> {});

        // Then
        assertThat(open.count()).isZero();
        assertThat(open.firstSequence()).isEqualTo(12);
        assertThat(open.nextSequence()).isEqualTo(12);
    }

    /** While an application is running, a manifest may be older than the journal, whose first rows are then gone. */
    @Test
    void shouldCountOnlyTheDocumentsThatAreThereWhenTheFirstRowsAreGone() {
        // Given
        journal.append("news", 9, bag("d9"));

        // When
        OpenMiniBatch open = journal.read("news", 3, (miniBatch, publishedDrift) -> {});

        // Then
        assertThat(open.count()).isEqualTo(1);
        assertThat(open.firstSequence()).isEqualTo(9);
    }

    @Test
    void shouldKeepModelsApart() {
        // When
        journal.append("a", 0, bag("of a"));
        journal.append("ab", 0, bag("of ab"));

        // Then
        assertThat(read("a", 0)).containsExactly("of a");
        assertThat(read("ab", 0)).containsExactly("of ab");
    }

    @Test
    void shouldDeleteUpToASequenceNumber() {
        // Given
        for (int sequence = 0; sequence < 4; sequence++) {
            journal.append("news", sequence, bag("d" + sequence));
        }
        journal.appendLearned("news", 1, OptionalDouble.empty());

        // When
        journal.delete("news", 0, 2);

        // Then
        assertThat(read("news", 0)).containsExactly("d2", "d3");
        assertThat(TestStores.rowCount(rows)).isEqualTo(2);
    }

    @Test
    void shouldDeleteNothingWhenThereIsNothingBefore() {
        // Given
        journal.append("news", 0, bag("d0"));

        // When
        journal.delete("news", 0, 0);

        // Then
        assertThat(read("news", 0)).containsExactly("d0");
    }

    @Test
    void shouldSayWhichBagCannotBeRead() {
        // Given
        journal.append("news", 8, bag("d8"));
        Bytes key;
        try (var all = rows.all()) {
            key = all.next().key;
        }
        rows.put(key, new byte[] {1, 2, 3});

        // When, Then
        assertThatExceptionOfType(ProcessorStateException.class)
                .isThrownBy(() -> read("news", 0))
                .withMessageContaining("bag 8 of model news")
                .withMessageContaining("found 3 bytes");
    }

    /** Documents and ends of mini-batches as they are reported; duplicates last. */
    private List<String> read(String modelId, long fromSequence) {
        List<String> told = new ArrayList<>();
        OpenMiniBatch open = journal.read(modelId, fromSequence, (miniBatch, publishedDrift) -> {
            told.addAll(told(miniBatch));
            told.add(publishedDrift.isPresent() ? "learned " + publishedDrift.getAsDouble() : "learned");
        });
        told.addAll(told(open.take()));
        return told;
    }

    private static List<String> told(DocumentMiniBatch miniBatch) {
        Stream<String> ids = miniBatch.bags().stream().map(WordCounts::getDocumentId);
        Stream<String> duplicates =
                IntStream.range(0, miniBatch.duplicateCount()).mapToObj(i -> "duplicate");
        return Stream.concat(ids, duplicates).toList();
    }

    private static WordCounts bag(String documentId) {
        return WordCounts.newBuilder()
                .setDocumentId(documentId)
                .setTerms(List.of("oil"))
                .setCounts(List.of(1))
                .setTokenCount(1)
                .build();
    }
}
