package io.wordtide.learn;

import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The latest documents with their refined variational parameters; part of the learner's state.
 *
 * <p>Not thread-safe.
 */
final class ReplayBuffer {

    private final int capacity;
    private final int latentSize;
    private final List<Entry> entries = new ArrayList<>();
    private int oldest;

    /** @param capacity documents kept; 0 keeps none */
    ReplayBuffer(int capacity, int latentSize) {
        this.capacity = capacity;
        this.latentSize = latentSize;
    }

    /** An entry with its document and four arrays, without the arrays' elements, on a 64-bit JVM; bytes. */
    private static final int ENTRY_BYTES = 128;

    private record Entry(DocumentCounts document, float[] mean, float[] logVariance) {}

    /**
     * Documents drawn with replacement.
     *
     * @param refined their psi*, [B, K]
     */
    record Sample(List<DocumentCounts> documents, VariationalParameters refined) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The newest documents replace the oldest. */
    void add(List<DocumentCounts> documents, VariationalParameters refined) {
        for (int d = 0; d < documents.size() && capacity > 0; d++) {
            Entry entry = new Entry(
                    documents.get(d),
                    refined.mean().row(d),
                    refined.logVariance().row(d));
            if (entries.size() < capacity) {
                entries.add(entry);
            } else {
                entries.set(oldest, entry);
                oldest = (oldest + 1) % capacity;
            }
        }
    }

    /** Removes a word from all documents: its row now belongs to another word. Drops those that had no other word. */
    void recycleRow(int row) {
        entries.replaceAll(entry -> new Entry(entry.document().without(row), entry.mean(), entry.logVariance()));
        dropEmptyDocuments();
    }

    private void dropEmptyDocuments() {
        if (entries.stream().anyMatch(entry -> entry.document().isEmpty())) {
            Collections.rotate(entries, -oldest); // the oldest first, as before the buffer was full
            oldest = 0;
            entries.removeIf(entry -> entry.document().isEmpty());
        }
    }

    Sample sample(int size, SeededNoise noise) {
        List<DocumentCounts> documents = new ArrayList<>(size);
        VariationalParameters refined = VariationalParameters.prior(size, latentSize);
        for (int d = 0; d < size; d++) {
            Entry entry = entries.get(noise.below(entries.size(), d));
            documents.add(entry.document());
            System.arraycopy(
                    entry.mean(), 0, refined.mean().values(), refined.mean().rowStart(d), latentSize);
            System.arraycopy(
                    entry.logVariance(),
                    0,
                    refined.logVariance().values(),
                    refined.logVariance().rowStart(d),
                    latentSize);
        }
        return new Sample(documents, refined);
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        long wordCount = entries.stream()
                .mapToLong(entry -> entry.document().rows().length)
                .sum();
        long latentBytes = entries.size() * 2L * latentSize * Float.BYTES;
        return entries.size() * (long) ENTRY_BYTES + latentBytes + 2 * wordCount * Integer.BYTES;
    }

    void visitState(StateVisitor visitor) {
        oldest = (int) visitor.number("replay.oldest", oldest);
        int[] lengths = visitor.ints(
                "replay.lengths",
                entries.stream()
                        .mapToInt(entry -> entry.document().rows().length)
                        .toArray());
        int[] rows = visitor.ints(
                "replay.rows",
                concatenate(entries.stream().map(entry -> entry.document().rows())));
        int[] counts = visitor.ints(
                "replay.counts",
                concatenate(entries.stream().map(entry -> entry.document().counts())));
        float[] mean = visitor.floatsOfAnyLength(
                "replay.mean", flatten(entries.stream().map(Entry::mean).toList()));
        float[] logVariance = visitor.floatsOfAnyLength(
                "replay.logVariance",
                flatten(entries.stream().map(Entry::logVariance).toList()));
        entries.clear();
        int start = 0;
        for (int d = 0; d < lengths.length; d++) {
            int[] documentCounts = Arrays.copyOfRange(counts, start, start + lengths[d]);
            DocumentCounts document = new DocumentCounts(
                    Arrays.copyOfRange(rows, start, start + lengths[d]),
                    documentCounts,
                    Arrays.stream(documentCounts).sum(),
                    0);
            entries.add(new Entry(
                    document,
                    Arrays.copyOfRange(mean, d * latentSize, (d + 1) * latentSize),
                    Arrays.copyOfRange(logVariance, d * latentSize, (d + 1) * latentSize)));
            start += lengths[d];
        }
    }

    private static int[] concatenate(Stream<int[]> arrays) {
        return arrays.flatMapToInt(Arrays::stream).toArray();
    }

    private float[] flatten(List<float[]> arrays) {
        float[] flat = new float[arrays.size() * latentSize];
        for (int i = 0; i < arrays.size(); i++) {
            System.arraycopy(arrays.get(i), 0, flat, i * latentSize, latentSize);
        }
        return flat;
    }
}
