package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.learn.DocumentInference.Inferred;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.nn.GradientScratch;
import io.wordtide.nn.Parameter;
import io.wordtide.refine.Refiner;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.List;
import java.util.stream.Stream;

/**
 * One learning step on documents that have been counted: propose, refine, score, learn. Shared by the learners of a
 * stream and of a corpus.
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1. Not thread-safe.
 */
final class MiniBatchLearner {

    private final LearnerConfig config;
    private final LengthWeighting lengthWeighting;
    private final InputDropout inputDropout;
    private final double initialBound; // of the generative model's weights
    private final DocumentInference inference;
    private final GenerativeModel generativeModel;
    private final GenerativeUpdate generativeUpdate;
    private final InferenceTraining inferenceTraining;
    private final List<Parameter> withGradients; // those whose gradients a step uses

    /** @param inputDropout for the inference network while it learns */
    MiniBatchLearner(LearnerParts parts, InputDropout inputDropout) {
        this.inputDropout = inputDropout;
        this.config = parts.config();
        this.lengthWeighting = new LengthWeighting(config.objective().lengthExponent());
        this.initialBound = parts.generativeBound();
        this.inference = new DocumentInference(parts);
        this.generativeModel = inference.generativeModel();
        this.generativeUpdate = parts.generativeUpdate(generativeModel);
        this.inferenceTraining = parts.inferenceTraining(inference.inferenceNetwork(), inference.weighting());
        this.withGradients = Stream.concat(
                        generativeModel.parameters().stream(), inferenceTraining.withGradients().stream())
                .toList();
    }

    /**
     * Scores and then learns documents, none of which may be empty.
     *
     * @param logitOffset part of the logits that is not learned by gradient, [V]
     * @param version of the model; with the seed it determines the noise
     * @return the inferred values; both bounds are from before the step
     * @throws NonFiniteStepException if a bound is not finite, in which case no parameter has changed; or if a parameter
     *     or moment would not be, in which case the learner must be restored or discarded
     */
    Inferred learn(List<DocumentCounts> documents, float[] logitOffset, long version) {
        // the gradients of a failed step are discarded and cannot reach the next one
        return GradientScratch.lend(withGradients, () -> step(documents, logitOffset, version));
    }

    private Inferred step(List<DocumentCounts> documents, float[] logitOffset, long version) {
        try (MiniBatch miniBatch = generativeModel.open(documents, logitOffset)) {
            Inferred inferred = step(miniBatch, version);
            inference.refiner().keep();
            return inferred;
        }
    }

    private Inferred step(MiniBatch miniBatch, long version) {
        List<DocumentCounts> documents = miniBatch.documents();
        InferenceNetwork.Forward proposal =
                inference.propose(inputDropout.thin(documents, inference.noise(version, Purpose.INPUT_DROPOUT)));
        float[] documentWeights = lengthWeighting.weights(documents);
        Inferred inferred = inference.refiner().stepCount() == 0
                ? differentiateUnrefined(miniBatch, proposal.psi(), documentWeights, version)
                : refineAndDifferentiate(miniBatch, proposal.psi(), documentWeights, version);
        inferenceTraining.step(documents, proposal, inferred.refined(), inference.noise(version, Purpose.REPLAY));
        generativeUpdate.step(documents, documentWeights);
        generativeModel.learn(inferred.refined().mean());
        visitStepped(new FiniteState());
        return inferred;
    }

    /** M = 1: theta and phi ascend the bound at the same psi, in one pass with one noise, and there is one bound. */
    private Inferred differentiateUnrefined(
            MiniBatch miniBatch, VariationalParameters psi, float[] documentWeights, long version) {
        Matrix noise = inference.boundNoise(version, Purpose.REFINED_BOUND, miniBatch.documents());
        Elbo elbo = inferenceTraining.scoreAndDifferentiate(miniBatch, psi, noise, documentWeights);
        NonFiniteStepException.requireFinite("psi(x)", elbo);
        return new Inferred(elbo, psi, elbo);
    }

    private Inferred refineAndDifferentiate(
            MiniBatch miniBatch, VariationalParameters psi, float[] documentWeights, long version) {
        Matrix noise = inference.boundNoise(version, Purpose.AMORTIZED_BOUND, miniBatch.documents());
        Elbo amortizedElbo = inferenceTraining.score(miniBatch, psi, noise, documentWeights);
        NonFiniteStepException.requireFinite("psi(x)", amortizedElbo);
        VariationalParameters refined = inference.refine(miniBatch, psi, amortizedElbo, noise, version);
        Elbo refinedElbo = Elbo.differentiateByParameters( // also dtheta, which is used last
                miniBatch,
                refined,
                inference.boundNoise(version, Purpose.REFINED_BOUND, miniBatch.documents()),
                config.objective().antithetic(),
                documentWeights);
        NonFiniteStepException.requireFinite("the refined psi", refinedElbo);
        return new Inferred(amortizedElbo, refined, refinedElbo);
    }

    /** Refines a part of a round, which may be empty; changes nothing. Several parts may be refined at the same time. */
    RefinedPart refine(Round round, int part) {
        List<DocumentCounts> documents = round.documents(part);
        if (documents.isEmpty()) {
            return new RefinedPart(
                    VariationalParameters.prior(0, config.latentSize()),
                    new Elbo(new double[0], new double[0]),
                    inference.refiner().ofPart().learned());
        }
        try (MiniBatch miniBatch = generativeModel.open(documents, round.logitOffset())) {
            Matrix noise = amortizedNoise(round, documents, round.first(part));
            VariationalParameters psi =
                    inference.inferenceNetwork().forward(round.inputs(part)).psi();
            Elbo amortizedElbo =
                    Elbo.evaluate(miniBatch, psi, noise, config.objective().antithetic());
            Refiner refiner = inference.refiner().ofPart();
            SeededNoise steps =
                    inference.noise(round.version(), Purpose.REFINEMENT).part(part);
            VariationalParameters refined = inference.refine(refiner, miniBatch, psi, amortizedElbo, noise, steps);
            return new RefinedPart(refined, amortizedElbo, refiner.learned());
        }
    }

    /** @param first position of the first document in the round */
    private Matrix amortizedNoise(Round round, List<DocumentCounts> documents, int first) {
        return inference.boundNoise(round.version(), Purpose.AMORTIZED_BOUND, documents, first);
    }

    /**
     * Learns a round that has been refined, as {@link #learn(List, float[], long)} learns a mini-batch, but for one thing:
     * of a round that has grown, the inference network learns only the newest B documents, and as many earlier ones.
     * Every instance takes this step, and a better network only saves refinement some of its work.
     *
     * @param merged what refining all of the round's parts has found
     */
    Inferred learn(Round round, RefinedPart merged) {
        return GradientScratch.lend(withGradients, () -> {
            VariationalParameters refined = inference.refiner().complete(merged.refined());
            Elbo amortizedElbo = merged.amortizedElbo();
            NonFiniteStepException.requireFinite("psi(x)", amortizedElbo);
            new FiniteState().doubles("the refiner's state", merged.refinerState());
            float[] documentWeights = lengthWeighting.weights(round.known());
            Elbo refinedElbo = differentiate(round, refined, documentWeights);
            Inferred inferred = new Inferred(amortizedElbo, refined, refinedElbo);
            trainInference(round, inferred.refined());
            generativeUpdate.step(round.known(), documentWeights);
            generativeModel.learn(refined.mean());
            inference.refiner().learn(merged.refinerState());
            visitStepped(new FiniteState());
            inference.refiner().keep();
            return inferred;
        });
    }

    private Elbo differentiate(Round round, VariationalParameters refined, float[] documentWeights) {
        try (MiniBatch miniBatch = generativeModel.open(round.known(), round.logitOffset())) {
            Elbo refinedElbo = Elbo.differentiateByParameters(
                    miniBatch,
                    refined,
                    inference.boundNoise(round.version(), Purpose.REFINED_BOUND, round.known()),
                    config.objective().antithetic(),
                    documentWeights);
            NonFiniteStepException.requireFinite("the refined psi", refinedElbo);
            return refinedElbo;
        }
    }

    private void trainInference(Round round, VariationalParameters refined) {
        int first = Math.max(0, round.known().size() - config.batchSize());
        List<DocumentCounts> newest = round.known().subList(first, round.known().size());
        InferenceNetwork.Forward proposal = inference
                .inferenceNetwork()
                .forward(round.inputs().subList(first, round.known().size()));
        if (inferenceTraining.needsScore()) {
            try (MiniBatch miniBatch = generativeModel.open(newest, round.logitOffset())) {
                Matrix noise = amortizedNoise(round, newest, first);
                inferenceTraining.score(miniBatch, proposal.psi(), noise, lengthWeighting.weights(newest));
            }
        }
        inferenceTraining.step(
                newest, proposal, refined.rows(first, newest.size()), inference.noise(round.version(), Purpose.REPLAY));
    }

    /** Adds rows for words, with the values they would have had from the start. */
    void growTo(int rows) {
        generativeModel.growTo(rows);
        inference.inferenceNetwork().growTo(rows);
        generativeUpdate.grow();
        inferenceTraining.grow();
    }

    /**
     * Resets a row of the vocabulary for another word: initial weights, no moments, no occurrences in replayed
     * documents.
     *
     * @param noise for this row alone
     */
    void recycleRow(int row, SeededNoise noise) {
        generativeModel.outputWeights().initializeRow(row, noise.part(0), initialBound);
        generativeModel.outputBias().value().values()[row] = 0;
        inference.inferenceNetwork().inputWeights().initializeRow(row, noise.part(1), LearnerParts.INITIAL_BOUND);
        generativeUpdate.recycleRow(row);
        inferenceTraining.recycleRow(row);
    }

    /** Inference without learning. */
    DocumentInference inference() {
        return inference;
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return generativeModel.memoryBytes()
                + inference.inferenceNetwork().memoryBytes()
                + inference.weighting().memoryBytes()
                + inference.refiner().memoryBytes()
                + generativeUpdate.memoryBytes()
                + inferenceTraining.memoryBytes();
    }

    void visitState(StateVisitor visitor) {
        generativeModel.visitState(visitor);
        inference.inferenceNetwork().visitState(visitor);
        inference.refiner().visitState(visitor);
        generativeUpdate.visitState(visitor);
        inferenceTraining.visitState(visitor);
        inferenceTraining.visitReplay(visitor);
    }

    /** What every step changes and is small. */
    void visitSmall(StateVisitor visitor) {
        generativeModel.outputBias().visitState(visitor);
        generativeModel.prior().visitState(visitor);
        inference.inferenceNetwork().parametersBehindInput().forEach(parameter -> parameter.visitState(visitor));
        inference.refiner().visitState(visitor);
    }

    /** What a step has written by arithmetic: not the remembered documents, whose bounds have been checked. */
    private void visitStepped(StateVisitor visitor) {
        generativeModel.visitState(visitor);
        inference.inferenceNetwork().parametersBehindInput().forEach(parameter -> parameter.visitState(visitor));
        inference.refiner().visitState(visitor);
        generativeUpdate.visitState(visitor);
        inferenceTraining.visitStepped(visitor);
    }
}
