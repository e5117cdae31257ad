package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/** How the inference network learns from a mini-batch. The generative model stands as it was before the mini-batch. */
interface InferenceTraining {

    /**
     * The bound at psi(x), which is scored anyway, and a step of the network.
     *
     * @param proposal the network's forward pass
     * @param refined psi* of the same documents
     * @param boundNoise noise of the bound, [B, K]
     * @param replayNoise which earlier documents are learned again
     * @throws NonFiniteStepException before the step, if the bound is not finite
     */
    Elbo scoreAndStep(
            GenerativeModel model,
            List<DocumentCounts> documents,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            Matrix boundNoise,
            SeededNoise replayNoise);

    void visitState(StateVisitor visitor);
}
