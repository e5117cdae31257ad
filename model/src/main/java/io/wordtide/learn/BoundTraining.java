package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;

/**
 * The paper's training of the inference network: Adam ascends the ELBO at psi(x).
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1, step 4. Not thread-safe.
 */
final class BoundTraining implements InferenceTraining {

    private final InferenceNetwork network;
    private final Adam adam;
    private final boolean antithetic;
    private VariationalParameters dPsi = VariationalParameters.prior(0, 0); // weighted

    BoundTraining(InferenceNetwork network, Adam adam, boolean antithetic) {
        this.network = network;
        this.adam = adam;
        this.antithetic = antithetic;
    }

    @Override
    public Elbo score(MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights) {
        dPsi = VariationalParameters.prior(psi.documentCount(), psi.latentSize());
        Elbo elbo = Elbo.differentiateByPsi(miniBatch, psi, noise, antithetic, dPsi);
        dPsi.scaleRows(documentWeights);
        return elbo;
    }

    @Override
    public boolean needsScore() {
        return true;
    }

    @Override
    public Elbo scoreAndDifferentiate(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights) {
        dPsi = VariationalParameters.prior(psi.documentCount(), psi.latentSize());
        return Elbo.differentiate(miniBatch, psi, noise, antithetic, documentWeights, dPsi);
    }

    @Override
    public void step(
            List<DocumentCounts> documents,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            SeededNoise replayNoise) {
        network.accumulateGradients(proposal, dPsi);
        adam.step();
    }

    @Override
    public List<Parameter> withGradients() {
        return network.parameters();
    }

    @Override
    public void grow() {
        adam.grow();
    }

    @Override
    public void recycleRow(int row) {
        adam.clearRow(network.inputWeights(), row);
    }

    @Override
    public long memoryBytes() {
        return adam.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        adam.visitState(visitor);
    }

    @Override
    public void visitStepped(StateVisitor visitor) {
        network.inputWeights().visitState(visitor);
        visitState(visitor);
    }
}
