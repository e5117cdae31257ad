package io.wordtide.learn;

import io.wordtide.snapshot.RecordSettings;
import java.util.Map;

/**
 * The configuration of a learner, in groups: sizes, rates and strategies. Three presets exist:
 * {@link #stream()}, {@link #streamDeep()} and {@link #paper()}. Every constructor checks its ranges; the message names setting, range and the
 * value found.
 *
 * @param latentSize K, latent dimensions, at least 1
 * @param batchSize B, documents of a full mini-batch, at least 1
 * @param decoder the generative model
 * @param inference the inference network
 * @param refinement the inner optimizer of the variational parameters
 * @param objective what learning maximises
 * @param seed seed of all noise and initial weights
 */
public record LearnerConfig(
        int latentSize,
        int batchSize,
        Decoder decoder,
        Inference inference,
        Refinement refinement,
        Objective objective,
        long seed) {

    /** @throws IllegalArgumentException if a size is out of its range, or two strategies are incompatible */
    public LearnerConfig {
        RecordSettings.requireAtLeast("latentSize", 1, latentSize);
        RecordSettings.requireAtLeast("batchSize", 1, batchSize);
        if (refinement.refiner() == RefinerKind.NEWTON && decoder.kind() == DecoderKind.DEEP) {
            throw new IllegalArgumentException(
                    "expected the log-linear or skip decoder with the newton refiner, found the deep one; refine it with fisher");
        }
        if (refinement.refiner() == RefinerKind.FISHER && decoder.kind() != DecoderKind.DEEP) {
            throw new IllegalArgumentException(
                    "expected the deep decoder with the fisher refiner, found the log-linear or skip one; refine it with newton");
        }
    }

    /**
     * The generative model.
     *
     * @param kind log-linear, deep with two relu hidden layers, or with one beside a skip from the latent to the logits
     * @param hiddenSize width of each hidden layer, units, at least 1; without effect on the log-linear decoder
     * @param unigramBias whether the running unigram distribution is part of the output bias
     * @param unigramHalfLife documents after which an occurrence counts half in that distribution, and a document in
     *     the prior, at least 1
     * @param priorComponents Gaussians of the prior p(z), 1 for N(0, I), at least 1
     * @param learning how the parameters follow the gradient
     * @param learningRate rate of Adam, above 0
     */
    public record Decoder(
            DecoderKind kind,
            int hiddenSize,
            boolean unigramBias,
            double unigramHalfLife,
            int priorComponents,
            DecoderLearning learning,
            double learningRate) {

        /** @throws IllegalArgumentException if a size or rate is out of its range */
        public Decoder {
            RecordSettings.requireAtLeast("decoder.hiddenSize", 1, hiddenSize);
            RecordSettings.requireAtLeast("decoder.unigramHalfLife", 1, unigramHalfLife);
            RecordSettings.requireAtLeast("decoder.priorComponents", 1, priorComponents);
            RecordSettings.requirePositive("decoder.learningRate", learningRate);
        }
    }

    /**
     * The inference network.
     *
     * @param input what it reads
     * @param hiddenSize width of its two relu hidden layers, units, at least 1
     * @param target what it is trained towards
     * @param learningRate rate of Adam, above 0
     * @param replayDocuments earlier documents kept for replay, 0 for no replay
     */
    public record Inference(
            Input input, int hiddenSize, InferenceTarget target, double learningRate, int replayDocuments) {

        /** @throws IllegalArgumentException if a size or rate is out of its range */
        public Inference {
            RecordSettings.requireAtLeast("inference.hiddenSize", 1, hiddenSize);
            RecordSettings.requirePositive("inference.learningRate", learningRate);
            RecordSettings.requireAtLeast("inference.replayDocuments", 0, replayDocuments);
        }
    }

    /**
     * How a document's variational parameters are refined.
     *
     * @param refiner the inner optimizer
     * @param steps inner steps from psi(x), 0 for none; the paper's M = steps + 1
     * @param learningRate step length of the {@code adam} refiner, above 0
     */
    public record Refinement(RefinerKind refiner, int steps, double learningRate) {

        /** psi(x) as the inference network proposes it. */
        public static final Refinement NONE = of(RefinerKind.ADAM, 0);

        /** @throws IllegalArgumentException if a number or rate is out of its range */
        public Refinement {
            RecordSettings.requireAtLeast("refinement.steps", 0, steps);
            RecordSettings.requirePositive("refinement.learningRate", learningRate);
        }

        /** With the authors' step length, which only the {@code adam} refiner uses. */
        public static Refinement of(RefinerKind refiner, int steps) {
            return new Refinement(refiner, steps, 0.01);
        }
    }

    /**
     * What learning maximises.
     *
     * @param l2Weight weight of the squared norm of all parameters, added once to the batch's summed negative ELBO (Adam
     *     only), at least 0
     * @param lengthExponent how much less the tokens of long documents count in learning, 0 to 1; see
     *     {@link LengthWeighting}
     * @param antithetic whether noise comes in pairs of opposite sign
     */
    public record Objective(double l2Weight, double lengthExponent, boolean antithetic) {

        /** @throws IllegalArgumentException if weight or exponent is out of its range */
        public Objective {
            RecordSettings.requireAtLeast("objective.l2Weight", 0.0, l2Weight);
            RecordSettings.requireBetween("objective.lengthExponent", 0, 1, lengthExponent);
        }
    }

    /** The generative model's network from latent to logits. */
    public enum DecoderKind {
        LOG_LINEAR,
        DEEP,
        SKIP
    }

    /** The inference network's input. */
    public enum Input {
        TF_IDF,
        TF_IDF_AND_LENGTH,
        NORMALIZED_COUNTS,
        LOG_COUNTS
    }

    /** The inner optimizer on the variational parameters. */
    public enum RefinerKind {
        ADAM,
        NEWTON,
        FISHER
    }

    /** The update rule of the generative model. */
    public enum DecoderLearning {
        ADAM,
        NATURAL_GRADIENT
    }

    /** What the inference network maximises or approaches. */
    public enum InferenceTarget {
        ELBO,
        REFINED
    }

    /** The learner that learns best from one pass (log-linear, Newton refinement, natural gradient). */
    public static LearnerConfig stream() {
        return new LearnerConfig(
                50,
                50,
                new Decoder(DecoderKind.LOG_LINEAR, 400, true, 4000, 20, DecoderLearning.NATURAL_GRADIENT, 8e-4),
                new Inference(Input.TF_IDF, 200, InferenceTarget.REFINED, 2e-3, 1000),
                Refinement.of(RefinerKind.NEWTON, 2),
                new Objective(0, 0.5, true),
                1);
    }

    /**
     * As {@link #stream()}, with a hidden layer beside the log-linear decoder, which needs twice the steps; where that pays:
     * docs/results.md.
     */
    public static LearnerConfig streamDeep() {
        LearnerConfig stream = stream();
        Decoder logLinear = stream.decoder();
        return new LearnerConfig(
                stream.latentSize(),
                stream.batchSize(),
                new Decoder(
                        DecoderKind.SKIP,
                        100,
                        logLinear.unigramBias(),
                        logLinear.unigramHalfLife(),
                        logLinear.priorComponents(),
                        logLinear.learning(),
                        logLinear.learningRate()),
                stream.inference(),
                Refinement.of(RefinerKind.NEWTON, 4),
                stream.objective(),
                stream.seed());
    }

    /** The recipe of Krishnan and Hoffman 2016: 3-layer, tf-idf, 100 Adam steps of refinement. */
    public static LearnerConfig paper() {
        return paperRow(DecoderKind.DEEP, Refinement.of(RefinerKind.ADAM, 99), Input.TF_IDF);
    }

    /**
     * A row of the paper's Table 1: the recipe of Krishnan and Hoffman 2016 with the given decoder, refinement and
     * input.
     */
    public static LearnerConfig paperRow(DecoderKind decoder, Refinement refinement, Input input) {
        return new LearnerConfig(
                100,
                500,
                new Decoder(decoder, 400, false, 4000, 1, DecoderLearning.ADAM, 8e-4),
                new Inference(input, 400, InferenceTarget.ELBO, 8e-4, 0),
                refinement,
                new Objective(0.01, 0, false),
                1);
    }

    /** @throws IllegalArgumentException if no preset has this name; the message lists the names */
    public static LearnerConfig preset(String name) {
        return switch (name) {
            case "stream" -> stream();
            case "stream-deep" -> streamDeep();
            case "paper" -> paper();
            default ->
                throw new IllegalArgumentException("expected preset stream, stream-deep or paper, found " + name);
        };
    }

    /** This configuration with another seed. */
    public LearnerConfig withSeed(long newSeed) {
        return new LearnerConfig(latentSize, batchSize, decoder, inference, refinement, objective, newSeed);
    }

    /** Every setting by its name, such as {@code decoder.hiddenSize}, in order; a snapshot keeps and compares them. */
    public Map<String, String> describe() {
        return RecordSettings.describe(this);
    }
}
