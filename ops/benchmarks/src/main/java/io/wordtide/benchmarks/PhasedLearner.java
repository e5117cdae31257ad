package io.wordtide.benchmarks;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The paper's learner, assembled from the same parts as {@link io.wordtide.learn.OnlineLearner}, so that they can be
 * timed one by one, and model and network can be used separately.
 *
 * <p>{@link PhasesBenchmark} shows what its mini-batch costs against the real one's: if the ratio departs from 1, this
 * class is out of date.
 */
final class PhasedLearner {

    private final LearnerConfig config;
    private final InputWeighting weighting;
    private final GenerativeModel model;
    private final InferenceNetwork network;
    private final Adam theta;
    private final Adam phi;
    private long version;

    PhasedLearner(LearnerConfig config, int vocabularySize, InputWeighting weighting, Workers workers) {
        this.config = config;
        this.weighting = weighting;
        this.model = Decoders.model(config.decoder().kind(), vocabularySize, workers);
        this.network = new InferenceNetwork(
                vocabularySize,
                config.inference().hiddenSize(),
                config.latentSize(),
                SeededNoise.of(config.seed(), 1, Purpose.INITIAL_WEIGHTS),
                Decoders.INITIAL_BOUND,
                workers);
        this.theta = new Adam(
                model.parameters(),
                config.decoder().learningRate(),
                config.objective().l2Weight(),
                workers);
        this.phi = new Adam(
                network.parameters(),
                config.inference().learningRate(),
                config.objective().l2Weight(),
                workers);
    }

    /** Learns a mini-batch, and adds the times to {@code phases}. */
    void learn(List<DocumentCounts> documents, Refiner refiner, Phases phases) {
        phases.start();
        try (MiniBatch miniBatch = model.open(documents)) {
            phases.open += phases.lap();
            learn(miniBatch, refiner, phases);
        }
        version++;
    }

    private void learn(MiniBatch miniBatch, Refiner refiner, Phases phases) {
        List<DocumentCounts> documents = miniBatch.documents();
        InferenceNetwork.Forward proposal = propose(documents);
        phases.propose += phases.lap();
        VariationalParameters dPsi = VariationalParameters.prior(documents.size(), config.latentSize());
        Matrix noise = noise(Purpose.AMORTIZED_BOUND).gaussian(documents.size(), config.latentSize());
        if (refiner.stepCount() == 0) {
            float[] documentWeights = new float[documents.size()];
            Arrays.fill(documentWeights, 1);
            Elbo.differentiate(miniBatch, proposal.psi(), noise, false, documentWeights, dPsi);
            phases.thetaGradient += phases.lap();
        } else {
            Elbo start = Elbo.differentiateByPsi(miniBatch, proposal.psi(), noise, false, dPsi);
            phases.score += phases.lap();
            VariationalParameters refined = refine(miniBatch, proposal.psi(), start, refiner, noise, phases);
            Matrix refinedNoise = noise(Purpose.REFINED_BOUND).gaussian(documents.size(), config.latentSize());
            Elbo.differentiateByParameters(miniBatch, refined, refinedNoise, false);
            phases.thetaGradient += phases.lap();
        }
        network.accumulateGradients(proposal, dPsi);
        phi.step();
        phases.phiStep += phases.lap();
        theta.step();
        phases.thetaStep += phases.lap();
        refiner.keep();
    }

    private VariationalParameters refine(
            MiniBatch miniBatch,
            VariationalParameters start,
            Elbo startElbo,
            Refiner refiner,
            Matrix noise,
            Phases phases) {
        VariationalParameters refined = refiner.refine(miniBatch, start, noise(Purpose.REFINEMENT));
        phases.refine += phases.lap();
        Elbo refinedElbo = Elbo.evaluate(miniBatch, refined, noise, false);
        refined.undoWhereLower(start, startElbo, refinedElbo);
        phases.check += phases.lap();
        return refined;
    }

    /** Computes psi(x) of documents. */
    InferenceNetwork.Forward propose(List<DocumentCounts> documents) {
        return network.forward(inputs(documents));
    }

    /** The inference network's inputs of documents. */
    List<SparseInput> inputs(List<DocumentCounts> documents) {
        return SparseInput.of(documents, weighting);
    }

    /** A mini-batch of documents under the present model, to be closed. */
    MiniBatch open(List<DocumentCounts> documents) {
        return model.open(documents);
    }

    private SeededNoise noise(Purpose purpose) {
        return SeededNoise.of(config.seed(), version, purpose);
    }

    /** All parameters, those of the generative model first. */
    List<Matrix> parameterValues() {
        return all().map(Parameter::value).toList();
    }

    /** Copies of all parameters. */
    List<float[]> parameters() {
        return all().map(parameter -> parameter.value().values().clone()).toList();
    }

    /** Restores parameters that were copied before. */
    void restore(List<float[]> values) {
        List<Parameter> parameters = all().toList();
        for (int i = 0; i < parameters.size(); i++) {
            float[] target = parameters.get(i).value().values();
            System.arraycopy(values.get(i), 0, target, 0, target.length);
        }
    }

    private Stream<Parameter> all() {
        return Stream.concat(model.parameters().stream(), network.parameters().stream());
    }
}
