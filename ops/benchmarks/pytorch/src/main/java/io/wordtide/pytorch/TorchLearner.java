package io.wordtide.pytorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The deep latent Gaussian model as PyTorch's users write it: forward pass and bound from its operations, derivatives by
 * autograd, its own Adam.
 *
 * <p>Does what Wordtide does with the preset {@code paper}: theta ascends the ELBO at the refined psi, the inference
 * network at psi(x); without refinement both are the same pass. See: Krishnan and Hoffman 2016, algorithm 1. Not
 * thread-safe.
 */
final class TorchLearner {

    private static final double REFINEMENT_BETA1 = 0.1;
    private static final double BETA2 = 0.999;
    private static final double BETA1 = 0.9;
    private static final int HIDDEN_PARAMETERS = 4; // of the deep decoder: weights and biases of two layers

    private final Problem problem;
    private final List<Tensor> theta;
    private final List<Tensor> phi;
    private final List<TorchBatch> batches = new ArrayList<>();
    private final Tensor checkNoise;
    private final Adam thetaAdam;
    private final Adam phiAdam;
    private int learned;

    TorchLearner(Problem problem) {
        this.problem = problem;
        int thetaCount = 2 + (problem.isDeep() ? HIDDEN_PARAMETERS : 0);
        List<Tensor> all = problem.parameters().stream()
                .map(array -> tensor(array).set_requires_grad(true))
                .toList();
        theta = all.subList(0, thetaCount);
        phi = all.subList(thetaCount, all.size());
        checkNoise = tensor(problem.noise());
        problem.miniBatches().forEach(each -> batches.add(TorchBatch.of(each, problem.vocabularySize())));
        // Wordtide's weight multiplies the squared norm, PyTorch's multiplies half of it
        thetaAdam = adam(theta, problem.learningRate(), BETA1, 2 * problem.l2Weight());
        phiAdam = adam(phi, problem.learningRate(), BETA1, 2 * problem.l2Weight());
    }

    private static Tensor tensor(Problem.Array array) {
        return Tensor.create(array.values(), array.rows(), array.columns());
    }

    private static Adam adam(List<Tensor> parameters, double rate, double beta1, double weightDecay) {
        AdamOptions options = new AdamOptions(rate);
        options.betas().put(0, beta1).put(1, BETA2);
        options.weight_decay().put(weightDecay);
        return new Adam(new TensorVector(parameters.toArray(new Tensor[0])), options);
    }

    /** q(z given x) of each document: mean and log variance, [B, K] each. */
    private record Psi(Tensor mean, Tensor logVariance) {

        Psi leaf() {
            return new Psi(leaf(mean), leaf(logVariance));
        }

        private static Tensor leaf(Tensor tensor) {
            return tensor.detach().clone().set_requires_grad(true);
        }
    }

    /** Sum of the ELBO over the first mini-batch at psi(x), with the noise that was handed over; nats. */
    double elbo() {
        try (PointerScope scope = new PointerScope()) {
            TorchBatch batch = batches.get(0);
            return elbo(batch, theta, propose(batch), checkNoise).item_double();
        }
    }

    /** Learns the next mini-batch. */
    void learn() {
        TorchBatch batch = batches.get(learned++ % batches.size());
        try (PointerScope scope = new PointerScope()) {
            thetaAdam.zero_grad();
            phiAdam.zero_grad();
            Psi proposed = propose(batch);
            if (problem.refinementSteps() == 0) {
                negativeElbo(batch, theta, proposed).backward();
            } else {
                List<Tensor> fixed = theta.stream().map(Tensor::detach).toList();
                negativeElbo(batch, fixed, proposed).backward();
                Psi refined = refine(batch, fixed, proposed.leaf());
                negativeElbo(batch, theta, new Psi(refined.mean.detach(), refined.logVariance.detach()))
                        .backward();
            }
            thetaAdam.step();
            phiAdam.step();
        }
    }

    private Psi refine(TorchBatch batch, List<Tensor> fixedTheta, Psi psi) {
        Adam adam = adam(List.of(psi.mean, psi.logVariance), problem.refinementRate(), REFINEMENT_BETA1, 0);
        for (int step = 0; step < problem.refinementSteps(); step++) {
            try (PointerScope scope = new PointerScope()) {
                adam.zero_grad();
                negativeElbo(batch, fixedTheta, psi).backward();
                adam.step();
            }
        }
        return psi;
    }

    private Tensor negativeElbo(TorchBatch batch, List<Tensor> decoder, Psi psi) {
        return elbo(batch, decoder, psi, torch.randn_like(psi.mean)).neg();
    }

    private Tensor elbo(TorchBatch batch, List<Tensor> decoder, Psi psi, Tensor noise) {
        Tensor sigma = psi.logVariance.mul(new Scalar(0.5)).exp(); // [B, K]
        Tensor latent = psi.mean.add(sigma.mul(noise)); // [B, K]
        Tensor logits = logits(decoder, latent); // [B, V]
        Tensor reconstruction = batch.counts().mul(torch.log_softmax(logits, 1)).sum();
        Tensor kl = psi.logVariance
                .exp()
                .add(psi.mean.square())
                .sub(psi.logVariance)
                .sub(new Scalar(1))
                .sum()
                .mul(new Scalar(0.5));
        return reconstruction.sub(kl);
    }

    private Tensor logits(List<Tensor> decoder, Tensor latent) {
        Tensor hidden = latent;
        int next = 0;
        if (problem.isDeep()) {
            for (; next < HIDDEN_PARAMETERS; next += 2) {
                hidden = torch.relu(torch.addmm(decoder.get(next + 1), hidden, decoder.get(next)));
            }
        }
        return torch.addmm(decoder.get(next + 1), hidden, decoder.get(next).t()); // [B, V]
    }

    private Psi propose(TorchBatch batch) {
        Tensor hidden = torch.relu(torch.addmm(phi.get(1), batch.inputs(), phi.get(0))); // [B, H]
        hidden = torch.relu(torch.addmm(phi.get(3), hidden, phi.get(2))); // [B, H]
        return new Psi(
                torch.addmm(phi.get(5), hidden, phi.get(4)), torch.addmm(phi.get(7), hidden, phi.get(6))); // [B, K]
    }
}
