package io.wordtide.text;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * <p>Every term ever seen is kept, since any of them may earn a row of the {@link Vocabulary} one day. Between two
 * documents the frequencies are exact; nothing is forgotten. Not thread-safe.
 */
public final class DocumentFrequencies {

    private final HashMap<String, Frequency> frequencyByTerm = new HashMap<>();

    /** Frequencies changed since the last drain, each once, in the order of their first change. */
    private List<Frequency> changes = new ArrayList<>();

    private long documentCount;

    /** Nothing counted yet. */
    public DocumentFrequencies() {}

    /**
     * Goes on from stored counts; none of them is a change.
     *
     * @param documentCount D, documents
     * @param frequencyByTerm df of each term, 1 to D, documents
     * @throws IllegalArgumentException if a count is out of its range
     */
    public DocumentFrequencies(long documentCount, Map<String, Long> frequencyByTerm) {
        if (documentCount < 0) {
            throw new IllegalArgumentException(
                    "expected a stored number of documents of at least 0, found " + documentCount);
        }
        this.documentCount = documentCount;
        frequencyByTerm.forEach((term, documents) -> {
            if (documents < 1 || documents > documentCount) {
                throw new IllegalArgumentException("expected stored document frequencies between 1 and the number of "
                        + "documents, " + documentCount + ", found " + documents
                        + "; the frequencies and the number of documents are not of the same moment");
            }
            this.frequencyByTerm.put(term, new Frequency(term, documents));
        });
    }

    /** A copy that knows nothing but D and the terms that have a row. */
    public DocumentFrequencies copyFor(Vocabulary vocabulary) {
        DocumentFrequencies copy = new DocumentFrequencies();
        copy.documentCount = documentCount;
        for (int row = 0; row < vocabulary.capacity(); row++) {
            String term = vocabulary.term(row);
            if (term != null) {
                copy.frequencyByTerm.put(term, new Frequency(term, of(term)));
            }
        }
        return copy;
    }

    /** Counts one document: D grows by one, df of each of its terms by one, however often the term occurs in it. */
    public void count(BagOfWords bag) {
        documentCount++;
        for (String term : bag.terms()) {
            Frequency frequency = frequencyByTerm.computeIfAbsent(term, newTerm -> new Frequency(newTerm, 0));
            frequency.documents++;
            if (!frequency.changed) {
                frequency.changed = true;
                changes.add(frequency);
            }
        }
    }

    /** df of a term, 0 if never seen, documents. */
    public long of(String term) {
        Frequency frequency = frequencyByTerm.get(term);
        return frequency == null ? 0 : frequency.documents;
    }

    /** D, documents counted so far. */
    public long documentCount() {
        return documentCount;
    }

    /** The terms that most documents contain, the most frequent first, ties in alphabetical order; at most {@code count}. */
    public List<String> mostFrequent(int count) {
        return frequencyByTerm.values().stream()
                .sorted(comparingLong(Frequency::documents).reversed().thenComparing(Frequency::term))
                .limit(count)
                .map(Frequency::term)
                .toList();
    }

    /**
     * Terms whose frequency changed since the last call, with their frequency now, documents, in the order of their
     * first change; what a store has to write.
     */
    public Map<String, Long> drainChanges() {
        Map<String, Long> drained = new LinkedHashMap<>();
        for (Frequency frequency : changes) {
            frequency.changed = false;
            drained.put(frequency.term, frequency.documents);
        }
        changes = new ArrayList<>();
        return drained;
    }

    /** A counter that is its own note of having changed: one look-up a term, and no box for each new value. */
    private static final class Frequency {

        private final String term;
        private long documents;
        private boolean changed;

        Frequency(String term, long documents) {
            this.term = term;
            this.documents = documents;
        }

        String term() {
            return term;
        }

        long documents() {
            return documents;
        }
    }
}
