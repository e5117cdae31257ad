package io.wordtide.train;

import io.wordtide.evaluate.CompletionSplit;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A model that completes documents: it reads some of a document's tokens and reports how probable it finds the others.
 *
 * <p>Each held-out token is predicted from the observed ones alone, so the sum over a document's held-out tokens is not
 * the logarithm of their joint probability, which would let the first of them help to predict the next.
 */
public interface CompletingModel extends TrainableModel {

    /**
     * The sum over the held-out tokens of each document of the log of their probability, nats, for each way of reading
     * the observed ones. Changes nothing.
     *
     * @param progress receives the number of documents scored since its last call, in total {@link #completionPasses}
     *     times the documents
     */
    List<NamedBounds> complete(CompletionSplit split, IntConsumer progress);

    /** How often {@link #complete} reports each document as scored. */
    int completionPasses();
}
