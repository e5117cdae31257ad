package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** How the inference network learns from a mini-batch. The generative model stands as it was before the mini-batch. */
interface InferenceTraining {

    /**
     * The bound at psi(x), which is scored anyway, and whatever derivative of it {@link #step} needs.
     *
     * @param psi the network's proposal
     * @param noise [B, K]
     */
    Elbo score(MiniBatch miniBatch, VariationalParameters psi, Matrix noise);

    /**
     * A step of the network, on the mini-batch scored last.
     *
     * @param documentWeights how much each document counts, [B]
     * @param proposal the network's forward pass
     * @param refined psi* of the same documents
     * @param replayNoise which earlier documents are learned again
     */
    void step(
            List<DocumentCounts> documents,
            float[] documentWeights,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            SeededNoise replayNoise);

    /** Forgets what it knows of a row of the vocabulary, which is another word's from now on. */
    void recycleRow(int row);

    void visitState(StateVisitor visitor);
}
