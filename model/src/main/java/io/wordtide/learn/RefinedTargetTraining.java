package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.RowAdam;
import io.wordtide.nn.SparseInput;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.List;
import java.util.Optional;

/**
 * Trains the inference network towards the result of refinement: Adam descends KL(q* || q) between the refined Gaussian
 * and the proposed one, then does so again for as many earlier documents, whose psi* are remembered.
 *
 * <p>All documents count alike, whatever their weight: the divergence is not per token. Needs no pass through the
 * generative model. Deviation from the paper, which ascends the ELBO ({@link BoundTraining}). Not thread-safe.
 */
final class RefinedTargetTraining implements InferenceTraining {

    /** A variance below exp(-30) is rounding; its inverse must not overflow a float, as it would from exp(88) on. */
    private static final double LARGEST_LOG_PRECISION = 30;

    private final InferenceNetwork network;
    private final InputWeighting weighting;
    private final Adam adam;
    private final Optional<RowAdam> inputAdam;
    private final ReplayBuffer replay;
    private final boolean antithetic;

    /**
     * @param adam optimizer of the network, with its input weights only if there is no {@code inputAdam}
     * @param inputAdam optimizer of the input weights, if they have one of their own
     */
    RefinedTargetTraining(
            InferenceNetwork network,
            InputWeighting weighting,
            Adam adam,
            Optional<RowAdam> inputAdam,
            ReplayBuffer replay,
            boolean antithetic) {
        this.network = network;
        this.weighting = weighting;
        this.adam = adam;
        this.inputAdam = inputAdam;
        this.replay = replay;
        this.antithetic = antithetic;
    }

    @Override
    public Elbo score(MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights) {
        return Elbo.evaluate(miniBatch, psi, noise, antithetic);
    }

    @Override
    public boolean needsScore() {
        return false; // psi* is all it needs
    }

    @Override
    public Elbo scoreAndDifferentiate(
            MiniBatch miniBatch, VariationalParameters psi, Matrix noise, float[] documentWeights) {
        return Elbo.differentiateByParameters(miniBatch, psi, noise, antithetic, documentWeights);
    }

    @Override
    public void step(
            List<DocumentCounts> documents,
            InferenceNetwork.Forward proposal,
            VariationalParameters refined,
            SeededNoise replayNoise) {
        step(proposal, refined);
        if (!replay.isEmpty()) {
            ReplayBuffer.Sample earlier = replay.sample(documents.size(), replayNoise);
            step(network.forward(SparseInput.of(earlier.documents(), weighting)), earlier.refined());
        }
        replay.add(documents, refined);
    }

    private void step(InferenceNetwork.Forward proposal, VariationalParameters target) {
        VariationalParameters dPsi = negativeKlGradient(target, proposal.psi());
        inputAdam.ifPresentOrElse(
                rows -> rows.step(network.accumulateGradientsBehindInput(proposal, dPsi)),
                () -> network.accumulateGradients(proposal, dPsi));
        adam.step();
    }

    /**
     * Derivative of -KL(q* || q), which is to be maximised, by the parameters of q:
     * d/dmean = (mean* - mean) / var, d/dlogVariance = 1/2 ((var* + (mean* - mean)^2) / var - 1).
     */
    static VariationalParameters negativeKlGradient(VariationalParameters target, VariationalParameters psi) {
        VariationalParameters gradient = VariationalParameters.prior(psi.documentCount(), psi.latentSize());
        for (int i = 0; i < psi.mean().size(); i++) {
            double inverseVariance =
                    Math.exp(Math.min(LARGEST_LOG_PRECISION, -psi.logVariance().values()[i]));
            double difference = target.mean().values()[i] - psi.mean().values()[i];
            double targetVariance = Math.exp(target.logVariance().values()[i]);
            gradient.mean().values()[i] = (float) (difference * inverseVariance);
            gradient.logVariance().values()[i] =
                    (float) (0.5 * ((targetVariance + difference * difference) * inverseVariance - 1));
        }
        return gradient;
    }

    @Override
    public List<Parameter> withGradients() {
        return inputAdam.isPresent() ? network.parametersBehindInput() : network.parameters();
    }

    @Override
    public void grow() {
        adam.grow();
        inputAdam.ifPresent(RowAdam::grow);
    }

    @Override
    public void recycleRow(int row) {
        adam.clearRow(network.inputWeights(), row);
        inputAdam.ifPresent(rows -> rows.clearRow(row));
        replay.recycleRow(row);
    }

    @Override
    public long memoryBytes() {
        return adam.memoryBytes() + inputAdam.map(RowAdam::memoryBytes).orElse(0L) + replay.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        inputAdam.ifPresent(rows -> rows.visitState(visitor));
        adam.visitState(visitor);
    }

    @Override
    public void visitStepped(StateVisitor visitor) {
        inputAdam.ifPresentOrElse(
                rows -> rows.visitIfNonFinite(visitor),
                () -> network.inputWeights().visitState(visitor));
        adam.visitState(visitor);
    }

    @Override
    public void visitReplay(StateVisitor visitor) {
        replay.visitState(visitor);
    }
}
