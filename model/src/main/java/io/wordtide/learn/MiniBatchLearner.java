package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.refine.Refiner;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.InputWeighting;
import java.util.ArrayList;
import java.util.List;

/**
 * One learning step on documents that have been counted: propose, refine, score, learn; what a learner of a stream and
 * one of a corpus have in common.
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1. Not thread-safe.
 */
final class MiniBatchLearner {

    private final LearnerConfig config;
    private final LengthWeighting lengthWeighting;
    private final InputDropout inputDropout;
    private final InputWeighting weighting;
    private final GenerativeModel generativeModel;
    private final InferenceNetwork inferenceNetwork;
    private final Refiner refiner;
    private final GenerativeUpdate generativeUpdate;
    private final InferenceTraining inferenceTraining;

    /** @param inputDropout for the inference network while it learns */
    MiniBatchLearner(LearnerParts parts, InputDropout inputDropout) {
        this.inputDropout = inputDropout;
        this.config = parts.config();
        this.lengthWeighting = new LengthWeighting(config.lengthExponent());
        this.weighting = parts.weighting();
        this.generativeModel = parts.generativeModel();
        this.inferenceNetwork = parts.inferenceNetwork();
        this.refiner = parts.refiner();
        this.generativeUpdate = parts.generativeUpdate(generativeModel);
        this.inferenceTraining = parts.inferenceTraining(inferenceNetwork, weighting);
    }

    /**
     * What documents became: both bounds are from before anything was learned from them.
     *
     * @param refined psi*, [B, K]
     */
    record Inferred(Elbo amortizedElbo, VariationalParameters refined, Elbo refinedElbo) {}

    /**
     * Scores, then learns documents, none of them empty.
     *
     * @param version what the noise depends on, beside the seed
     * @throws NonFiniteStepException if a bound is not finite; no parameter has been changed then
     */
    Inferred learn(List<DocumentCounts> documents, long version) {
        try {
            return learnFinite(documents, version);
        } catch (NonFiniteStepException e) {
            // differentiated already, not stepped yet: what was accumulated would reach the next mini-batch's step
            generativeModel.parameters().forEach(Parameter::clearGradient);
            throw e;
        }
    }

    private Inferred learnFinite(List<DocumentCounts> documents, long version) {
        MiniBatch miniBatch = generativeModel.open(documents);
        InferenceNetwork.Forward proposal =
                propose(inputDropout.thin(documents, noise(version, Purpose.INPUT_DROPOUT)));
        Matrix amortizedNoise = boundNoise(version, Purpose.AMORTIZED_BOUND, documents);
        Elbo amortizedElbo = inferenceTraining.score(miniBatch, proposal.psi(), amortizedNoise);
        NonFiniteStepException.requireFinite("psi(x)", amortizedElbo);
        VariationalParameters refined =
                refine(refiner, miniBatch, proposal.psi(), amortizedElbo, amortizedNoise, version);
        float[] documentWeights = lengthWeighting.weights(documents);
        Elbo refinedElbo = Elbo.differentiateByParameters( // also dtheta, to be used last
                miniBatch,
                refined,
                boundNoise(version, Purpose.REFINED_BOUND, documents),
                config.antithetic(),
                documentWeights);
        NonFiniteStepException.requireFinite("the refined psi", refinedElbo);
        inferenceTraining.step(documents, documentWeights, proposal, refined, noise(version, Purpose.REPLAY));
        generativeUpdate.step(documents, documentWeights);
        return new Inferred(amortizedElbo, refined, refinedElbo);
    }

    /** Scores documents, none of them empty, as {@link #learn} would, and learns nothing. */
    Inferred infer(List<DocumentCounts> documents, long version) {
        MiniBatch miniBatch = generativeModel.open(documents);
        VariationalParameters psi = propose(documents).psi();
        Matrix amortizedNoise = boundNoise(version, Purpose.AMORTIZED_BOUND, documents);
        Elbo amortizedElbo = Elbo.evaluate(miniBatch, psi, amortizedNoise, config.antithetic());
        VariationalParameters refined = refine(refiner.copy(), miniBatch, psi, amortizedElbo, amortizedNoise, version);
        Elbo refinedElbo = Elbo.evaluate(
                miniBatch, refined, boundNoise(version, Purpose.REFINED_BOUND, documents), config.antithetic());
        return new Inferred(amortizedElbo, refined, refinedElbo);
    }

    /** The inference network's pass over documents. */
    InferenceNetwork.Forward propose(List<DocumentCounts> documents) {
        return inferenceNetwork.forward(SparseInput.of(documents, weighting));
    }

    /**
     * psi*, and psi(x) for the documents whose bound refinement has not raised. They are compared under the noise that
     * psi(x) is scored with, so that the score of psi*, with other noise, is not one that was chosen.
     */
    private VariationalParameters refine(
            Refiner refiner,
            MiniBatch miniBatch,
            VariationalParameters start,
            Elbo startElbo,
            Matrix noise,
            long version) {
        if (refiner.stepCount() == 0) {
            return start.copy();
        }
        VariationalParameters refined = refiner.refine(miniBatch, start, noise(version, Purpose.REFINEMENT));
        Elbo refinedElbo = Elbo.evaluate(miniBatch, refined, noise, config.antithetic());
        refined.undoWhereLower(start, startElbo, refinedElbo);
        return refined;
    }

    GenerativeModel generativeModel() {
        return generativeModel;
    }

    /** Of both networks. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(generativeModel.parameters());
        all.addAll(inferenceNetwork.parameters());
        return all;
    }

    int refinementSteps() {
        return refiner.stepCount();
    }

    SeededNoise noise(long version, Purpose purpose) {
        return SeededNoise.of(config.seed(), version, purpose);
    }

    private Matrix boundNoise(long version, Purpose purpose, List<DocumentCounts> documents) {
        return noise(version, purpose).gaussian(documents.size(), config.latentSize());
    }

    void visitState(StateVisitor visitor) {
        generativeModel.visitState(visitor);
        inferenceNetwork.visitState(visitor);
        refiner.visitState(visitor);
        generativeUpdate.visitState(visitor);
        inferenceTraining.visitState(visitor);
    }
}
