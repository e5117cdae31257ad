package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.InferenceNetwork;
import io.wordtide.dlgm.MiniBatch;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.embed.PublishedVectors;
import io.wordtide.embed.WordVector;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.evaluate.UnigramModel;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.refine.Refiner;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.InputWeighting;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns one model from a stream of mini-batches: each is counted, refined, scored, and only then learned
 * (prequential).
 *
 * <p>A step is a pure function of the state and the mini-batch: noise comes from (seed, version, purpose, position), so
 * the same mini-batches after the same state give the same bits, on the same type of machine. Nothing here knows where
 * documents come from or where reports go.
 *
 * <p>See: Krishnan and Hoffman 2016, algorithm 1. Not thread-safe; may move between threads with a happens-before.
 */
public final class OnlineLearner {

    private static final int JACOBIAN_SAMPLES = 400;
    private static final double ACTIVE_NATS = 0.01;

    private final LearnerConfig config;
    private final Vocabulary vocabulary;
    private final DocumentFrequencies documentFrequencies;
    private final InputWeighting weighting;
    private final GenerativeModel generativeModel;
    private final InferenceNetwork inferenceNetwork;
    private final Refiner refiner;
    private final GenerativeUpdate generativeUpdate;
    private final InferenceTraining inferenceTraining;
    private final UnigramModel unigram;
    private final UnigramModel recentUnigram;
    private final PublishedVectors publishedVectors;
    private long version;

    /**
     * @param vocabulary owned by the learner from now on
     * @param documentFrequencies owned by the learner from now on
     */
    public OnlineLearner(LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        this(config, vocabulary, documentFrequencies, Workers.shared());
    }

    /** On threads of the caller's choice, which results do not depend on. */
    public OnlineLearner(
            LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies, Workers workers) {
        this.config = config;
        this.vocabulary = vocabulary;
        this.documentFrequencies = documentFrequencies;
        LearnerParts parts = new LearnerParts(config, vocabulary, documentFrequencies, workers);
        this.weighting = parts.weighting();
        this.generativeModel = parts.generativeModel();
        this.inferenceNetwork = parts.inferenceNetwork();
        this.refiner = parts.refiner();
        this.generativeUpdate = parts.generativeUpdate(generativeModel);
        this.inferenceTraining = parts.inferenceTraining(inferenceNetwork, weighting);
        this.unigram = UnigramModel.counting(vocabulary);
        this.recentUnigram = UnigramModel.forgetting(vocabulary, config.unigramHalfLife());
        this.publishedVectors = new PublishedVectors(vocabulary.capacity(), config.latentSize());
    }

    /**
     * Counts, scores, then learns the next mini-batch; the version rises by one.
     *
     * @param miniBatch up to {@link LearnerConfig#batchSize} documents, in the order of the stream; of none, nothing is
     *     learned
     * @throws IllegalArgumentException if the mini-batch is too large
     * @throws NonFiniteStepException if a bound is not finite; the documents have been counted then, but no parameter
     *     has been changed, and the next mini-batch may be learned
     */
    public StepReport learn(List<BagOfWords> miniBatch) {
        if (miniBatch.size() > config.batchSize()) {
            throw new IllegalArgumentException(
                    "expected a mini-batch of up to " + config.batchSize() + " documents, found " + miniBatch.size());
        }
        List<DocumentCounts> indexed = count(miniBatch);
        List<DocumentCounts> known =
                indexed.stream().filter(document -> !document.isEmpty()).toList();
        Optional<Step> step = known.isEmpty() ? Optional.empty() : Optional.of(learnOrForget(known));
        version++;
        return report(indexed, step);
    }

    /** What a mini-batch's documents became. */
    private record Step(VariationalParameters refined, Elbo refinedElbo, Scores scores, int activeLatentCount) {}

    private List<DocumentCounts> count(List<BagOfWords> miniBatch) {
        miniBatch.forEach(documentFrequencies::count);
        miniBatch.forEach(bag -> vocabulary.admit(bag, documentFrequencies));
        return miniBatch.stream().map(vocabulary::index).toList();
    }

    private Step learnOrForget(List<DocumentCounts> documents) {
        try {
            return learnKnown(documents);
        } catch (NonFiniteStepException e) {
            // differentiated already, not stepped yet: what was accumulated would reach the next mini-batch's step
            generativeModel.parameters().forEach(Parameter::clearGradient);
            throw e;
        }
    }

    private Step learnKnown(List<DocumentCounts> documents) {
        refreshLogitOffset();
        MiniBatch miniBatch = generativeModel.open(documents);
        InferenceNetwork.Forward proposal = inferenceNetwork.forward(SparseInput.of(documents, weighting));
        Matrix amortizedNoise = boundNoise(Purpose.AMORTIZED_BOUND, documents);
        Elbo amortizedElbo = inferenceTraining.score(miniBatch, proposal.psi(), amortizedNoise);
        NonFiniteStepException.requireFinite("psi(x)", amortizedElbo);
        VariationalParameters refined = refine(miniBatch, proposal.psi(), amortizedElbo, amortizedNoise); // psi*
        Elbo refinedElbo = Elbo.differentiateByParameters( // also dtheta, to be used last
                miniBatch, refined, boundNoise(Purpose.REFINED_BOUND, documents), config.antithetic());
        NonFiniteStepException.requireFinite("the refined psi", refinedElbo);
        Scores scores = scores(documents, amortizedElbo, refinedElbo);
        inferenceTraining.step(documents, proposal, refined, noise(Purpose.REPLAY));
        generativeUpdate.step(documents);
        documents.forEach(unigram::add);
        documents.forEach(recentUnigram::add);
        return new Step(refined, refinedElbo, scores, activeLatentCount(refined));
    }

    /**
     * psi*, and psi(x) for the documents whose bound refinement has not raised. They are compared under the noise that
     * psi(x) is scored with, so that the score of psi*, with other noise, is not one that was chosen.
     */
    private VariationalParameters refine(
            MiniBatch miniBatch, VariationalParameters start, Elbo startElbo, Matrix noise) {
        if (refiner.stepCount() == 0) {
            return start.copy();
        }
        VariationalParameters refined = refiner.refine(miniBatch, start, noise(Purpose.REFINEMENT));
        Elbo refinedElbo = Elbo.evaluate(miniBatch, refined, noise, config.antithetic());
        refined.undoWhereLower(start, startElbo, refinedElbo);
        return refined;
    }

    /** The output bias follows the recent unigram distribution; rows without a word are masked. */
    private void refreshLogitOffset() {
        float[] offset = generativeModel.logitOffset();
        if (config.unigramBias()) {
            recentUnigram.fillLogProbabilities(offset);
        } else {
            for (int row = 0; row < offset.length; row++) {
                offset[row] = vocabulary.isEmpty(row) ? GenerativeModel.MASKED : 0;
            }
        }
    }

    private Scores scores(List<DocumentCounts> documents, Elbo amortized, Elbo refined) {
        double[] logLikelihood =
                documents.stream().mapToDouble(unigram::logLikelihood).toArray();
        double refinedMean = mean(refined.perDocument());
        return new Scores(
                Perplexity.of(amortized.perDocument(), documents),
                Perplexity.of(refined.perDocument(), documents),
                Perplexity.of(logLikelihood, documents),
                refinedMean,
                mean(refined.reconstruction()),
                mean(refined.klDivergence()),
                refinedMean - mean(amortized.perDocument()));
    }

    private static int activeLatentCount(VariationalParameters psi) {
        int active = 0;
        for (int k = 0; k < psi.latentSize(); k++) {
            double sum = 0;
            for (int d = 0; d < psi.documentCount(); d++) {
                sum += psi.klToStandardNormal(d, k);
            }
            active += sum / psi.documentCount() > ACTIVE_NATS ? 1 : 0;
        }
        return active;
    }

    private StepReport report(List<DocumentCounts> indexed, Optional<Step> step) {
        List<Optional<EmbeddedDocument>> embedded = new ArrayList<>(indexed.size());
        long knownTokens = 0;
        long unknownTokens = 0;
        int d = 0;
        for (DocumentCounts document : indexed) {
            knownTokens += document.tokenCount();
            unknownTokens += document.outOfVocabularyTokenCount();
            embedded.add(document.isEmpty() ? Optional.empty() : Optional.of(embed(document, step.orElseThrow(), d++)));
        }
        return new StepReport(
                version,
                embedded,
                step.map(Step::scores),
                knownTokens,
                outOfVocabularyRate(knownTokens, unknownTokens),
                vocabulary.size(),
                refiner.stepCount(),
                step.map(Step::activeLatentCount).orElse(0),
                documentFrequencies.documentCount());
    }

    private static EmbeddedDocument embed(DocumentCounts document, Step step, int d) {
        return new EmbeddedDocument(
                step.refined().mean().row(d),
                step.refined().logVariance().row(d),
                step.refinedElbo().of(d) / document.tokenCount(),
                document.tokenCount(),
                outOfVocabularyRate(document.tokenCount(), document.outOfVocabularyTokenCount()));
    }

    private static double outOfVocabularyRate(long known, long unknown) {
        return known + unknown == 0 ? 0 : (double) unknown / (known + unknown);
    }

    /**
     * The words whose Jacobian vectors moved by at least {@code minimumCosineDrift} since this method last returned
     * them, and the words that are new; what has been returned is part of the state.
     */
    public List<WordVector> movedWordVectors(double minimumCosineDrift) {
        refreshLogitOffset();
        Matrix vectors = generativeModel.jacobianVectors(noise(Purpose.WORD_EMBEDDINGS), JACOBIAN_SAMPLES);
        return publishedVectors.update(vectors, vocabulary, documentFrequencies, minimumCosineDrift);
    }

    /** Mini-batches learned so far. */
    public long version() {
        return version;
    }

    public LearnerConfig config() {
        return config;
    }

    public DocumentFrequencies documentFrequencies() {
        return documentFrequencies;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Everything needed to go on, bit for bit, but the document frequencies, which are kept beside it. */
    public void visitState(StateVisitor visitor) {
        version = visitor.number("version", version);
        vocabulary.visitState(visitor);
        generativeModel.visitState(visitor);
        inferenceNetwork.visitState(visitor);
        refiner.visitState(visitor);
        generativeUpdate.visitState(visitor);
        inferenceTraining.visitState(visitor);
        unigram.visitState("unigram", visitor);
        recentUnigram.visitState("recentUnigram", visitor);
        publishedVectors.visitState(visitor);
    }

    private SeededNoise noise(Purpose purpose) {
        return SeededNoise.of(config.seed(), version, purpose);
    }

    private Matrix boundNoise(Purpose purpose, List<DocumentCounts> documents) {
        return noise(purpose).gaussian(documents.size(), config.latentSize());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
