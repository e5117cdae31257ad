package io.wordtide.train;

import io.wordtide.linalg.Matrix;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A model of bags of words that learns in epochs over a corpus and reports how probable documents are.
 *
 * <p>An epoch is a pure function of (state, documents, epoch): the same documents in the same order give the same bits,
 * even if the state was saved and restored in between. Documents are never empty. Not thread-safe.
 */
public interface TrainableModel {

    /**
     * One pass over the training documents.
     *
     * @param documents in the order in which to learn them
     * @param epoch number of the pass, from 1; noise may depend on it
     * @param progress receives the number of documents learned since its last call
     * @throws RuntimeException if a bound is not a number; the model must not be used afterwards
     */
    void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress);

    /**
     * Bounds for monitoring training; the model is kept at the epoch where the perplexity of the first is lowest.
     * Changes nothing.
     */
    List<NamedBounds> validate(List<DocumentCounts> documents);

    /**
     * All bounds reported for test documents, once. Changes nothing.
     *
     * @param progress receives the number of documents evaluated since its last call, in total {@link
     *     #evaluationPasses} times the documents
     */
    List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress);

    /** How often {@link #evaluate} reports each document as evaluated. */
    int evaluationPasses();

    /** A vector for each row of the vocabulary, [V, K], if the model has word vectors. */
    Optional<Matrix> wordVectors();

    /**
     * Whether {@link #wordVectors} are the rows of the Jacobian matrix, E[d log mu / dz]: only its singular values show
     * how many latent dimensions are in use.
     */
    default boolean hasJacobianVectors() {
        return false;
    }

    /** Every setting by its name: what a checkpoint must have in common with the model that continues from it. */
    Map<String, String> describe();

    /** Saves or restores everything needed to continue with identical bits. */
    void visitState(StateVisitor visitor);
}
