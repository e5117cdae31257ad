package io.wordtide.train;

import io.wordtide.corpus.Corpus;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.snapshot.StateFile;
import io.wordtide.text.DocumentCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a model in epochs and leaves it at the epoch that did best on the validation documents.
 *
 * <p>The order of an epoch's documents depends only on seed and epoch. A training run that was stopped or killed
 * continues from its last checkpoint with the same bits as an undisturbed one. Not thread-safe.
 */
public final class Trainer {

    /** A crash loses at most this much, or one epoch if that is longer. */
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 30;

    private final TrainableModel model;
    private final Corpus corpus;
    private final TrainingPlan plan;
    private final Optional<Checkpoint> checkpoint;
    private final TrainingListener listener;
    private final TrainingState state = new TrainingState();
    private byte[] best = new byte[0];
    private double secondsAtCheckpoint;

    /** @param directory where checkpoints are written and read; empty for a training run that cannot be resumed */
    public Trainer(
            TrainableModel model,
            Corpus corpus,
            TrainingPlan plan,
            Optional<Path> directory,
            TrainingListener listener) {
        this.model = model;
        this.corpus = corpus;
        this.plan = plan;
        this.checkpoint = directory.map(path -> new Checkpoint(path, configuration(model, corpus, plan)));
        this.listener = listener;
    }

    /** The number of epochs is left out, because a longer training run begins like a shorter one. */
    private static Map<String, String> configuration(TrainableModel model, Corpus corpus, TrainingPlan plan) {
        Map<String, String> configuration = new LinkedHashMap<>(model.describe());
        configuration.put("training.seed", Long.toString(plan.seed()));
        configuration.put("training.validateEvery", Integer.toString(plan.validateEvery()));
        configuration.put("training.vocabulary", corpus.vocabulary().fingerprint());
        configuration.put(
                "training.documents",
                corpus.training().size() + "+" + corpus.validation().size());
        configuration.put("training.tokens", Long.toString(Corpus.tokenCount(corpus.training())));
        return configuration;
    }

    /**
     * Trains from the last checkpoint, or from the start.
     *
     * @return the outcome; if training is finished, the model is the best one
     * @throws io.wordtide.snapshot.SnapshotException if the checkpoint is damaged, belongs to another or a longer
     *     training run, or cannot be written
     */
    public TrainingResult train() {
        checkpoint.ifPresent(this::open);
        secondsAtCheckpoint = state.seconds();
        listener.began(state.epoch());
        while (state.epoch() < plan.epochs()) {
            makeEpoch();
            if (listener.stopRequested()) {
                writeCheckpoint();
                break;
            }
            if (state.seconds() - secondsAtCheckpoint > SECONDS_BETWEEN_CHECKPOINTS) {
                writeCheckpoint();
            }
        }
        boolean finished = state.epoch() >= plan.epochs();
        if (finished) {
            finish();
        }
        return new TrainingResult(state.epoch(), finished, state.bestEpoch(), state.seconds(), state.history());
    }

    private void open(Checkpoint file) {
        file.prepare();
        if (file.exists()) {
            best = file.read(model, state);
            // its best epoch may lie beyond those planned
            file.requireAtMost(plan.epochs(), state);
        }
    }

    private void makeEpoch() {
        long startNanos = System.nanoTime();
        int epoch = state.epoch() + 1;
        model.learnEpoch(inOrderOf(epoch), epoch, listener::learned);
        Optional<Validation> validation = Optional.empty();
        if (!corpus.validation().isEmpty() && plan.validatesAfter(epoch)) {
            validation = Optional.of(validate(epoch, state.seconds() + secondsSince(startNanos)));
        }
        state.madeEpoch(secondsSince(startNanos));
        validation.ifPresent(this::take);
    }

    private void take(Validation validation) {
        if (state.validated(validation)) {
            best = StateFile.encode(model.describe(), model::visitState);
        }
        listener.validated(validation);
    }

    private Validation validate(int epoch, double seconds) {
        Map<String, Perplexity> perplexities = new LinkedHashMap<>();
        for (NamedBounds bounds : model.validate(corpus.validation())) {
            perplexities.put(bounds.name(), bounds.perplexity(corpus.validation()));
        }
        return new Validation(epoch, seconds, perplexities);
    }

    /** The training documents, shuffled. */
    private List<DocumentCounts> inOrderOf(int epoch) {
        SeededNoise noise = SeededNoise.of(plan.seed(), epoch, Purpose.DOCUMENT_ORDER);
        List<DocumentCounts> documents = new ArrayList<>(corpus.training());
        for (int i = documents.size() - 1; i > 0; i--) {
            Collections.swap(documents, i, noise.below(i + 1, i));
        }
        return documents;
    }

    private void finish() {
        if (corpus.validation().isEmpty()) {
            state.keepLast();
        }
        writeCheckpoint();
        if (best.length > 0) {
            StateFile.decode(best, model.describe(), model::visitState);
        }
    }

    private void writeCheckpoint() {
        checkpoint.ifPresent(file -> file.write(model, state, best));
        secondsAtCheckpoint = state.seconds();
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
