package io.wordtide.text;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Running document frequencies: in how many of the D documents so far each term occurs at least once; df_v in the
 * paper. After each of four documents:
 *
 * <pre>
 *                                    D   oil  prices  rise  wheat  harvest
 * oil prices rise                    1    1      1      1     0       0
 * wheat harvest                      2    1      1      1     1       1
 * wheat prices                       3    1      2      1     2       1
 * oil oil oil                        4    2      2      1     2       1
 * </pre>
 *
 * <p>Terms need no row of a {@link Vocabulary} to be counted, because any of them may earn one. Exact frequencies keep
 * every term ever seen. {@link #forgetting Forgetting} ones halve the weight of a document after a number of further
 * documents, so that terms that the stream has left behind can be forgotten.
 *
 * <p>Forgetting costs no extra time: rather than shrinking all frequencies with each document, the n-th document counts
 * 2^(n / half-life), in units that are divided out when a frequency is read. Not thread-safe.
 */
public final class DocumentFrequencies {

    /** Half-lives after which all weights are divided by what one document counts by then: far from overflow. */
    private static final int RESCALE_HALF_LIVES = 512;

    private static final double RESCALE_FACTOR = 0x1p512;

    /** A term of about eight letters, its counter, and their entry in a hash table, on a 64-bit JVM. */
    private static final int BYTES_PER_TERM = 120;

    private final long halfLife;
    private final HashMap<String, Frequency> frequencyByTerm = new HashMap<>();

    /** Frequencies changed since the last drain, each once, in the order of their first change. */
    private List<Frequency> changes = new ArrayList<>();

    private long documentCount;

    /** What the newest document counts, in the units of the stored weights. */
    private double increment = 1;

    /** Starts empty and stays exact. */
    public DocumentFrequencies() {
        this(0);
    }

    private DocumentFrequencies(long halfLife) {
        this.halfLife = halfLife;
    }

    /**
     * Frequencies that start empty and forget.
     *
     * @param halfLife documents after which a document counts half, at least 1
     */
    public static DocumentFrequencies forgetting(long halfLife) {
        if (halfLife < 1) {
            throw new IllegalArgumentException("expected a half-life of at least 1 document, found " + halfLife);
        }
        return new DocumentFrequencies(halfLife);
    }

    /**
     * Exact frequencies that continue from known ones, which do not count as changes.
     *
     * @param documentCount D, documents
     * @param frequencyByTerm df of each term, 1 to D, documents
     * @throws IllegalArgumentException if a count is out of range
     */
    public DocumentFrequencies(long documentCount, Map<String, Long> frequencyByTerm) {
        this(0);
        Map<String, Double> weightByTerm = new HashMap<>();
        frequencyByTerm.forEach((term, documents) -> weightByTerm.put(term, (double) documents));
        restore(documentCount, weightByTerm);
    }

    /**
     * Frequencies that continue from what {@link #drainChanges} returned, which does not count as changes.
     *
     * @param documentCount D, documents
     * @param weightByTerm the newest weight of each term
     * @throws IllegalArgumentException if a weight is impossible after so many documents
     */
    public DocumentFrequencies goOnFrom(long documentCount, Map<String, Double> weightByTerm) {
        DocumentFrequencies stored = new DocumentFrequencies(halfLife);
        stored.restore(documentCount, weightByTerm);
        return stored;
    }

    private void restore(long storedCount, Map<String, Double> weightByTerm) {
        if (storedCount < 0) {
            throw new IllegalArgumentException(
                    "expected a stored number of documents of at least 0, found " + storedCount);
        }
        documentCount = storedCount;
        increment = incrementAt(storedCount);
        weightByTerm.forEach((term, weight) -> {
            if (!(weight > 0) || weight / increment > storedCount) {
                throw new IllegalArgumentException("expected stored document frequencies above 0 and up to the number"
                        + " of documents, " + storedCount + ", found " + weight / increment
                        + "; the frequencies and the number of documents were stored at different times");
            }
            put(term, weight);
        });
    }

    /** A pure function of D, so that it need not be stored. */
    private double incrementAt(long documents) {
        return halfLife == 0 ? 1 : StrictMath.pow(2, (double) (documents % (RESCALE_HALF_LIVES * halfLife)) / halfLife);
    }

    /** A copy with only D and the terms that have a row. */
    public DocumentFrequencies copyFor(Vocabulary vocabulary) {
        DocumentFrequencies copy = new DocumentFrequencies(halfLife);
        copy.documentCount = documentCount;
        copy.increment = increment;
        for (Frequency frequency : frequencyByTerm.values()) {
            if (vocabulary.row(frequency.term) != Vocabulary.NO_ROW) {
                copy.put(frequency.term, frequency.weight);
            }
        }
        return copy;
    }

    /** Counts one document: D grows by one, df of each of its terms by one, however often the term occurs in it. */
    public void count(BagOfWords bag) {
        count(bag, term -> true);
    }

    /** As {@link #count(BagOfWords)}, but counts only terms that are counted already or that the predicate accepts. */
    public void count(BagOfWords bag, Predicate<String> counts) {
        documentCount++;
        age();
        for (String term : bag.terms()) {
            Frequency frequency = frequencyByTerm.get(term);
            if (frequency == null && counts.test(term)) {
                frequency = put(term, 0);
            }
            if (frequency != null) {
                frequency.weight += increment;
                change(frequency);
            }
        }
    }

    private Frequency put(String term, double weight) {
        Frequency frequency = new Frequency(this, term, weight);
        frequencyByTerm.put(term, frequency);
        return frequency;
    }

    private void age() {
        if (halfLife > 0) {
            increment = incrementAt(documentCount);
            if (increment == 1) {
                frequencyByTerm.values().forEach(frequency -> {
                    frequency.weight /= RESCALE_FACTOR;
                    change(frequency);
                });
            }
        }
    }

    private void change(Frequency frequency) {
        if (!frequency.changed) {
            frequency.changed = true;
            changes.add(frequency);
        }
    }

    /** Forgets all terms with a df below the given minimum, except those to be kept. */
    public void forget(double leastFrequency, Predicate<String> isKept) {
        Iterator<Frequency> all = frequencyByTerm.values().iterator();
        while (all.hasNext()) {
            Frequency frequency = all.next();
            if (frequency.weight / increment < leastFrequency && !isKept.test(frequency.term)) {
                all.remove();
                frequency.weight = 0;
                change(frequency);
            }
        }
    }

    /** df of a term, 0 if unknown, documents; not a whole number if documents have been forgotten. */
    public double of(String term) {
        Frequency frequency = frequencyByTerm.get(term);
        return frequency == null ? 0 : of(frequency);
    }

    /** df of a term that {@link #find} has just found, documents. */
    public double of(Frequency frequency) {
        return frequency.weight / increment;
    }

    /**
     * The counter of a term, null if it is unknown. Whoever keeps it saves the look-up of the next time.
     *
     * @param kept what this returned for the term before, also if the term has been forgotten since, or of other
     *     frequencies; null if nothing is kept
     */
    public @Nullable Frequency find(String term, @Nullable Frequency kept) {
        boolean isCurrent = kept != null && kept.owner == this && kept.weight > 0;
        return isCurrent ? kept : frequencyByTerm.get(term);
    }

    /** D, documents counted so far, whether forgotten or not. */
    public long documentCount() {
        return documentCount;
    }

    /** The number of documents that a df is a share of: D, with each document weighted as in a df. */
    public double effectiveDocumentCount() {
        return halfLife == 0
                ? documentCount
                : StrictMath.expm1(-documentCount * StrictMath.log(2) / halfLife)
                        / StrictMath.expm1(-StrictMath.log(2) / halfLife);
    }

    /** Whether documents lose weight over time. */
    public boolean isForgetting() {
        return halfLife > 0;
    }

    /** Memory it holds, an estimate, bytes. */
    public long memoryBytes() {
        return frequencyByTerm.size() * (long) BYTES_PER_TERM;
    }

    /** Number of terms that are counted. */
    public int termCount() {
        return frequencyByTerm.size();
    }

    /** The terms with the highest df, the most frequent first, ties in alphabetical order; at most {@code count}. */
    public List<String> mostFrequent(int count) {
        return mostFrequent(count, term -> true);
    }

    /** As {@link #mostFrequent(int)}, among the terms that the predicate accepts. */
    public List<String> mostFrequent(int count, Predicate<String> kind) {
        return frequencyByTerm.values().stream()
                .filter(frequency -> kind.test(frequency.term))
                .sorted(comparingDouble(Frequency::weight).reversed().thenComparing(Frequency::term))
                .limit(count)
                .map(Frequency::term)
                .toList();
    }

    /**
     * Terms whose frequency changed since the last call, with their current weights, in the order of their first
     * change: what a store has to write. A weight is df in units that stay the same for 512 half-lives; 0 if the term
     * was forgotten.
     */
    public Map<String, Double> drainChanges() {
        Map<String, Double> drained = new LinkedHashMap<>();
        for (Frequency frequency : changes) {
            frequency.changed = false;
            drained.put(frequency.term, frequency.weight); // the later weight of a term forgotten and counted again
        }
        changes = new ArrayList<>();
        return drained;
    }

    /** The weight of each term, as {@link #drainChanges} returns those that changed; a copy. */
    public Map<String, Double> weights() {
        Map<String, Double> weights = new HashMap<>();
        frequencyByTerm.forEach((term, frequency) -> weights.put(term, frequency.weight));
        return weights;
    }

    /** A counter that records its own change: one look-up per term, and no boxing of new values. */
    public static final class Frequency {

        private final DocumentFrequencies owner;
        private final String term;
        private double weight; // 0 once it has been forgotten; a term that comes back has another counter
        private boolean changed;

        private Frequency(DocumentFrequencies owner, String term, double weight) {
            this.owner = owner;
            this.term = term;
            this.weight = weight;
        }

        private String term() {
            return term;
        }

        private double weight() {
            return weight;
        }
    }
}
