package io.wordtide.baseline;

import io.wordtide.evaluate.CompletionSplit;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.snapshot.RecordSettings;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import io.wordtide.train.CompletingModel;
import io.wordtide.train.NamedBounds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Latent Dirichlet allocation by online variational Bayes: a document mixes K topics, each a distribution over words.
 *
 * <pre>
 *   beta_k ~ Dirichlet(eta),   theta_d ~ Dirichlet(alpha),   each word of d: a topic k by theta_d, then v by beta_k
 *   q(beta_k) = Dirichlet(lambda_k),   q(theta_d) = Dirichlet(gamma_d)
 *   lambda = (1 - rho_t) lambda + rho_t (eta + D / B * expected counts in mini-batch t),   rho_t = (tau0 + t)^-kappa
 * </pre>
 *
 * <p>alpha, one number for each topic, is learned by a {@link TopicPrior#step} of the same rate rho_t with each
 * mini-batch: a topic that few documents need costs the others little.
 *
 * <p>Two bounds are reported for a document, nats, both with gamma at its fixed point for that document alone, and both
 * from {@link TopicProportions#bound}:
 *
 * <ul>
 *   <li>{@code elbo}, at w = exp(E[log beta]): E_q[log p(x, theta, assignments | beta)] - E_q[log q(theta,
 *       assignments)] with the expectation over q(beta) too. The topics' own KL(q(beta) || p(beta)) is left out, as in
 *       the usual implementations: it belongs to the training documents, and without it this is a lower bound of log
 *       E_q(beta)[p(x | beta)], what the model predicts for a document after training.
 *   <li>{@code elbo-mean-topics}, at w = E[beta] = lambda / sum lambda: a lower bound of log p(x | beta = E[beta]),
 *       with the topics fixed at a point estimate. Usually higher, by what rare words lose through exp(E[log beta]).
 * </ul>
 *
 * <p>See: M. Hoffman, D. Blei, F. Bach, "Online learning for latent Dirichlet allocation", NIPS 2010, algorithm 2 and
 * the end of section 2. Deviations: D is the number of documents of an epoch, t continues across epochs, gamma starts
 * at the same number of tokens for all topics, and its loop ends depending on the share of the document's tokens that
 * still move. Not thread-safe.
 */
public final class LatentDirichletAllocation implements CompletingModel {

    private static final int TOPICS_PER_PART = 25;
    private static final int DOCUMENTS_PER_PART = 16;

    /**
     * Share of a document's tokens that may still move; learning uses many documents and needs less precision for each.
     */
    private static final double LEARNING_TOLERANCE = 1e-3;

    private static final double BOUND_TOLERANCE = 1e-5;

    private final Settings settings;
    private final int vocabularySize;
    private final Workers workers;
    private final TopicPrior prior;
    private final Topics topics;
    private long miniBatchCount;

    /**
     * How it learns.
     *
     * @param topicCount K
     * @param initialAlpha prior tokens of each topic in a document before any is learned, at least 0.002
     * @param eta prior tokens of each word in a topic, at least 0.002
     * @param batchSize B, documents; with all documents, a decay of 0 and an offset of 1, this is batch learning
     * @param learningOffset tau0, mini-batches, at least 1; raise it to forget the first mini-batches' topics later
     * @param learningDecay kappa; above 0.5 the steps shrink fast enough to settle
     * @param seed of the initial topics
     */
    public record Settings(
            int topicCount,
            double initialAlpha,
            double eta,
            int batchSize,
            double learningOffset,
            double learningDecay,
            long seed) {

        public Settings {
            RecordSettings.requireAtLeast("topicCount", 1, topicCount);
            RecordSettings.requireAtLeast("initialAlpha", TopicPrior.MINIMUM, initialAlpha);
            RecordSettings.requireAtLeast("eta", 0.002, eta);
            RecordSettings.requireAtLeast("batchSize", 1, batchSize);
            RecordSettings.requireAtLeast("learningOffset", 1, learningOffset);
            RecordSettings.requireAtLeast("learningDecay", 0, learningDecay);
        }
    }

    public LatentDirichletAllocation(Settings settings, int vocabularySize) {
        this(settings, vocabularySize, Workers.shared());
    }

    /** Runs on the given workers; results do not depend on how many threads they have. */
    public LatentDirichletAllocation(Settings settings, int vocabularySize, Workers workers) {
        this.settings = settings;
        this.vocabularySize = vocabularySize;
        this.workers = workers;
        this.prior = new TopicPrior(settings.topicCount(), settings.initialAlpha());
        this.topics = new Topics(vocabularySize, settings.topicCount(), settings.eta(), workers);
        topics.initialize(SeededNoise.of(settings.seed(), 0, Purpose.INITIAL_WEIGHTS));
    }

    /** Nothing here depends on {@code epoch}: learning draws no noise. */
    @Override
    public void learnEpoch(List<DocumentCounts> documents, long epoch, IntConsumer progress) {
        for (int first = 0; first < documents.size(); first += settings.batchSize()) {
            List<DocumentCounts> batch =
                    documents.subList(first, Math.min(documents.size(), first + settings.batchSize()));
            learn(batch, (double) documents.size() / batch.size());
            progress.accept(batch.size());
        }
    }

    private void learn(List<DocumentCounts> batch, double documentsPerBatchDocument) {
        TopicProportions[] proportions = new TopicProportions[batch.size()];
        double[] weights = topics.expExpectedLog();
        workers.forEachBlock(proportions.length, DOCUMENTS_PER_PART, (first, end) -> {
            for (int d = first; d < end; d++) {
                proportions[d] = proportions(batch.get(d), weights, LEARNING_TOLERANCE);
                DocumentBounds.requireFinite(proportions[d].bound(), batch.get(d));
            }
        });
        double[] statistics = new double[vocabularySize * settings.topicCount()]; // [V, K]
        // documents share words, so the work is divided by topics
        workers.forEachBlock(settings.topicCount(), TOPICS_PER_PART, (first, end) -> {
            for (TopicProportions ofDocument : proportions) {
                ofDocument.addStatistics(statistics, first, end);
            }
        });
        double rate = Math.pow(settings.learningOffset() + miniBatchCount, -settings.learningDecay());
        topics.step(statistics, documentsPerBatchDocument, rate);
        prior.step(meanExpectedLog(proportions), rate);
        miniBatchCount++;
    }

    /** E[log theta], the mean over documents, [K]. */
    private double[] meanExpectedLog(TopicProportions[] proportions) {
        double[] mean = new double[settings.topicCount()];
        for (TopicProportions ofDocument : proportions) {
            ofDocument.addExpectedLog(mean);
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= proportions.length;
        }
        return mean;
    }

    private TopicProportions proportions(DocumentCounts document, double[] weights, double tolerance) {
        return new TopicProportions(document, weights, prior.alpha(), tolerance);
    }

    @Override
    public List<NamedBounds> validate(List<DocumentCounts> documents) {
        return List.of(bounds("elbo", documents, topics.expExpectedLog(), count -> {}));
    }

    @Override
    public List<NamedBounds> evaluate(List<DocumentCounts> documents, IntConsumer progress) {
        return List.of(
                bounds("elbo", documents, topics.expExpectedLog(), progress),
                bounds("elbo-mean-topics", documents, topics.mean(), progress));
    }

    @Override
    public int evaluationPasses() {
        return 2;
    }

    /** A word has the probability sum_k E[theta_k] E[beta_kv], with gamma fitted to the observed tokens at w = E[beta]. */
    @Override
    public List<NamedBounds> complete(CompletionSplit split, IntConsumer progress) {
        double[] mean = topics.mean();
        double[] perDocument = DocumentBounds.of(
                split.observed(),
                d -> logProbability(
                        split.heldOut().get(d),
                        proportions(split.observed().get(d), mean, BOUND_TOLERANCE)
                                .mean(),
                        mean),
                workers,
                progress);
        return List.of(new NamedBounds("mean-topics", perDocument));
    }

    /** @param mean E[beta], [V, K] */
    private static double logProbability(DocumentCounts tokens, double[] proportions, double[] mean) {
        double sum = 0;
        for (int i = 0; i < tokens.rows().length; i++) {
            double probability = 0;
            for (int k = 0; k < proportions.length; k++) {
                probability += proportions[k] * mean[tokens.rows()[i] * proportions.length + k];
            }
            sum += tokens.counts()[i] * Math.log(probability);
        }
        return sum;
    }

    @Override
    public int completionPasses() {
        return 1;
    }

    private NamedBounds bounds(String name, List<DocumentCounts> documents, double[] weights, IntConsumer progress) {
        double[] perDocument = DocumentBounds.of(
                documents,
                d -> proportions(documents.get(d), weights, BOUND_TOLERANCE).bound(),
                workers,
                progress);
        return new NamedBounds(name, perDocument);
    }

    /** The probability of each word in each topic, E[beta_kv]. */
    @Override
    public Optional<Matrix> wordVectors() {
        Matrix vectors = Matrix.zeros(vocabularySize, settings.topicCount());
        double[] mean = topics.mean();
        for (int i = 0; i < mean.length; i++) {
            vectors.values()[i] = (float) mean[i];
        }
        return Optional.of(vectors);
    }

    @Override
    public Map<String, String> describe() {
        return SettingsMap.of("lda", vocabularySize, settings);
    }

    @Override
    public void visitState(StateVisitor visitor) {
        miniBatchCount = visitor.number("miniBatchCount", miniBatchCount);
        prior.visitState(visitor);
        topics.visitState(visitor);
    }
}
