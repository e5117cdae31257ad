package io.wordtide.baseline;

import io.wordtide.linalg.Workers;

/**
 * The sigmoid belief network for documents: K binary latent units, independent in the prior, and a softmax of them for
 * each word.
 *
 * <pre>
 *   p(h) = prod_j sigmoid(c_j)^h_j (1 - sigmoid(c_j))^(1 - h_j),   p(v | h) = softmax_v(b_v + w_v'h)
 *   q(h | x): independent units too, with inputs from a network that reads the document
 * </pre>
 *
 * <p>What is reported for a document, {@code elbo}: log p(x, h) - log q(h | x), nats, the mean over draws of q(h | x);
 * a lower bound of log p(x) in expectation.
 *
 * <p>See: A. Mnih, K. Gregor, "Neural variational inference and learning in belief networks", ICML 2014.
 * Deviations: {@link NvilModel}. Not thread-safe.
 */
public final class SigmoidBeliefNetwork extends NvilModel {

    public SigmoidBeliefNetwork(NvilSettings settings, int vocabularySize) {
        this(settings, vocabularySize, Workers.shared());
    }

    /** Runs on the given workers; results do not depend on how many threads they have. */
    public SigmoidBeliefNetwork(NvilSettings settings, int vocabularySize, Workers workers) {
        super("sbn", settings, vocabularySize, false, workers);
    }
}
