package io.wordtide.benchmarks;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.Input;
import io.wordtide.learn.LearnerConfig.Refinement;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import java.util.List;

/** The two generative models of the paper, in the paper's sizes, and its recipe for learning them. */
final class Decoders {

    static final int LATENT_SIZE = LearnerConfig.paper().latentSize();
    static final int HIDDEN_SIZE = LearnerConfig.paper().decoder().hiddenSize();
    static final double INITIAL_BOUND = 0.1;

    private Decoders() {}

    static String name(DecoderKind decoder) {
        return decoder == DecoderKind.DEEP ? "3-layer" : "log-linear";
    }

    /** Width of the last layer before the logits. */
    static int outputWidth(DecoderKind decoder) {
        return decoder == DecoderKind.DEEP ? HIDDEN_SIZE : LATENT_SIZE;
    }

    /** An untrained model with the authors' initial weights. */
    static GenerativeModel model(DecoderKind decoder, int vocabularySize, Workers workers) {
        return new GenerativeModel(
                LATENT_SIZE,
                decoder == DecoderKind.DEEP ? List.of(HIDDEN_SIZE, HIDDEN_SIZE) : List.of(),
                vocabularySize,
                SeededNoise.of(1, 0, Purpose.INITIAL_WEIGHTS),
                INITIAL_BOUND,
                workers);
    }

    /** The preset {@code paper} with another decoder and another refinement. */
    static LearnerConfig paper(DecoderKind decoder, RefinerKind refiner, int refinementSteps) {
        return LearnerConfig.paperRow(decoder, Refinement.of(refiner, refinementSteps), Input.TF_IDF);
    }
}
