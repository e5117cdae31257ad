package io.wordtide.streams.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Counts, from the rows of the bag journal's changelog, the documents that wait for their mini-batch: those behind the
 * last boundary of their model, duplicates included. Needs no running application. Not thread-safe.
 */
public final class WaitingBags {

    private final Map<Bytes, Set<Long>> bagsByModel = new HashMap<>();
    private final Map<Bytes, Long> lastBoundaryByModel = new HashMap<>();

    /** Takes a row into account, in the order of the changelog; a null value is a deletion. */
    public void add(byte[] key, byte @Nullable [] value) {
        ByteBuffer rest = StoreKeys.rest(Bytes.wrap(key));
        Bytes model = Bytes.wrap(Arrays.copyOf(key, key.length - rest.remaining()));
        long sequence = rest.getLong();
        if (rest.get() == BagJournal.BOUNDARY) {
            lastBoundaryByModel.merge(model, sequence, Math::max);
        } else if (value == null) {
            bagsByModel.computeIfAbsent(model, id -> new HashSet<>()).remove(sequence);
        } else {
            bagsByModel.computeIfAbsent(model, id -> new HashSet<>()).add(sequence);
        }
    }

    /** Bags that wait, over all models, documents. */
    public long count() {
        return bagsByModel.entrySet().stream()
                .mapToLong(model -> model.getValue().stream()
                        .filter(sequence -> sequence > lastBoundaryByModel.getOrDefault(model.getKey(), -1L))
                        .count())
                .sum();
    }
}
