package io.wordtide.streams.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A count at each kept snapshot at which it changed, so that rolling back to a snapshot restores its counts, too.
 *
 * <pre>{@code
 * version (8 bytes) | count (8 bytes, a double), newest first ...
 * }</pre>
 *
 * @param entries newest first, versions descending
 */
record VersionedCount(List<Entry> entries) {

    private static final VersionedCount NONE = new VersionedCount(List.of());

    /** @param version the model's version from which this count applies */
    record Entry(long version, double count) {}

    VersionedCount {
        entries = List.copyOf(entries);
    }

    static VersionedCount decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<Entry> entries = new ArrayList<>(bytes.length / (2 * Long.BYTES));
        while (buffer.hasRemaining()) {
            entries.add(new Entry(buffer.getLong(), buffer.getDouble()));
        }
        return new VersionedCount(entries);
    }

    byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(entries.size() * 2 * Long.BYTES);
        entries.forEach(entry -> buffer.putLong(entry.version()).putDouble(entry.count()));
        return buffer.array();
    }

    /** The count at a version, 0 before the first. */
    double at(long version) {
        return entries.stream()
                .filter(entry -> entry.version() <= version)
                .findFirst()
                .map(Entry::count)
                .orElse(0.0);
    }

    /** Whether it is 0 in all kept snapshots, so that nobody needs it. */
    boolean isForgotten() {
        return entries.stream().allMatch(entry -> entry.count() == 0);
    }

    /** A copy with a newer count, and without the counts that no kept snapshot needs. */
    VersionedCount with(long version, double count, long oldestKeptVersion) {
        List<Entry> needed = new ArrayList<>();
        needed.add(new Entry(version, count));
        for (Entry entry : entries) {
            if (needed.get(needed.size() - 1).version() > oldestKeptVersion) {
                needed.add(entry);
            }
        }
        return new VersionedCount(needed);
    }

    /** The counts as they were at a version; empty if none existed then. */
    VersionedCount rolledBackTo(long version) {
        return new VersionedCount(
                entries.stream().filter(entry -> entry.version() <= version).toList());
    }
}
