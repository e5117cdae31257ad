package io.wordtide.preset;

import io.wordtide.corpus.Corpus;
import io.wordtide.learn.CorpusLearner;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.Decoder;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.DecoderLearning;
import io.wordtide.learn.LearnerConfig.Inference;
import io.wordtide.learn.LearnerConfig.InferenceTarget;
import io.wordtide.learn.LearnerConfig.Input;
import io.wordtide.learn.LearnerConfig.Objective;
import io.wordtide.learn.LearnerConfig.Refinement;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.learn.Regularization;
import io.wordtide.linalg.Workers;
import io.wordtide.train.TrainableModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A model with a name, and how long it is trained.
 *
 * @param name name to request it by; rows of the paper's table are called as there, such as {@code 3-M100-tfidf}
 * @param epochs passes over the training documents
 * @param validateEvery epochs from one validation to the next
 * @param factory creates the model
 */
public record Preset(String name, int epochs, int validateEvery, Factory factory) {

    /** Creates an untrained model. */
    @FunctionalInterface
    public interface Factory {
        TrainableModel create(Corpus corpus, long seed, Workers workers);
    }

    private static final int PAPER_EPOCHS = 200;
    private static final int VALIDATE_EVERY = 5;

    /** The learner of streams fits a corpus that it sees more often than this too closely. */
    private static final int STREAM_EPOCHS = 10;

    /** M = 100 in the paper's notation: 99 steps from psi(x). */
    private static final int PAPER_STEPS = 99;

    private static final List<Preset> ALL = all();

    /** @throws IllegalArgumentException if no preset has this name; the message lists the names */
    public static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a preset, one of " + String.join(", ", names()) + "; found " + name));
    }

    /** All names, in the order of the table. */
    public static List<String> names() {
        return ALL.stream().map(Preset::name).toList();
    }

    private static List<Preset> all() {
        List<Preset> presets = new ArrayList<>();
        for (Input input : List.of(Input.NORMALIZED_COUNTS, Input.TF_IDF)) {
            for (DecoderKind decoder : List.of(DecoderKind.LOG_LINEAR, DecoderKind.DEEP)) {
                for (int steps : List.of(0, PAPER_STEPS)) {
                    presets.add(paperRow(decoder, steps, input));
                }
            }
        }
        presets.add(fewSteps("1-newton-5-tfidf", DecoderKind.LOG_LINEAR, RefinerKind.NEWTON, 5));
        presets.add(fewSteps("3-fisher-16-tfidf", DecoderKind.DEEP, RefinerKind.FISHER, 16));
        presets.add(learner("stream", STREAM_EPOCHS, 1, LearnerConfig.stream()));
        presets.add(learner("stream-deep", STREAM_EPOCHS, 1, LearnerConfig.streamDeep()));
        presets.add(new Preset("best", 200, VALIDATE_EVERY, Preset::best));
        presets.add(new Preset("nvdm", 150, VALIDATE_EVERY, Preset::neuralVariationalDocumentModel));
        presets.addAll(Baselines.all());
        return List.copyOf(presets);
    }

    /**
     * The log-linear model trained without refinement, which does best on small corpora that are seen many times
     * (docs/results.md), in smaller mini-batches and regularized against overfitting them.
     */
    private static TrainableModel best(Corpus corpus, long seed, Workers workers) {
        LearnerConfig config = new LearnerConfig(
                100,
                200,
                new Decoder(DecoderKind.LOG_LINEAR, 400, true, 4000, 1, DecoderLearning.ADAM, 3e-3),
                new Inference(Input.TF_IDF_AND_LENGTH, 400, InferenceTarget.ELBO, 1e-3, 0),
                Refinement.NONE,
                new Objective(0.01, 0.5, false),
                seed);
        return new CorpusLearner(config, new Regularization(0.5, 0.998), corpus, workers);
    }

    /**
     * The NVDM of Miao, Yu and Blunsom, "Neural variational inference for text processing", ICML 2016, with 50 latent
     * dimensions: counts as input, log-linear decoder, no refinement. Deviations: the logarithm of the counts, because
     * our units are relu and not tanh; two hidden layers in place of one; both networks learn at once, not in turns.
     */
    private static TrainableModel neuralVariationalDocumentModel(Corpus corpus, long seed, Workers workers) {
        LearnerConfig config = new LearnerConfig(
                50,
                100,
                new Decoder(DecoderKind.LOG_LINEAR, 500, false, 4000, 1, DecoderLearning.ADAM, 1e-3),
                new Inference(Input.LOG_COUNTS, 500, InferenceTarget.ELBO, 1e-3, 0),
                Refinement.NONE,
                new Objective(0, 0, false),
                seed);
        return new CorpusLearner(config, corpus, workers);
    }

    private static Preset paperRow(DecoderKind decoder, int steps, Input input) {
        String name = (decoder == DecoderKind.LOG_LINEAR ? "1" : "3") + "-M" + (steps + 1)
                + (input == Input.TF_IDF ? "-tfidf" : "-norm");
        return learner(
                name,
                PAPER_EPOCHS,
                VALIDATE_EVERY,
                LearnerConfig.paperRow(decoder, Refinement.of(RefinerKind.ADAM, steps), input));
    }

    /** A row with our inner optimizer, which gains as much in a few steps as Adam does in a hundred. */
    private static Preset fewSteps(String name, DecoderKind decoder, RefinerKind refiner, int steps) {
        return learner(
                name,
                PAPER_EPOCHS,
                VALIDATE_EVERY,
                LearnerConfig.paperRow(decoder, Refinement.of(refiner, steps), Input.TF_IDF));
    }

    private static Preset learner(String name, int epochs, int validateEvery, LearnerConfig config) {
        return new Preset(
                name,
                epochs,
                validateEvery,
                (corpus, seed, workers) -> new CorpusLearner(config.withSeed(seed), corpus, workers));
    }
}
