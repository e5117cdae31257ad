package io.wordtide.learn;

import io.wordtide.dlgm.DecoderShape;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.LatentPrior;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.Refinement;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Adam;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.RowAdam;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.refine.FisherRefiner;
import io.wordtide.refine.NewtonRefiner;
import io.wordtide.refine.Refiner;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.InputWeighting;
import io.wordtide.text.LogCounts;
import io.wordtide.text.NormalizedCounts;
import io.wordtide.text.TfIdf;
import io.wordtide.text.Vocabulary;
import io.wordtide.text.WithLength;
import java.util.List;
import java.util.Optional;

/**
 * Creates the parts of a learner: the one place where the strategies of {@link LearnerConfig} are mapped to classes.
 */
record LearnerParts(
        LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies, Workers workers) {

    /** Initial weights are uniform in plus or minus this value, as in the authors' code. */
    static final double INITIAL_BOUND = 0.1;

    /** K of the authors' code; with more, that bound gives logits whose variance, K / 300, is too much to begin with. */
    private static final double LATENT_SIZE_OF_BOUND = 100;

    private static final int GENERATIVE_NOISE = 1;
    private static final int INFERENCE_NOISE = 2;

    /**
     * Rows that arrays by word need now: those of the vocabulary's words. All, if rows without a word matter as well:
     * weight decay shrinks them, and the length of a document is one more input behind the last row.
     */
    int rows() {
        return decays() || weighting().extraInputs() > 0 ? vocabulary.capacity() : vocabulary.allocatedRows();
    }

    InputWeighting weighting() {
        return switch (config.inference().input()) {
            case TF_IDF -> new TfIdf(vocabulary, documentFrequencies);
            case TF_IDF_AND_LENGTH -> new WithLength(new TfIdf(vocabulary, documentFrequencies), vocabulary.capacity());
            case NORMALIZED_COUNTS -> new NormalizedCounts();
            case LOG_COUNTS -> new LogCounts();
        };
    }

    GenerativeModel generativeModel() {
        int hiddenSize = config.decoder().hiddenSize();
        DecoderShape shape = switch (config.decoder().kind()) {
            case LOG_LINEAR -> new DecoderShape(config.latentSize(), List.of(), false);
            case DEEP -> new DecoderShape(config.latentSize(), List.of(hiddenSize, hiddenSize), false);
            case SKIP -> new DecoderShape(config.latentSize(), List.of(hiddenSize), true);
        };
        return new GenerativeModel(
                new LatentPrior(
                        config.decoder().priorComponents(),
                        config.latentSize(),
                        config.decoder().unigramHalfLife()),
                shape,
                rows(),
                vocabulary.capacity(),
                initialNoise().part(GENERATIVE_NOISE),
                generativeBound(),
                workers);
    }

    /**
     * Initial weights of the generative model are uniform in plus or minus this value. The log-linear model's logits
     * vary no more than with the authors' K: at K = 1,024 they would otherwise cost more than documents have to tell.
     */
    double generativeBound() {
        return config.decoder().kind() != DecoderKind.DEEP
                ? INITIAL_BOUND * Math.min(1, Math.sqrt(LATENT_SIZE_OF_BOUND / config.latentSize()))
                : INITIAL_BOUND;
    }

    InferenceNetwork inferenceNetwork() {
        return new InferenceNetwork(
                rows() + weighting().extraInputs(),
                config.inference().hiddenSize(),
                config.latentSize(),
                initialNoise().part(INFERENCE_NOISE),
                INITIAL_BOUND,
                workers);
    }

    Refiner refiner() {
        Refinement refinement = config.refinement();
        return switch (refinement.refiner()) {
            case ADAM -> new AdamRefiner(refinement.steps(), refinement.learningRate());
            case NEWTON -> new NewtonRefiner(refinement.steps(), config.latentSize());
            case FISHER -> new FisherRefiner(refinement.steps(), config.latentSize());
        };
    }

    GenerativeUpdate generativeUpdate(GenerativeModel model) {
        return switch (config.decoder().learning()) {
            case ADAM ->
                new AdamUpdate(model, adam(model.parameters(), config.decoder().learningRate()));
            case NATURAL_GRADIENT ->
                new NaturalGradientUpdate(
                        model, adam(model.hiddenParameters(), config.decoder().learningRate()));
        };
    }

    InferenceTraining inferenceTraining(InferenceNetwork network, InputWeighting weighting) {
        double learningRate = config.inference().learningRate();
        return switch (config.inference().target()) {
            case ELBO ->
                new BoundTraining(
                        network,
                        adam(network.parameters(), learningRate),
                        config.objective().antithetic());
            case REFINED ->
                new RefinedTargetTraining(
                        network,
                        weighting,
                        adam(decays() ? network.parameters() : network.parametersBehindInput(), learningRate),
                        decays() ? Optional.empty() : Optional.of(new RowAdam(network.inputWeights(), learningRate)),
                        new ReplayBuffer(config.inference().replayDocuments(), config.latentSize()),
                        config.objective().antithetic());
        };
    }

    /** Whether weight decay shrinks all rows at every step, those without a word of the mini-batch as well. */
    private boolean decays() {
        return config.objective().l2Weight() > 0;
    }

    private Adam adam(List<Parameter> parameters, double learningRate) {
        return new Adam(parameters, learningRate, config.objective().l2Weight(), workers);
    }

    private SeededNoise initialNoise() {
        return SeededNoise.of(config.seed(), 0, Purpose.INITIAL_WEIGHTS);
    }
}
