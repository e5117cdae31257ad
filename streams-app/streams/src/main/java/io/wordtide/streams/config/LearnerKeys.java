package io.wordtide.streams.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

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
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** One key for each field of {@link LearnerConfig}; a key that is not set takes the preset's value. */
final class LearnerKeys {

    static final String MINI_BATCH_SIZE = WordtideKeys.PREFIX + "mini-batch.size";

    private static final String MODEL = WordtideKeys.PREFIX + "model.";
    static final String LATENT_SIZE = MODEL + "latent.size";
    static final String DECODER = MODEL + "decoder";
    static final String DECODER_HIDDEN_SIZE = MODEL + "decoder.hidden.size";
    static final String DECODER_LEARNING = MODEL + "decoder.learning";
    static final String DECODER_LEARNING_RATE = MODEL + "decoder.learning.rate";
    static final String INFERENCE_INPUT = MODEL + "inference.input";
    static final String INFERENCE_HIDDEN_SIZE = MODEL + "inference.hidden.size";
    static final String INFERENCE_TARGET = MODEL + "inference.target";
    static final String INFERENCE_LEARNING_RATE = MODEL + "inference.learning.rate";
    static final String INFERENCE_REPLAY_DOCUMENTS = MODEL + "inference.replay.documents";
    static final String REFINER = MODEL + "refiner";
    static final String REFINEMENT_STEPS = MODEL + "refinement.steps";
    static final String REFINEMENT_LEARNING_RATE = MODEL + "refinement.learning.rate";
    static final String UNIGRAM_BIAS = MODEL + "unigram.bias";
    static final String UNIGRAM_HALF_LIFE = MODEL + "unigram.half.life";
    static final String PRIOR_COMPONENTS = MODEL + "prior.components";
    static final String L2_WEIGHT = MODEL + "l2.weight";
    static final String LENGTH_EXPONENT = MODEL + "length.exponent";
    static final String ANTITHETIC_NOISE = MODEL + "noise.antithetic";
    static final String SEED = MODEL + "seed";

    /** All of them. */
    static final Set<String> NAMES =
            define(new ConfigDef(), LearnerConfig.stream()).names();

    private LearnerKeys() {}

    static ConfigDef define(ConfigDef definition, LearnerConfig preset) {
        defineSizes(definition, preset);
        defineRefinement(definition, preset);
        defineDecoder(definition, preset);
        defineInference(definition, preset);
        return definition;
    }

    /** @throws ConfigException if two strategies cannot be combined */
    static LearnerConfig learner(AbstractConfig config) {
        try {
            return read(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("The learner's settings cannot be combined: " + e.getMessage());
        }
    }

    private static LearnerConfig read(AbstractConfig config) {
        return new LearnerConfig(
                config.getInt(LATENT_SIZE),
                config.getInt(MINI_BATCH_SIZE),
                new Decoder(
                        choice(DecoderKind.class, config.getString(DECODER)),
                        config.getInt(DECODER_HIDDEN_SIZE),
                        config.getBoolean(UNIGRAM_BIAS),
                        config.getDouble(UNIGRAM_HALF_LIFE),
                        config.getInt(PRIOR_COMPONENTS),
                        choice(DecoderLearning.class, config.getString(DECODER_LEARNING)),
                        config.getDouble(DECODER_LEARNING_RATE)),
                new Inference(
                        choice(Input.class, config.getString(INFERENCE_INPUT)),
                        config.getInt(INFERENCE_HIDDEN_SIZE),
                        choice(InferenceTarget.class, config.getString(INFERENCE_TARGET)),
                        config.getDouble(INFERENCE_LEARNING_RATE),
                        config.getInt(INFERENCE_REPLAY_DOCUMENTS)),
                new Refinement(
                        choice(RefinerKind.class, config.getString(REFINER)),
                        config.getInt(REFINEMENT_STEPS),
                        config.getDouble(REFINEMENT_LEARNING_RATE)),
                new Objective(
                        config.getDouble(L2_WEIGHT),
                        config.getDouble(LENGTH_EXPONENT),
                        config.getBoolean(ANTITHETIC_NOISE)),
                config.getLong(SEED));
    }

    private static void defineSizes(ConfigDef definition, LearnerConfig preset) {
        definition
                .define(MINI_BATCH_SIZE, INT, preset.batchSize(), between(1, 10_000), HIGH, """
                        Documents in a full mini-batch, B. Raising it makes fewer, longer steps: the model learns less \
                        from one pass.""")
                .define(LATENT_SIZE, INT, preset.latentSize(), between(1, 4_096), HIGH, """
                        Latent dimensions, K; also the length of every embedding. More dimensions can separate more \
                        themes; time grows in proportion.""")
                .define(UNIGRAM_BIAS, BOOLEAN, preset.decoder().unigramBias(), MEDIUM, """
                        Whether the running unigram distribution is part of the output bias, so that learning starts at \
                        the unigram's perplexity.""")
                .define(UNIGRAM_HALF_LIFE, DOUBLE, preset.decoder().unigramHalfLife(), atLeast(1), MEDIUM, """
                        Documents after which an occurrence counts half in the running unigram distribution, and a \
                        document in the prior and in the reports' recent unigram. Raising it makes them follow a changing \
                        stream more slowly, with less noise.""")
                .define(PRIOR_COMPONENTS, INT, preset.decoder().priorComponents(), between(1, 1_000), MEDIUM, """
                        Gaussians of the prior, which move to where documents lie: a document is coded from the \
                        nearest ones. 1 is the paper's standard normal prior; time hardly depends on it.""")
                .define(LENGTH_EXPONENT, DOUBLE, preset.objective().lengthExponent(), between(0, 1), MEDIUM, """
                        How much less the tokens of long documents count in learning: 0 weights all tokens equally, \
                        which favours the perplexity per token; 1 weights all documents equally, which favours the \
                        perplexity per document.""")
                .define(ANTITHETIC_NOISE, BOOLEAN, preset.objective().antithetic(), LOW, """
                        Whether noise comes in pairs of opposite sign: less variance for twice the sampling.""")
                .define(SEED, LONG, preset.seed(), LOW, """
                        Seed of all noise and initial weights; the same seed on the same stream gives the same bits.""");
    }

    private static void defineRefinement(ConfigDef definition, LearnerConfig preset) {
        definition
                .define(REFINER, STRING, name(preset.refinement().refiner()), oneOf(RefinerKind.class), MEDIUM, """
                        Inner optimizer of each document's variational parameters: `adam`, as in the paper; `newton` \
                        for the `log-linear` and `skip` decoders or `fisher` for the `deep` one, which need few steps.""")
                .define(REFINEMENT_STEPS, INT, preset.refinement().steps(), between(0, 10_000), HIGH, """
                        Inner steps, starting from the inference network's parameters. More of them tighten the bound; \
                        the time of a learning step grows in proportion. The paper uses 99 of `adam`; 2 or 3 of \
                        `newton` or 16 of `fisher` achieve as much.""")
                .define(
                        REFINEMENT_LEARNING_RATE,
                        DOUBLE,
                        preset.refinement().learningRate(),
                        between(1e-9, 1),
                        MEDIUM,
                        """
                        Step length of the `adam` refiner. Raising it moves further in each step, less reliably.""");
    }

    private static void defineDecoder(ConfigDef definition, LearnerConfig preset) {
        definition
                .define(DECODER, STRING, name(preset.decoder().kind()), oneOf(DecoderKind.class), MEDIUM, """
                        Network from latent to logits: `log-linear`, `deep` with two relu hidden layers, or `skip` with \
                        one beside the log-linear network, whose output starts at zero.""")
                .define(DECODER_HIDDEN_SIZE, INT, preset.decoder().hiddenSize(), between(1, 16_384), LOW, """
                        Units in each hidden layer of the `deep` or `skip` decoder. Time and memory grow in proportion.""")
                .define(
                        DECODER_LEARNING,
                        STRING,
                        name(preset.decoder().learning()),
                        oneOf(DecoderLearning.class),
                        MEDIUM,
                        """
                        How the decoder follows its gradient: Adam, or the count-preconditioned natural gradient.""")
                .define(DECODER_LEARNING_RATE, DOUBLE, preset.decoder().learningRate(), between(1e-9, 1), MEDIUM, """
                        Learning rate of the decoder's Adam. Raising it makes learning faster and less reliable.""")
                .define(L2_WEIGHT, DOUBLE, preset.objective().l2Weight(), between(0, 1_000), LOW, """
                        Weight of the squared norm of all parameters in what Adam minimises. Raising it keeps weights \
                        smaller.""");
    }

    private static void defineInference(ConfigDef definition, LearnerConfig preset) {
        definition
                .define(INFERENCE_INPUT, STRING, name(preset.inference().input()), oneOf(Input.class), MEDIUM, """
                        Form in which the inference network reads a document.""")
                .define(INFERENCE_HIDDEN_SIZE, INT, preset.inference().hiddenSize(), between(1, 16_384), MEDIUM, """
                        Units in each of the inference network's two hidden layers. Time and memory grow in \
                        proportion.""")
                .define(
                        INFERENCE_TARGET,
                        STRING,
                        name(preset.inference().target()),
                        oneOf(InferenceTarget.class),
                        MEDIUM,
                        """
                        What the inference network learns: to maximise the ELBO, or to match the refined parameters.""")
                .define(
                        INFERENCE_LEARNING_RATE,
                        DOUBLE,
                        preset.inference().learningRate(),
                        between(1e-9, 1),
                        MEDIUM,
                        """
                        Learning rate of the inference network's Adam. Raising it makes learning faster and less \
                        reliable.""")
                .define(
                        INFERENCE_REPLAY_DOCUMENTS,
                        INT,
                        preset.inference().replayDocuments(),
                        between(0, 1_000_000),
                        MEDIUM,
                        """
                        Earlier documents kept for replay to the inference network, 0 for no replay. Raising it \
                        reaches further back, takes more memory and enlarges snapshots.""");
    }

    static <E extends Enum<E>> ValidString oneOf(Class<E> type) {
        return ValidString.in(
                Arrays.stream(type.getEnumConstants()).map(LearnerKeys::name).toArray(String[]::new));
    }

    static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E choice(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
