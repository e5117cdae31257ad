package io.wordtide.train;

import io.wordtide.evaluate.Perplexity;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * Bounds on, or estimates of, the log probability of documents, found in one way.
 *
 * @param name how they were found: {@code psi(x)}, {@code adam-100}, {@code converged}, {@code elbo}, {@code ais}
 * @param perDocument [D], nats, without the multinomial coefficient
 */
public record NamedBounds(String name, double[] perDocument) {

    public Perplexity perplexity(List<DocumentCounts> documents) {
        return Perplexity.of(perDocument, documents);
    }
}
