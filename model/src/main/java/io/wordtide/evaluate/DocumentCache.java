package io.wordtide.evaluate;

import io.wordtide.text.DocumentCounts;
import java.util.stream.DoubleStream;

/**
 * A cache of a document's own words: each token is predicted from a unigram model and from the tokens of the same document
 * before it, because a word that has occurred in a document is likely to occur again. With n tokens so far, n_v of them v:
 *
 * <pre>
 *   p(next = v) = (n_v + α u_v) / (n + α)                              u the unigram model, α a concentration, tokens
 *   p(x given α) = Π_v Π_{k < x_v} (α u_v + k) / Π_{n < N_d} (α + n)
 *   p(x) = 1/3 Σ_α p(x given α)                                        α = 50, 200, 800
 *   log-likelihood = log p(x)              nats; the constant multinomial coefficient is left out
 * </pre>
 *
 * <p>The second line is the product of the first over the tokens, in whichever order they come: a bag of words suffices.
 * It is the Dirichlet-multinomial distribution with parameters α u, or Pólya's urn. The smaller α, the sooner a
 * document's own words count for more than the unigram model. The third line lets each document decide how bursty it is, at a
 * cost of at most ln 3 nats for all of its tokens together.
 *
 * <p>It is another kind of model than a latent one or the unigram model, whose prediction of a token does not depend on the
 * tokens before it: it shows how much of a document's cost is repetition, which needs no understanding.
 *
 * <p>See: Kuhn and De Mori, A cache-based natural language model for speech recognition, IEEE PAMI 12(6), 1990; Madsen,
 * Kauchak and Elkan, Modeling word burstiness using the Dirichlet distribution, ICML 2005, equation 5. Both choose one
 * weight for all documents; the mixture over α is ours. Not thread-safe, as the unigram model.
 */
final class DocumentCache {

    /** Each counts the same beforehand; tokens. */
    private static final double[] CONCENTRATIONS = {50, 200, 800};

    /** Probabilities are multiplied until the product falls below this, far from underflow, which saves logarithms. */
    private static final double SMALL = 1e-200;

    private final UnigramModel unigram;

    DocumentCache(UnigramModel unigram) {
        this.unigram = unigram;
    }

    /** log p(x), nats; 0 for a document without a known word. */
    double logLikelihood(DocumentCounts document) {
        double[] base = new double[document.rows().length]; // u_v
        for (int i = 0; i < base.length; i++) {
            base[i] = unigram.probability(document.rows()[i]);
        }
        double[] given = DoubleStream.of(CONCENTRATIONS)
                .map(concentration -> logLikelihood(document, base, concentration))
                .toArray();
        double largest = DoubleStream.of(given).max().orElseThrow();
        double mean = DoubleStream.of(given)
                .map(value -> Math.exp(value - largest)) // at most 1
                .average()
                .orElseThrow();
        return largest + Math.log(mean);
    }

    private static double logLikelihood(DocumentCounts document, double[] base, double concentration) {
        double sum = 0;
        double product = 1;
        int before = 0; // tokens
        for (int i = 0; i < base.length; i++) {
            for (int occurrence = 0; occurrence < document.counts()[i]; occurrence++) {
                product *= (concentration * base[i] + occurrence) / (concentration + before++);
                if (product < SMALL) {
                    sum += Math.log(product);
                    product = 1;
                }
            }
        }
        return sum + Math.log(product);
    }
}
