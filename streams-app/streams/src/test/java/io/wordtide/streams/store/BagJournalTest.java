package io.wordtide.streams.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wordtide.schema.WordCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
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
    void shouldTellBagsAndMiniBatchesInOrder() {
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
        List<WordCounts> bags = new ArrayList<>();
        journal.read("news", 0, reader(bags::add, told -> {}));

        // Then
        assertThat(bags).containsExactly(bag);
    }

    @Test
    void shouldTellDuplicatesAndMiniBatchesThatWereUndone() {
        // Given
        journal.append("news", 0, bag("d0"));
        journal.appendDuplicate("news", 1);
        journal.appendUndone("news", 1);
        journal.appendDuplicate("news", 2);
        journal.appendLearned("news", 2, OptionalDouble.empty());

        // Then: a boundary stands behind the document it ends with, whatever kind that is
        assertThat(read("news", 0)).containsExactly("d0", "duplicate", "undone", "duplicate", "learned");
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

    private List<String> read(String modelId, long fromSequence) {
        List<String> told = new ArrayList<>();
        journal.read(modelId, fromSequence, reader(bag -> told.add(bag.getDocumentId()), told::add));
        return told;
    }

    private static BagJournal.Reader reader(Consumer<WordCounts> bags, Consumer<String> others) {
        return new BagJournal.Reader() {
            @Override
            public void onBag(WordCounts bag, long sequence) {
                bags.accept(bag);
            }

            @Override
            public void onDuplicate(long sequence) {
                others.accept("duplicate");
            }

            @Override
            public void onLearned(OptionalDouble publishedDrift, long sequence) {
                others.accept(publishedDrift.isPresent() ? "learned " + publishedDrift.getAsDouble() : "learned");
            }

            @Override
            public void onUndone(long sequence) {
                others.accept("undone");
            }
        };
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
