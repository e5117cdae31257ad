package io.wordtide.train;

import io.wordtide.linalg.Matrix;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A model of bags of words that learns in epochs over a corpus and says how probable documents are.
 *
 * <p>An epoch is a pure function of (state, documents, epoch): the same documents in the same order give the same bits,
 * also after the state was saved and restored in between. Documents are never empty. Not thread-safe.
 */
public interface TrainableModel {

    /**
     * One pass over the training documents.
     *
     * @param documents in the order they are to be learned
     * @param epoch number of the pass, from 1; what noise may depend on
     * @param progress told how many documents were learned since it was last told
     * @throws RuntimeException if a bound is no number; the model must not be used then
     */
    void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress);

    /**
     * Bounds by which training is watched; the model is kept at the epoch where the perplexity of the first is lowest.
     * Changes nothing.
     */
    List<NamedBounds> validate(List<DocumentCounts> documents);

    /**
     * Everything that is reported of test documents, once. Changes nothing.
     *
     * @param progress told how many documents were evaluated since it was last told, in sum {@link #evaluationPasses}
     *     times the documents
     */
    List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress);

    /** How often {@link #evaluate} tells of each document. */
    int evaluationPasses();

    /** A vector for each row of the vocabulary, [V, K], if the model has such. */
    Optional<Matrix> wordVectors();

    /**
     * Whether {@link #wordVectors} are the rows of the Jacobian matrix, E[d log mu / dz]: only of that one do the
     * singular values say how many latent dimensions are in use.
     */
    default boolean hasJacobianVectors() {
        return false;
    }

    /** Every setting by its name: what a checkpoint must have in common with the model that goes on from it. */
    Map<String, String> describe();

    /** Everything needed to go on, bit for bit. */
    void visitState(StateVisitor visitor);
}
