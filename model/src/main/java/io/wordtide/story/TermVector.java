package io.wordtide.story;

import io.wordtide.linalg.Largest;
import io.wordtide.story.TermTable.Term;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import java.util.Arrays;

/**
 * Tf-idf weights of a document, of unit length, as whole numbers:
 *
 * <pre>
 *   w_t = (1 + log x_t) · max(0, log((D + 1) / (df_t + 1/2)))
 *   weight_t = round(2^15 · w_t / ‖w‖₂)
 * </pre>
 *
 * <p>All terms count, also those without a row of the vocabulary: names that have just come up mark a story best. The
 * document frequencies are those of the moment, and the weights are not computed again. Of longer documents only the
 * heaviest {@value #MOST_TERMS} terms are kept.
 *
 * <p>Source of the weights: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988 (ltc).
 *
 * @param terms numbers of a {@link TermTable}, ascending
 * @param weights of each term, parallel to {@code terms}
 * @param heaviest positions of the heaviest terms, the heaviest first, at most {@value #MOST_HEAVIEST}
 */
record TermVector(int[] terms, int[] weights, int[] heaviest) {

    /** Length of a vector. */
    static final int UNIT = 1 << 15;

    static final int MOST_TERMS = 512;
    static final int MOST_HEAVIEST = 8;

    /** The heaviest terms follow from the weights. */
    TermVector(int[] terms, int[] weights) {
        this(terms, weights, Largest.positions(weights.length, MOST_HEAVIEST, i -> weights[i]));
    }

    /** The vector of a document that has been counted; its terms are acquired from the table. */
    static TermVector of(BagOfWords bag, DocumentFrequencies frequencies, TermTable table) {
        int count = bag.terms().size();
        Term[] terms = new Term[count];
        double[] weights = new double[count];
        double documents = frequencies.effectiveDocumentCount() + 1;
        for (int i = 0; i < count; i++) {
            terms[i] = table.find(bag.terms().get(i));
            double frequency = terms[i].frequencyIn(frequencies);
            // a term that is not counted has no row and never will
            double inverse = frequency == 0 ? 0 : Math.max(0, Math.log(documents / (frequency + 0.5)));
            weights[i] = bag.counts()[i] == 1 ? inverse : inverse * (1 + Math.log(bag.counts()[i]));
        }
        double least = leastKept(weights);
        double squaredNorm = 0;
        for (double weight : weights) {
            squaredNorm += weight >= least ? weight * weight : 0;
        }
        return of(terms, weights, least, UNIT / Math.sqrt(squaredNorm == 0 ? 1 : squaredNorm), table);
    }

    private static TermVector of(Term[] found, double[] weights, double least, double scale, TermTable table) {
        long[] numberAndWeight = new long[Math.min(weights.length, MOST_TERMS)];
        int kept = 0;
        for (int i = 0; i < weights.length && kept < numberAndWeight.length; i++) {
            int weight = weights[i] >= least ? (int) Math.round(weights[i] * scale) : 0;
            if (weight > 0) {
                numberAndWeight[kept++] = ((long) table.acquire(found[i]) << Integer.SIZE) | weight;
            }
        }
        Arrays.sort(numberAndWeight, 0, kept);
        int[] terms = new int[kept];
        int[] rounded = new int[kept];
        for (int i = 0; i < kept; i++) {
            terms[i] = (int) (numberAndWeight[i] >>> Integer.SIZE);
            rounded[i] = (int) numberAndWeight[i];
        }
        return new TermVector(terms, rounded);
    }

    private static double leastKept(double[] weights) {
        if (weights.length <= MOST_TERMS) {
            return 0;
        }
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - MOST_TERMS];
    }
}
