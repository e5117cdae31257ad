package io.wordtide.learn;

import io.wordtide.corpus.Corpus;
import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
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
import io.wordtide.train.NamedBounds;
import io.wordtide.train.TrainableModel;
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
 * used to find psi. Source: Krishnan and Hoffman 2016, section 5. Not thread-safe.
 */
public final class CorpusLearner implements TrainableModel {

    /** The bound at the inference network's proposal. */
    public static final String AMORTIZED = "psi(x)";

    /** The bound after the paper's refinement. */
    public static final String REFINED = "adam-100";

    /** The bound after refinement to convergence. */
    public static final String CONVERGED = "converged";

    private static final Refiner PAPER_REFINER = new AdamRefiner(100, 8e-3);
    private static final int JACOBIAN_SAMPLES = 400;
    private static final int EVALUATION_BATCH_SIZE = 500;

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
        return withAverage(() -> bounds(documents, List.of(REFINED, AMORTIZED), count -> {}));
    }

    @Override
    public List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress) {
        return withAverage(() -> bounds(documents, List.of(AMORTIZED, REFINED, CONVERGED), progress));
    }

    @Override
    public int evaluationPasses() {
        return 3;
    }

    private List<NamedBounds> bounds(List<DocumentCounts> documents, List<String> names, IntConsumer progress) {
        Map<String, double[]> bounds = new LinkedHashMap<>();
        names.forEach(name -> bounds.put(name, new double[documents.size()]));
        for (int start = 0; start < documents.size(); start += EVALUATION_BATCH_SIZE) {
            List<DocumentCounts> part =
                    documents.subList(start, Math.min(documents.size(), start + EVALUATION_BATCH_SIZE));
            SeededNoise noise =
                    SeededNoise.of(config.seed(), 0, Purpose.EVALUATION).part(start);
            try (MiniBatch miniBatch =
                    miniBatchLearner.inference().generativeModel().open(part, logitOffset)) {
                VariationalParameters proposed =
                        miniBatchLearner.inference().propose(part).psi();
                for (String name : names) {
                    VariationalParameters psi = refine(name, miniBatch, proposed, noise);
                    double[] perDocument =
                            scoreWith(noise.part(0), miniBatch, psi).perDocument();
                    System.arraycopy(perDocument, 0, bounds.get(name), start, perDocument.length);
                    progress.accept(part.size());
                }
            }
        }
        List<NamedBounds> named = new ArrayList<>();
        bounds.forEach((name, perDocument) -> named.add(new NamedBounds(name, perDocument)));
        return named;
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

    private Elbo scoreWith(SeededNoise noise, MiniBatch miniBatch, VariationalParameters psi) {
        return Elbo.evaluate(miniBatch, psi, noise.gaussian(miniBatch.size(), config.latentSize()), true);
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
