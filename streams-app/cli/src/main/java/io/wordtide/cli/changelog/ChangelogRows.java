package io.wordtide.cli.changelog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The rows of a store in one partition: as they are on the changelog, and as they were changed since. */
final class ChangelogRows {

    private final TopicPartition changelog;
    private final KeyValueStore<Bytes, byte[]> store;

    /** The arrays belong to the store and are never changed, only replaced. */
    private final Map<Bytes, byte[]> committed = new HashMap<>();

    ChangelogRows(TopicPartition changelog) {
        this.changelog = changelog;
        // a sorted map; without a task behind it, it has no changelog of its own
        this.store = Stores.inMemoryKeyValueStore(changelog.toString()).get();
    }

    /** Applies a record of the changelog; a null value is a deletion. */
    void restore(byte[] key, byte @Nullable [] value) {
        Bytes row = Bytes.wrap(key);
        if (value == null) {
            store.delete(row);
            committed.remove(row);
        } else {
            store.put(row, value);
            committed.put(row, value);
        }
    }

    KeyValueStore<Bytes, byte[]> store() {
        return store;
    }

    /** What must be written to the changelog; a null value deletes. */
    List<ProducerRecord<byte[], byte[]>> changes() {
        List<ProducerRecord<byte[], byte[]>> changes = new ArrayList<>();
        Set<Bytes> deleted = new HashSet<>(committed.keySet());
        try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
            rows.forEachRemaining(row -> {
                deleted.remove(row.key);
                if (!Arrays.equals(row.value, committed.get(row.key))) {
                    changes.add(change(row.key, row.value));
                }
            });
        }
        deleted.forEach(row -> changes.add(change(row, null)));
        return changes;
    }

    private ProducerRecord<byte[], byte[]> change(Bytes row, byte @Nullable [] value) {
        return new ProducerRecord<>(changelog.topic(), changelog.partition(), row.get(), value);
    }
}
