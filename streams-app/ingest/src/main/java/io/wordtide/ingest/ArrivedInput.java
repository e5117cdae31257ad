package io.wordtide.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has arrived of one input: for each place in it the digests of the records that were read there. There are several
 * where a file was replaced by another one. Anyone can write a mark, so time and memory grow with the records that
 * arrive, whatever numbers they have. Not thread-safe.
 */
public final class ArrivedInput {

    /** How many places the array may have for each record: topics of many partitions bring the numbers with gaps. */
    private static final long MOST_PLACES_PER_RECORD = 16;

    private static final int FEWEST_PLACES = 1024;

    /** A digest of each of the first places; 0 if none is here. */
    private long[] first = new long[FEWEST_PLACES];

    /** All digests that are not in the array. */
    private final Map<Integer, Digests> further = new HashMap<>();

    private int size;

    /** Digests of one place, and how many records had them. */
    private static final class Digests {
        private final Set<Long> different = new HashSet<>(2);
        private int count;
    }

    /** How many places of the input have a record that has arrived. */
    public int size() {
        return size;
    }

    /** Adds the digest of a record that has arrived, even if it is known. */
    void add(int number, long digest) {
        size += count(number) == 0 ? 1 : 0;
        if (number >= first.length && number < MOST_PLACES_PER_RECORD * size) {
            long placeCount = Math.max(number + 1L, 2L * first.length);
            first = Arrays.copyOf(first, (int) Math.min(Integer.MAX_VALUE - 8, placeCount));
        }
        if (firstAt(number) == 0 && number < first.length) {
            first[number] = digest;
        } else {
            Digests digests = further.computeIfAbsent(number, place -> new Digests());
            digests.different.add(digest);
            digests.count++;
        }
    }

    /** Whether a record with this digest has arrived from this place. */
    boolean contains(int number, long digest) {
        @Nullable Digests digests = further.get(number);
        return firstAt(number) == digest || (digests != null && digests.different.contains(digest));
    }

    /** How many records have arrived from a place. */
    int count(int number) {
        @Nullable Digests digests = further.get(number);
        return (firstAt(number) == 0 ? 0 : 1) + (digests == null ? 0 : digests.count);
    }

    private long firstAt(int number) {
        return number < first.length ? first[number] : 0;
    }
}
