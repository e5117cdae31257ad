package io.wordtide.learn;

import io.wordtide.corpus.Corpus;
import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.PosteriorPredictive;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.evaluate.CompletionSplit;
import io.wordtide.evaluate.UnigramModel;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.ParameterAverage;
import io.wordtide.refine.AdamRefiner;
import io.wordtide.refine.ConvergedRefiner;
import io.wordtide.refine.Refiner;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.train.CompletingModel;
import io.wordtide.train.NamedBounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The deep latent Gaussian model, trained in epochs on a complete corpus: from the first step on, document frequencies
 * and unigram distribution are those of the training documents.
 *
 * <p>Bounds it reports: {@code psi(x)}, as the inference network proposes; {@code adam-100}, refined by 100 steps of
 * Adam at 8e-3, the paper's protocol; {@code converged}, refined to convergence. Each is scored with noise that was not
 * used to find psi. Documents are completed at the same three psi, found from the observed tokens alone. Source:
 * Krishnan and Hoffman 2016, section 5. Not thread-safe.
 */
public final class CorpusLearner implements CompletingModel {

    /** The bound at the inference network's proposal. */
    public static final String AMORTIZED = "psi(x)";

    /** The bound after the paper's refinement. */
    public static final String REFINED = "adam-100";

    /** The bound after refinement to convergence. */
    public static final String CONVERGED = "converged";

    private static final Refiner PAPER_REFINER = new AdamRefiner(100, 8e-3);
    private static final int JACOBIAN_SAMPLES = 400;
    private static final int EVALUATION_BATCH_SIZE = 500;

    /** Antithetic pairs of samples for a completion. */
    private static final int COMPLETION_PAIRS = 50;

    private static final List<String> ALL_BOUNDS = List.of(AMORTIZED, REFINED, CONVERGED);

    private final LearnerConfig config;
    private final Regularization regularization;
    private final MiniBatchLearner miniBatchLearner;
    private final float[] logitOffset; // [V], of the training documents
    private final Optional<ParameterAverage> average;
    private long version;

    /** Learns nothing yet; of the corpus, it uses only the vocabulary and the training documents. */
    public CorpusLearner(LearnerConfig config, Corpus corpus, Workers workers) {
        this(config, Regularization.NONE, corpus, workers);
    }

    /** With regularization that keeps it from memorising the training documents. */
    public CorpusLearner(LearnerConfig config, Regularization regularization, Corpus corpus, Workers workers) {
        this.config = config;
        this.regularization = regularization;
        this.miniBatchLearner = new MiniBatchLearner(
                new LearnerParts(config, corpus.vocabulary(), corpus.documentFrequencies(), workers),
                new InputDropout(regularization.inputDropout()));
        this.average = regularization.averagingDecay() == 0
                ? Optional.empty()
                : Optional.of(new ParameterAverage(
                        miniBatchLearner.inference().parameters(), regularization.averagingDecay(), workers));
        this.logitOffset = new float[corpus.vocabulary().capacity()];
        if (config.decoder().unigramBias()) {
            UnigramModel unigram = UnigramModel.counting(corpus.vocabulary());
            corpus.training().forEach(unigram::add);
            unigram.fillLogProbabilities(logitOffset);
        }
    }

    @Override
    public void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress) {
        for (int start = 0; start < documents.size(); start += config.batchSize()) {
            List<DocumentCounts> miniBatch =
                    documents.subList(start, Math.min(documents.size(), start + config.batchSize()));
            miniBatchLearner.learn(miniBatch, logitOffset, version);
            average.ifPresent(ParameterAverage::update);
            version++;
            progress.accept(miniBatch.size());
        }
    }

    @Override
    public List<NamedBounds> validate(List<DocumentCounts> documents) {
        return withAverage(() -> scores(documents, List.of(REFINED, AMORTIZED), this::bounds, count -> {}));
    }

    @Override
    public List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress) {
        return withAverage(() -> scores(documents, ALL_BOUNDS, this::bounds, progress));
    }

    @Override
    public int evaluationPasses() {
        return ALL_BOUNDS.size();
    }

    @Override
    public List<NamedBounds> complete(CompletionSplit split, IntConsumer progress) {
        Scorer scorer = (observed, psi, first) -> completions(split, psi, first);
        return withAverage(() -> scores(split.observed(), ALL_BOUNDS, scorer, progress));
    }

    @Override
    public int completionPasses() {
        return ALL_BOUNDS.size();
    }

    /** A score of each document of a mini-batch at its psi, nats. */
    private interface Scorer {

        /** @param first position of the mini-batch's first document among all */
        double[] score(MiniBatch miniBatch, VariationalParameters psi, int first);
    }

    private List<NamedBounds> scores(
            List<DocumentCounts> documents, List<String> names, Scorer scorer, IntConsumer progress) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        names.forEach(name -> scores.put(name, new double[documents.size()]));
        for (int start = 0; start < documents.size(); start += EVALUATION_BATCH_SIZE) {
            List<DocumentCounts> part =
                    documents.subList(start, Math.min(documents.size(), start + EVALUATION_BATCH_SIZE));
            try (MiniBatch miniBatch =
                    miniBatchLearner.inference().generativeModel().open(part, logitOffset)) {
                VariationalParameters proposed =
                        miniBatchLearner.inference().propose(part).psi();
                for (String name : names) {
                    VariationalParameters psi = refine(name, miniBatch, proposed, evaluationNoise(start));
                    double[] perDocument = scorer.score(miniBatch, psi, start);
                    System.arraycopy(perDocument, 0, scores.get(name), start, perDocument.length);
                    progress.accept(part.size());
                }
            }
        }
        List<NamedBounds> named = new ArrayList<>();
        scores.forEach((name, perDocument) -> named.add(new NamedBounds(name, perDocument)));
        return named;
    }

    private SeededNoise evaluationNoise(int first) {
        return SeededNoise.of(config.seed(), 0, Purpose.EVALUATION).part(first);
    }

    private double[] bounds(MiniBatch miniBatch, VariationalParameters psi, int first) {
        Matrix noise = evaluationNoise(first).part(0).gaussian(miniBatch.size(), config.latentSize());
        return Elbo.evaluate(miniBatch, psi, noise, true).perDocument();
    }

    private double[] completions(CompletionSplit split, VariationalParameters psi, int first) {
        List<DocumentCounts> heldOut = split.heldOut().subList(first, first + psi.documentCount());
        SeededNoise noise = SeededNoise.of(config.seed(), 0, Purpose.COMPLETION).part(first);
        try (MiniBatch miniBatch =
                miniBatchLearner.inference().generativeModel().open(heldOut, logitOffset)) {
            return PosteriorPredictive.logProbabilities(miniBatch, psi, noise, COMPLETION_PAIRS);
        }
    }

    private VariationalParameters refine(
            String name, MiniBatch miniBatch, VariationalParameters proposed, SeededNoise noise) {
        return switch (name) {
            case AMORTIZED -> proposed;
            case REFINED -> PAPER_REFINER.refine(miniBatch, proposed, noise.part(1));
            case CONVERGED -> new ConvergedRefiner().refine(miniBatch, proposed, noise.part(2));
            default -> throw new IllegalArgumentException("expected a bound of this model, found " + name);
        };
    }

    @Override
    public Optional<Matrix> wordVectors() {
        GenerativeModel model = miniBatchLearner.inference().generativeModel();
        SeededNoise noise = miniBatchLearner.inference().noise(version, Purpose.WORD_EMBEDDINGS);
        return Optional.of(withAverage(() -> model.jacobianVectors(logitOffset, noise, JACOBIAN_SAMPLES)));
    }

    @Override
    public boolean hasJacobianVectors() {
        return true;
    }

    /** Runs a computation with the averaged parameters instead of the latest ones, if an average is kept. */
    private <T> T withAverage(Supplier<T> computation) {
        average.ifPresent(ParameterAverage::swap);
        try {
            return computation.get();
        } finally {
            average.ifPresent(ParameterAverage::swap);
        }
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> settings = new LinkedHashMap<>(config.describe());
        settings.putAll(regularization.describe());
        return settings;
    }

    @Override
    public void visitState(StateVisitor visitor) {
        version = visitor.number("version", version);
        miniBatchLearner.visitState(visitor);
        average.ifPresent(kept -> kept.visitState(visitor));
    }
}
