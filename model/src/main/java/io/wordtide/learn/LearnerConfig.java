package io.wordtide.learn;

import io.wordtide.snapshot.RecordSettings;
import java.util.Map;

/**
 * What fixes a learner: sizes, rates, and which strategy plays which part. Two presets exist:
 * {@link #stream()} and {@link #paper()}.
 *
 * @param latentSize K, latent dimensions
 * @param batchSize B, documents of a full mini-batch
 * @param decoder log-linear, or deep with two relu hidden layers
 * @param decoderHiddenSize width of the deep decoder's hidden layers, units
 * @param inferenceHiddenSize width of the inference network's two relu hidden layers, units
 * @param input what the inference network reads
 * @param refiner how variational parameters are refined
 * @param refinementSteps inner steps from psi(x), 0 for none; the paper's M = steps + 1
 * @param refinementLearningRate step length of the {@code adam} refiner
 * @param unigramBias whether the running unigram distribution is part of the output bias
 * @param unigramHalfLife documents after which an occurrence counts half in that distribution
 * @param decoderLearning how the generative model's parameters follow the gradient
 * @param decoderLearningRate rate of Adam for the generative model
 * @param l2Weight weight of the squared norm of all parameters, added once to the batch's summed negative ELBO (Adam
 *     only)
 * @param lengthExponent how much less the tokens of long documents count in learning, 0 to 1; see {@link LengthWeighting}
 * @param inferenceTarget what the inference network is trained towards
 * @param inferenceLearningRate rate of Adam for the inference network
 * @param replayDocuments earlier documents kept for replay to the inference network, 0 for no replay
 * @param antithetic whether noise comes in pairs of opposite sign
 * @param seed seed of all noise and initial weights
 */
public record LearnerConfig(
        int latentSize,
        int batchSize,
        Decoder decoder,
        int decoderHiddenSize,
        int inferenceHiddenSize,
        Input input,
        RefinerKind refiner,
        int refinementSteps,
        double refinementLearningRate,
        boolean unigramBias,
        double unigramHalfLife,
        DecoderLearning decoderLearning,
        double decoderLearningRate,
        double l2Weight,
        double lengthExponent,
        InferenceTarget inferenceTarget,
        double inferenceLearningRate,
        int replayDocuments,
        boolean antithetic,
        long seed) {

    /** @throws IllegalArgumentException if a size or rate is out of its range, or two strategies do not go together */
    public LearnerConfig {
        requireAtLeast("latentSize", 1, latentSize);
        requireAtLeast("batchSize", 1, batchSize);
        requireAtLeast("decoderHiddenSize", 1, decoderHiddenSize);
        requireAtLeast("inferenceHiddenSize", 1, inferenceHiddenSize);
        requireAtLeast("refinementSteps", 0, refinementSteps);
        requireAtLeast("unigramHalfLife", 1, unigramHalfLife);
        requireAtLeast("replayDocuments", 0, replayDocuments);
        requireAtLeast("lengthExponent", 0, lengthExponent);
        if (refiner == RefinerKind.NEWTON && decoder != Decoder.LOG_LINEAR) {
            throw new IllegalArgumentException(
                    "expected the log-linear decoder with the newton refiner, found the deep one; refine it with fisher");
        }
        if (refiner == RefinerKind.FISHER && decoder != Decoder.DEEP) {
            throw new IllegalArgumentException(
                    "expected the deep decoder with the fisher refiner, found the log-linear one; refine it with newton");
        }
    }

    private static void requireAtLeast(String name, double least, double value) {
        if (!(value >= least)) {
            throw new IllegalArgumentException("expected " + name + " of at least " + least + ", found " + value);
        }
    }

    /** The generative model's network from latent to logits. */
    public enum Decoder {
        LOG_LINEAR,
        DEEP
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
                Decoder.LOG_LINEAR,
                400,
                200,
                Input.TF_IDF,
                RefinerKind.NEWTON,
                2,
                0.01,
                true,
                4000,
                DecoderLearning.NATURAL_GRADIENT,
                8e-4,
                0,
                0,
                InferenceTarget.REFINED,
                2e-3,
                1000,
                true,
                1);
    }

    /** The recipe of Krishnan and Hoffman 2016: 3-layer, tf-idf, 100 Adam steps of refinement. */
    public static LearnerConfig paper() {
        return paperRow(Decoder.DEEP, 99, Input.TF_IDF);
    }

    /** A row of the paper's Table 1: the recipe of Krishnan and Hoffman 2016 with some decoder, steps and input. */
    public static LearnerConfig paperRow(Decoder decoder, int refinementSteps, Input input) {
        return paperRow(decoder, RefinerKind.ADAM, refinementSteps, input);
    }

    /** The same with another inner optimizer in the place of Adam. */
    public static LearnerConfig paperRow(Decoder decoder, RefinerKind refiner, int refinementSteps, Input input) {
        return new LearnerConfig(
                100,
                500,
                decoder,
                400,
                400,
                input,
                refiner,
                refinementSteps,
                0.01,
                false,
                4000,
                DecoderLearning.ADAM,
                8e-4,
                0.01,
                0,
                InferenceTarget.ELBO,
                8e-4,
                0,
                false,
                1);
    }

    /** @throws IllegalArgumentException if there is no such preset; the message lists them */
    public static LearnerConfig preset(String name) {
        return switch (name) {
            case "stream" -> stream();
            case "paper" -> paper();
            default -> throw new IllegalArgumentException("expected preset stream or paper, found " + name);
        };
    }

    /** The same with another seed. */
    public LearnerConfig withSeed(long newSeed) {
        return new LearnerConfig(
                latentSize,
                batchSize,
                decoder,
                decoderHiddenSize,
                inferenceHiddenSize,
                input,
                refiner,
                refinementSteps,
                refinementLearningRate,
                unigramBias,
                unigramHalfLife,
                decoderLearning,
                decoderLearningRate,
                l2Weight,
                lengthExponent,
                inferenceTarget,
                inferenceLearningRate,
                replayDocuments,
                antithetic,
                newSeed);
    }

    /** Every field by its name, in order; what a snapshot keeps and compares. */
    public Map<String, String> describe() {
        return RecordSettings.describe(this);
    }
}
