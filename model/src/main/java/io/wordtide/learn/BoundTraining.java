package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Adam;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The paper's training of the inference network: Adam up the ELBO at psi(x).
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1, step 4. Not thread-safe.
 */
final class BoundTraining implements InferenceTraining {

    private final InferenceNetwork network;
    private final Adam adam;
    private final boolean antithetic;

    BoundTraining(InferenceNetwork network, LearnerConfig config) {
        this.network = network;
        this.adam = new Adam(network.parameters(), config.inferenceLearningRate(), config.l2Weight());
        this.antithetic = config.antithetic();
    }

    @Override
    public Elbo scoreAndStep(
            GenerativeModel model,
            List<DocumentCounts> documents,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            Matrix boundNoise,
            SeededNoise replayNoise) {
        VariationalParameters psi = proposal.psi();
        VariationalParameters dPsi = VariationalParameters.prior(psi.documentCount(), psi.latentSize());
        Elbo elbo = Elbo.differentiateByPsi(model, documents, psi, boundNoise, antithetic, dPsi);
        NonFiniteStepException.requireFinite("psi(x)", elbo);
        network.accumulateGradients(proposal, dPsi);
        adam.step();
        return elbo;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        adam.visitState(visitor);
    }
}
