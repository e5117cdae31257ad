package io.wordtide.text;

import static java.util.Comparator.comparingDouble;

import io.wordtide.snapshot.Sha256;
import io.wordtide.snapshot.SnapshotException;
import io.wordtide.snapshot.StateVisitor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which terms have a row in the model, and which row that is.
 *
 * <p>A <em>fixed</em> vocabulary is a closed list, for measurements that others can repeat. A <em>living</em> one
 * starts empty and gives a term the lowest empty row once enough documents contain it, until all rows are taken; rows
 * of words that the stream has forgotten are {@link #recycle recycled}. Rows depend only on the documents and their
 * order, so the same stream gives the same rows.
 *
 * <p>Arrays by row need not be as long as the capacity: {@link #allocatedRows} grows in steps with the rows in use.
 *
 * <p>Do not rely on the used rows being the first {@link #size} ones: ask {@link #isEmpty}. Not thread-safe.
 */
public final class Vocabulary {

    /** What {@link #row} returns for a term without a row. */
    public static final int NO_ROW = -1;

    private static final int[] NO_ROWS = {};

    /** Allocated rows of an empty living vocabulary; each step from there adds a quarter. */
    private static final int FIRST_STEP = 32;

    /** A word of about eight letters, its row, and their entry in a hash table, on a 64-bit JVM. */
    private static final int BYTES_PER_WORD = 104;

    private enum Mode {
        FIXED,
        LIVING
    }

    private final Mode mode;
    private final long minimumDocumentFrequency;
    private final int capacity;
    private @Nullable String[] termByRow;
    private final HashMap<String, Integer> rowByTerm = new HashMap<>();

    /** No empty row is below this one. */
    private int lowestEmptyRow;

    private Vocabulary(Mode mode, int capacity, long minimumDocumentFrequency) {
        this.mode = mode;
        this.minimumDocumentFrequency = minimumDocumentFrequency;
        this.capacity = capacity;
        this.termByRow = new @Nullable String[mode == Mode.FIXED ? capacity : step(1)];
    }

    /**
     * A closed list of terms; row = position in the list.
     *
     * @throws IllegalArgumentException if the list is empty or contains an empty or repeated term
     */
    public static Vocabulary fixed(List<String> terms) {
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("expected a vocabulary of at least one term, found an empty list");
        }
        Vocabulary vocabulary = new Vocabulary(Mode.FIXED, terms.size(), 0);
        for (int row = 0; row < terms.size(); row++) {
            String term = terms.get(row);
            if (term.isEmpty()) {
                throw new IllegalArgumentException("expected a term in row " + row + ", found an empty string");
            }
            int earlier = vocabulary.row(term);
            if (earlier != NO_ROW) {
                throw new IllegalArgumentException("expected each term of the vocabulary once, found \"" + term
                        + "\" in rows " + earlier + " and " + row);
            }
            vocabulary.put(row, term);
        }
        return vocabulary;
    }

    /**
     * Reads a fixed vocabulary from a UTF-8 file in one of these forms: a word a line, possibly followed by its count, in
     * the order of the rows; or an id, a tab and a word a line, in the order of the ids, as text dictionaries of gensim are.
     *
     * @throws TextFileException if the file is missing, cannot be read, has no word, or has a line that is empty, contains
     *     anything else or repeats a word; the message names file and line
     */
    public static Vocabulary read(Path file) {
        return fixed(VocabularyFile.words(file));
    }

    /**
     * A vocabulary that starts empty: a term earns a row once its document frequency reaches the minimum.
     *
     * @param capacity maximum number of rows, at least 1
     * @param minimumDocumentFrequency documents that must contain a term, at least 1
     */
    public static Vocabulary living(int capacity, int minimumDocumentFrequency) {
        if (capacity < 1) {
            throw new IllegalArgumentException("expected a vocabulary of at least 1 row, found " + capacity);
        }
        if (minimumDocumentFrequency < 1) {
            throw new IllegalArgumentException(
                    "expected a minimum document frequency of at least 1, found " + minimumDocumentFrequency);
        }
        return new Vocabulary(Mode.LIVING, capacity, minimumDocumentFrequency);
    }

    /** An independent copy with the same terms in the same rows. */
    public Vocabulary copy() {
        Vocabulary copy = new Vocabulary(mode, capacity(), minimumDocumentFrequency);
        copy.termByRow = termByRow.clone();
        copy.rowByTerm.putAll(rowByTerm);
        copy.lowestEmptyRow = lowestEmptyRow;
        return copy;
    }

    /** Whether this is a closed list. */
    public boolean isFixed() {
        return mode == Mode.FIXED;
    }

    /** Maximum number of rows; the model's V. */
    public int capacity() {
        return capacity;
    }

    /**
     * Number of rows that arrays by row need now: every row that ever had a term is below it. Grows in steps up to the
     * capacity, never shrinks, and depends only on the rows given out; a fixed vocabulary has all rows from the start.
     */
    public int allocatedRows() {
        return termByRow.length;
    }

    /** The first step with at least so many rows. */
    private int step(int rows) {
        long step = FIRST_STEP;
        while (step < rows) {
            step += step / 4;
        }
        return (int) Math.min(step, capacity);
    }

    /** Number of terms that have a row now. */
    public int size() {
        return rowByTerm.size();
    }

    /** Row of a term, or {@link #NO_ROW}, which is -1. */
    public int row(String term) {
        return rowByTerm.getOrDefault(term, NO_ROW);
    }

    /** Term of a row, or null for an empty row. */
    public @Nullable String term(int row) {
        return row < termByRow.length ? termByRow[row] : null;
    }

    /** Whether no term has this row now. */
    public boolean isEmpty(int row) {
        return term(row) == null;
    }

    /**
     * Gives rows to those terms of the bag that have earned one, in ascending order of the terms; returns the new rows,
     * an empty array for a fixed vocabulary. Terms that come when all rows are taken get none, and are considered again
     * with the next bag that contains them.
     */
    public int[] admit(BagOfWords bag, DocumentFrequencies documentFrequencies) {
        if (mode == Mode.FIXED) {
            return NO_ROWS;
        }
        IntStream.Builder admitted = IntStream.builder();
        for (String term : bag.terms()) {
            if (size() == capacity()) {
                break;
            }
            if (!rowByTerm.containsKey(term) && isFrequent(term, documentFrequencies)) {
                int row = nextEmptyRow();
                put(row, term);
                admitted.add(row);
            }
        }
        return admitted.build().toArray();
    }

    /** Whether a term has earned a row; its frequency is rounded, because forgetting makes it fractional. */
    private boolean isFrequent(String term, DocumentFrequencies documentFrequencies) {
        return Math.round(documentFrequencies.of(term)) >= minimumDocumentFrequency;
    }

    /** The outcome of recycling. */
    public record Recycling(List<String> forgotten, int[] emptiedRows, int admittedCount) {

        /** Nothing was recycled. */
        public static final Recycling NONE = new Recycling(List.of(), NO_ROWS, 0);
    }

    /**
     * Takes rows from words that the stream has forgotten: from those whose frequency has fallen below half of the
     * minimum and, when all rows are taken, from those that are less than half as frequent as a term waiting for a row,
     * which gets it at once. Does nothing to a fixed vocabulary.
     *
     * @return the words that lost their rows; the rows that were emptied, ascending, including those given out again;
     *     and how many were given out again
     */
    public Recycling recycle(DocumentFrequencies documentFrequencies) {
        if (mode == Mode.FIXED) {
            return Recycling.NONE;
        }
        List<Integer> emptied = new ArrayList<>();
        List<String> admitted = new ArrayList<>();
        for (int row = 0; row < termByRow.length; row++) {
            String term = termByRow[row];
            if (term != null && documentFrequencies.of(term) < minimumDocumentFrequency / 2.0) {
                emptied.add(row);
            }
        }
        if (size() == capacity()) {
            displace(documentFrequencies, emptied, admitted);
        }
        int[] emptiedRows =
                emptied.stream().mapToInt(Integer::intValue).sorted().toArray();
        List<String> forgotten = new ArrayList<>();
        for (int row : emptiedRows) {
            forgotten.add(Objects.requireNonNull(remove(row)));
        }
        admitted.forEach(term -> put(nextEmptyRow(), term));
        return new Recycling(forgotten, emptiedRows, admitted.size());
    }

    /** The most frequent waiting terms take the rows of the rarest words while they are more than twice as frequent. */
    private void displace(DocumentFrequencies documentFrequencies, List<Integer> emptied, List<String> admitted) {
        List<Integer> rarestFirst = IntStream.range(0, capacity())
                .boxed()
                .sorted(comparingDouble(row -> documentFrequencies.of(Objects.requireNonNull(termByRow[row]))))
                .toList(); // ties in the order of their rows
        List<String> waiting = documentFrequencies.mostFrequent(
                capacity(), term -> !rowByTerm.containsKey(term) && isFrequent(term, documentFrequencies));
        for (int i = 0; i < waiting.size(); i++) {
            int row = rarestFirst.get(i);
            double frequency = documentFrequencies.of(Objects.requireNonNull(termByRow[row]));
            if (i >= emptied.size() && documentFrequencies.of(waiting.get(i)) <= 2 * frequency) {
                return;
            }
            if (i >= emptied.size()) {
                emptied.add(row);
            }
            admitted.add(waiting.get(i));
        }
    }

    /** The bag as rows and counts, rows ascending; unknown terms are only counted. */
    public DocumentCounts index(BagOfWords bag) {
        long[] known = new long[bag.terms().size()]; // row in the upper half, count in the lower: sorts by row
        int knownCount = 0;
        int tokenCount = 0;
        int outOfVocabularyTokenCount = 0;
        for (int i = 0; i < bag.terms().size(); i++) {
            int row = row(bag.terms().get(i));
            int count = bag.counts()[i];
            if (row == NO_ROW) {
                outOfVocabularyTokenCount += count;
            } else {
                known[knownCount++] = (long) row << Integer.SIZE | count;
                tokenCount += count;
            }
        }
        Arrays.sort(known, 0, knownCount);
        int[] rows = new int[knownCount];
        int[] counts = new int[knownCount];
        for (int i = 0; i < knownCount; i++) {
            rows[i] = (int) (known[i] >>> Integer.SIZE);
            counts[i] = (int) known[i];
        }
        return new DocumentCounts(rows, counts, tokenCount, outOfVocabularyTokenCount);
    }

    /** Memory it holds, an estimate, bytes. */
    public long memoryBytes() {
        return termByRow.length * (long) Integer.BYTES + size() * (long) BYTES_PER_WORD;
    }

    /**
     * Saves or restores which term has which row. For a fixed vocabulary only a fingerprint is saved: the list is
     * configuration. The minimum document frequency is configuration too, and may differ after a restore.
     *
     * @throws SnapshotException if the state belongs to a vocabulary with another mode, capacity or fixed list
     */
    public void visitState(StateVisitor visitor) {
        String name = mode.name().toLowerCase(Locale.ROOT);
        requireSame("mode", name, String.join(" ", visitor.strings("vocabulary.mode", List.of(name))));
        requireSame("capacity", (long) capacity(), visitor.number("vocabulary.capacity", capacity()));
        if (mode == Mode.FIXED) {
            String own = fingerprint();
            String stored = String.join(" ", visitor.strings("vocabulary.fingerprint", List.of(own)));
            requireSame("list of words with SHA-256", own, stored);
        } else {
            visitRows(visitor);
        }
    }

    private void visitRows(StateVisitor visitor) {
        long allocated = visitor.number("vocabulary.allocatedRows", termByRow.length);
        int[] usedRows = IntStream.range(0, termByRow.length)
                .filter(row -> !isEmpty(row))
                .toArray();
        List<String> terms = new ArrayList<>(usedRows.length);
        for (int row : usedRows) {
            terms.add(termByRow[row]);
        }
        int[] storedRows = visitor.ints("vocabulary.rows", usedRows);
        List<String> storedTerms = visitor.strings("vocabulary.terms", terms);
        requireSame("number of rows in use, one for each term,", storedTerms.size(), storedRows.length);
        if (allocated < 1 || allocated > capacity) {
            throw new SnapshotException("expected a snapshot of a vocabulary with 1 to " + capacity
                    + " allocated rows, found " + allocated + "; restore an older one");
        }
        termByRow = new @Nullable String[(int) allocated];
        rowByTerm.clear();
        lowestEmptyRow = 0;
        for (int i = 0; i < storedRows.length; i++) {
            put(storedRows[i], storedTerms.get(i));
        }
    }

    private static void requireSame(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new SnapshotException("expected a snapshot of a vocabulary with " + what + " " + expected + ", found "
                    + found + "; configure the vocabulary that the snapshot was taken with, or start a new model");
        }
    }

    private void put(int row, String term) {
        if (row >= termByRow.length) {
            termByRow = Arrays.copyOf(termByRow, step(row + 1));
        }
        termByRow[row] = term;
        rowByTerm.put(term, row);
    }

    private @Nullable String remove(int row) {
        String term = termByRow[row];
        termByRow[row] = null;
        rowByTerm.remove(term);
        lowestEmptyRow = Math.min(lowestEmptyRow, row);
        return term;
    }

    private int nextEmptyRow() {
        while (!isEmpty(lowestEmptyRow)) {
            lowestEmptyRow++;
        }
        return lowestEmptyRow;
    }

    /** Hexadecimal SHA-256 of the terms in order, each followed by a byte that never occurs in UTF-8. */
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        for (int row = 0; row < capacity; row++) {
            String term = term(row);
            if (term != null) {
                digest.update(term.getBytes(StandardCharsets.UTF_8));
            }
            digest.update((byte) 0xFF);
        }
        return Sha256.hex(digest.digest());
    }
}
