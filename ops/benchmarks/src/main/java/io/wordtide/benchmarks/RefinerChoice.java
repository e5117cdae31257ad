package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.refine.FisherRefiner;
import io.wordtide.refine.NewtonRefiner;
import io.wordtide.refine.Refiner;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder and the refiner of its variational parameters; {@code 3-layer:adam-100} means a hundred steps of Adam.
 *
 * <p>The one place to name a new refiner: a case of {@link #refiner}, and an element of {@link #ALL}.
 */
record RefinerChoice(DecoderKind decoder, RefinerKind kind, int stepCount) {

    /** The paper's refiner, against which all others are measured. */
    static final String PAPER = "adam-100";

    /** The choices compared, the paper's first for each decoder. */
    static final String[] ALL = {
        "log-linear:adam-100",
        "log-linear:newton-1",
        "log-linear:newton-2",
        "log-linear:newton-3",
        "log-linear:newton-5",
        "3-layer:adam-100",
        "3-layer:fisher-12",
        "3-layer:fisher-16",
        "3-layer:fisher-24"
    };

    private static final Pattern WRITTEN = Pattern.compile("(3-layer|log-linear):([a-z]+)-(\\d+)");

    /** @throws IllegalArgumentException if the text has a different form */
    static RefinerChoice parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "expected a decoder, a refiner and its steps, such as 3-layer:adam-100, found " + text);
        }
        return new RefinerChoice(
                parts.group(1).equals("3-layer") ? DecoderKind.DEEP : DecoderKind.LOG_LINEAR,
                RefinerKind.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts.group(3)));
    }

    /** {@code adam-100} of {@code 3-layer:adam-100}. */
    static String refinerName(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    /** {@code 3-layer} of {@code 3-layer:adam-100}. */
    static String decoderName(String text) {
        return text.substring(0, text.indexOf(':'));
    }

    /** The same choice with another number of steps. */
    RefinerChoice steps(int otherCount) {
        return new RefinerChoice(decoder, kind, otherCount);
    }

    Refiner refiner() {
        return switch (kind) {
            case ADAM ->
                new AdamRefiner(stepCount, LearnerConfig.paper().refinement().learningRate());
            case NEWTON -> new NewtonRefiner(stepCount, Decoders.LATENT_SIZE);
            case FISHER -> new FisherRefiner(stepCount, Decoders.LATENT_SIZE);
        };
    }

    /** The paper's recipe with this refinement. */
    LearnerConfig config() {
        return Decoders.paper(decoder, kind, stepCount);
    }

    /** The same without refinement, the paper's M = 1. */
    LearnerConfig unrefined() {
        return Decoders.paper(decoder, RefinerKind.ADAM, 0);
    }
}
