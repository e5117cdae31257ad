package io.wordtide.benchmarks;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.Decoder;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import java.util.List;

/** The two generative models of the paper, in the paper's sizes, and the recipe it learns them by. */
final class Decoders {

    static final int LATENT_SIZE = LearnerConfig.paper().latentSize();
    static final int HIDDEN_SIZE = LearnerConfig.paper().decoderHiddenSize();
    static final double INITIAL_BOUND = 0.1;

    private Decoders() {}

    static String name(Decoder decoder) {
        return decoder == Decoder.DEEP ? "3-layer" : "log-linear";
    }

    /** Width of the last layer before the logits. */
    static int outputWidth(Decoder decoder) {
        return decoder == Decoder.DEEP ? HIDDEN_SIZE : LATENT_SIZE;
    }

    /** Untrained, from the authors' initial weights. */
    static GenerativeModel model(Decoder decoder, int vocabularySize, Workers workers) {
        return new GenerativeModel(
                LATENT_SIZE,
                decoder == Decoder.DEEP ? List.of(HIDDEN_SIZE, HIDDEN_SIZE) : List.of(),
                vocabularySize,
                SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS),
                INITIAL_BOUND,
                workers);
    }

    /** The preset {@code paper} with another decoder and another refinement. */
    static LearnerConfig paper(Decoder decoder, RefinerKind refiner, int refinementSteps) {
        LearnerConfig paper = LearnerConfig.paper();
        return new LearnerConfig(
                paper.latentSize(),
                paper.batchSize(),
                decoder,
                paper.decoderHiddenSize(),
                paper.inferenceHiddenSize(),
                paper.input(),
                refiner,
                refinementSteps,
                paper.refinementLearningRate(),
                paper.unigramBias(),
                paper.unigramHalfLife(),
                paper.decoderLearning(),
                paper.decoderLearningRate(),
                paper.l2Weight(),
                paper.lengthExponent(),
                paper.inferenceTarget(),
                paper.inferenceLearningRate(),
                paper.replayDocuments(),
                paper.antithetic(),
                paper.seed());
    }
}
