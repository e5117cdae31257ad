package io.wordtide.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What has arrived of one input: for each place in it the digests of the records that were read there. There are several
 * where a file was replaced by another one. Not thread-safe.
 */
public final class ArrivedInput {

    /** Anyone can write a mark, and a great number in one must not cost more memory than a small one. */
    private static final int CHUNK_SIZE = 1024;

    private static final long[] NONE = {};

    /** The first digest of each place, in chunks; 0 if nothing has arrived. */
    private final Map<Integer, long[]> first = new HashMap<>();

    /** All further digests of a place. */
    private final Map<Integer, long[]> further = new HashMap<>();

    private int size;

    /** How many places of the input have a record that has arrived. */
    public int size() {
        return size;
    }

    /** Adds the digest of a record that has arrived, even if it is known. */
    void add(int number, long digest) {
        long[] chunk = first.computeIfAbsent(number / CHUNK_SIZE, index -> new long[CHUNK_SIZE]);
        int place = number % CHUNK_SIZE;
        if (chunk[place] == 0) {
            chunk[place] = digest;
            size++;
            return;
        }
        long[] known = further.getOrDefault(number, NONE);
        long[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = digest;
        further.put(number, more);
    }

    /** Whether a record with this digest has arrived from this place. */
    boolean contains(int number, long digest) {
        return firstAt(number) == digest
                || Arrays.stream(further.getOrDefault(number, NONE)).anyMatch(known -> known == digest);
    }

    /** How many records have arrived from a place. */
    int count(int number) {
        return firstAt(number) == 0 ? 0 : 1 + further.getOrDefault(number, NONE).length;
    }

    private long firstAt(int number) {
        long[] chunk = first.get(number / CHUNK_SIZE);
        return chunk == null ? 0 : chunk[number % CHUNK_SIZE];
    }
}
