package io.wordtide.learn;

import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** How the generative model's parameters follow the gradient of the ELBO that has been accumulated for a mini-batch. */
interface GenerativeUpdate {

    /**
     * One step; the gradients are zero afterwards.
     *
     * @param documentWeights how much each document counts in the gradient, [B]
     */
    void step(List<DocumentCounts> documents, float[] documentWeights);

    /** Resets its state for a row of the vocabulary, which now belongs to another word. */
    void recycleRow(int row);

    /** Memory it holds besides the parameters, bytes. */
    long memoryBytes();

    void visitState(StateVisitor visitor);
}
