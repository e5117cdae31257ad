package io.wordtide.evaluate;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary;
import java.util.Arrays;

/**
 * The running unigram model: every word has the probability with which it has occurred so far, regardless of the
 * document. With c_v occurrences of word v and {@code size} words that have a row of the vocabulary now, smoothed by
 * adding one:
 *
 * <pre>
 *   p_v = (c_v + 1) / (Σ_u c_u + size)
 *   log-likelihood_d = Σ_v x_v log p_v          nats; the constant multinomial coefficient is left out
 * </pre>
 *
 * <p>A {@link #counting} model remembers everything. A {@link #forgetting} one halves the weight of an occurrence after a
 * number of documents, so that its distribution follows the stream. In both, a long document counts more than a short one;
 * in a {@link #forgettingDocuments} one, every document counts as {@value #DOCUMENT_TOKENS} tokens.
 *
 * <p>Forgetting costs no extra time: rather than shrinking all old counts with each document, it lets the next one
 * count more, by the factor 2^(1 / half-life), and divides counts by what one occurrence is worth by then. The same
 * documents in the same order give the same bits. Not thread-safe.
 */
public final class UnigramModel {

    /**
     * Log probability of a row without a word, nats: finite, so that sums with it stay finite, and so low that softmax
     * turns it into exactly 0.
     */
    public static final float EMPTY_ROW_LOG_PROBABILITY = GenerativeModel.MASKED;

    /** What a document counts as, whatever its length, where documents and not tokens are weighed; tokens. */
    static final int DOCUMENT_TOKENS = 50;

    /** All counts are divided by this once the increment reaches it; a power of two, so nothing is rounded. */
    private static final double INCREMENT_LIMIT = 0x1p512;

    private final Vocabulary vocabulary;
    private final double growthPerDocument;
    private final boolean weighsDocuments;

    /** Occurrences of each row's word, in units of {@link #increment} tokens. */
    private double[] counts; // [V]

    /** Sum of {@link #counts}. */
    private double total;

    /** What an occurrence in the newest document adds to a count, or a document of {@link #DOCUMENT_TOKENS} tokens. */
    private double increment = 1;

    private UnigramModel(Vocabulary vocabulary, double growthPerDocument, boolean weighsDocuments) {
        this.vocabulary = vocabulary;
        this.growthPerDocument = growthPerDocument;
        this.weighsDocuments = weighsDocuments;
        this.counts = new double[vocabulary.allocatedRows()];
    }

    /** A model in which every occurrence counts the same forever. */
    public static UnigramModel counting(Vocabulary vocabulary) {
        return new UnigramModel(vocabulary, 1, false);
    }

    /**
     * A model in which the weight of an occurrence halves after a number of documents.
     *
     * @param halfLife documents, at least 1
     */
    public static UnigramModel forgetting(Vocabulary vocabulary, double halfLife) {
        return new UnigramModel(vocabulary, growth(halfLife), false);
    }

    /**
     * A model in which all documents weigh the same, whatever their length, and that weight halves after a number of
     * documents. Averages the shares x_v / N_d of documents as the perplexity per document averages their costs, so it is
     * the one to beat there; no single document can change it much.
     *
     * @param halfLife documents, at least 1
     */
    public static UnigramModel forgettingDocuments(Vocabulary vocabulary, double halfLife) {
        return new UnigramModel(vocabulary, growth(halfLife), true);
    }

    private static double growth(double halfLife) {
        if (!(halfLife >= 1)) {
            throw new IllegalArgumentException("expected a half-life of at least 1 document, found " + halfLife);
        }
        return StrictMath.pow(2, 1 / halfLife);
    }

    /** A copy that uses a copy of the vocabulary. */
    public UnigramModel copy(Vocabulary vocabularyCopy) {
        UnigramModel copy = new UnigramModel(vocabularyCopy, growthPerDocument, weighsDocuments);
        copy.counts = counts.clone();
        copy.total = total;
        copy.increment = increment;
        return copy;
    }

    /** Counts a document, which is not empty, after aging earlier counts by one document; its rows are the vocabulary's. */
    public void add(DocumentCounts document) {
        age();
        double token = weighsDocuments ? increment * DOCUMENT_TOKENS / document.tokenCount() : increment;
        for (int i = 0; i < document.rows().length; i++) {
            counts[document.rows()[i]] += document.counts()[i] * token;
        }
        total += document.tokenCount() * token;
    }

    /** Adds rows, whose words have not occurred yet. */
    public void growTo(int rows) {
        counts = Arrays.copyOf(counts, rows);
    }

    /** Forgets the counts of a row, which belongs to another word from now on. */
    public void recycleRow(int row) {
        total -= counts[row];
        counts[row] = 0;
    }

    private void age() {
        increment *= growthPerDocument;
        if (increment >= INCREMENT_LIMIT) {
            for (int row = 0; row < counts.length; row++) {
                counts[row] /= INCREMENT_LIMIT;
            }
            total /= INCREMENT_LIMIT;
            increment /= INCREMENT_LIMIT;
        }
    }

    /** log p of a row's word, nats; {@link #EMPTY_ROW_LOG_PROBABILITY} for a row without one. */
    public double logProbability(int row) {
        return vocabulary.isEmpty(row) ? EMPTY_ROW_LOG_PROBABILITY : Math.log(probability(row));
    }

    /** p of the word of a row that is not empty. */
    double probability(int row) {
        return (counts[row] / increment + 1) / (total / increment + vocabulary.size());
    }

    /** log p of every row, nats; {@link #EMPTY_ROW_LOG_PROBABILITY} for rows without a word. */
    public void fillLogProbabilities(float[] target) {
        if (target.length != counts.length) {
            throw new IllegalArgumentException("expected an array for log probabilities of shape [" + counts.length
                    + "], one for each row of the vocabulary, found [" + target.length + "]");
        }
        for (int row = 0; row < target.length; row++) {
            target[row] = (float) logProbability(row);
        }
    }

    /** Σ_v x_v log p_v, nats; 0 for a document without a known word. */
    public double logLikelihood(DocumentCounts document) {
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            sum += document.counts()[i] * logProbability(document.rows()[i]);
        }
        return sum;
    }

    /** Memory it holds besides the vocabulary, bytes. */
    public long memoryBytes() {
        return (long) counts.length * Double.BYTES;
    }

    /**
     * Saves or restores the counts.
     *
     * @param name name of this model in the state, because a learner may have more than one
     */
    public void visitState(String name, StateVisitor visitor) {
        visitor.doubles(name + ".counts", counts);
        double[] scale = {total, increment};
        visitor.doubles(name + ".total-and-increment", scale);
        total = scale[0];
        increment = scale[1];
    }
}
