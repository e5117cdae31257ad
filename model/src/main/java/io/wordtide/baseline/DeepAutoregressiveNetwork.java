package io.wordtide.baseline;

import io.wordtide.linalg.Workers;

/**
 * The deep autoregressive network for documents (fDARN): as {@link SigmoidBeliefNetwork}, but each latent unit depends
 * on those before it, in the prior and in q(h | x):
 *
 * <pre>
 *   p(h_j = 1 | h_1 .. h_j-1) = sigmoid(c_j + sum_{i<j} R_ji h_i),   q(h_j = 1 | h_1 .. h_j-1, x) likewise
 * </pre>
 *
 * <p>The words stay independent of each other given h. Prior and q(h | x) each have an R of their own, zero at first.
 * What is reported for a document, {@code elbo}, is as for the sigmoid belief network.
 *
 * <p>See: K. Gregor, I. Danihelka, A. Mnih, C. Blundell, D. Wierstra, "Deep autoregressive networks", ICML 2014, and
 * for documents A. Mnih, K. Gregor, "Neural variational inference and learning in belief networks", ICML 2014.
 * Deviations: {@link NvilModel}. Not thread-safe.
 */
public final class DeepAutoregressiveNetwork extends NvilModel {

    public DeepAutoregressiveNetwork(NvilSettings settings, int vocabularySize) {
        this(settings, vocabularySize, Workers.shared());
    }

    /** Runs on the given workers; results do not depend on how many threads they have. */
    public DeepAutoregressiveNetwork(NvilSettings settings, int vocabularySize, Workers workers) {
        super("fdarn", settings, vocabularySize, true, workers);
    }
}
