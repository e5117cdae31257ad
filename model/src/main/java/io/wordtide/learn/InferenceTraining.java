package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Parameter;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** How the inference network learns from a mini-batch, before the generative model does. */
interface InferenceTraining {

    /**
     * Returns the bound at psi(x), which is scored anyway, and keeps the derivative of it that {@link #step} needs, if
     * any.
     *
     * @param psi the network's proposal
     * @param noise [B, K]
     * @param documentWeights how much each document counts, [B]
     */
    Elbo score(MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights);

    /** Whether {@link #step} needs what {@link #score} keeps; else a mini-batch that others have scored is not scored again. */
    boolean needsScore();

    /** As {@link #score}, and adds the derivatives by the generative model's parameters to their gradients. */
    Elbo scoreAndDifferentiate(MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights);

    /**
     * Takes a step of the network on the mini-batch scored last.
     *
     * @param proposal the network's forward pass
     * @param refined psi* of the same documents, with independent dimensions
     * @param replayNoise chooses the earlier documents to be learned again
     */
    void step(
            List<DocumentCounts> documents,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            SeededNoise replayNoise);

    /** The network's parameters whose gradients a step uses. */
    List<Parameter> withGradients();

    /** Adapts its state to rows that the vocabulary has gained. */
    void grow();

    /** Resets its state for a row of the vocabulary, which now belongs to another word. */
    void recycleRow(int row);

    /** Memory it holds besides the parameters, bytes. */
    long memoryBytes();

    /** Everything but the documents of {@link #visitReplay}. */
    void visitState(StateVisitor visitor);

    /** What the last {@link #step} may have made non-finite: the network's input weights and its own state. */
    void visitStepped(StateVisitor visitor);

    /** The documents it remembers to learn them again, if it does. */
    default void visitReplay(StateVisitor visitor) {}
}
