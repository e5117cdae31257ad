package io.wordtide.learn;

import io.wordtide.dlgm.Elbo;
import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.dlgm.VariationalParameters;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.evaluate.ReferenceModels;
import io.wordtide.evaluate.ReferenceModels.LogLikelihoods;
import io.wordtide.evaluate.UnigramModel;
import io.wordtide.learn.Change.Kind;
import io.wordtide.learn.DocumentInference.Inferred;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.learn.StepReport.Scores;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.SparseInput;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.story.StoryTracker;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import io.wordtide.text.Vocabulary.Recycling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
    private static final int DOCUMENTS_PER_PART = 125;

    /** Mini-batches from one search for forgotten words to the next: a search visits all terms. */
    private static final int RECYCLING_INTERVAL = 64;

    /** Terms without a row are dropped when their decayed frequency falls below this; documents. */
    private static final double LEAST_FREQUENCY = 0.5;

    private final LearnerConfig config;
    private final LearnerParts parts;
    private final Vocabulary vocabulary;
    private final DocumentFrequencies documentFrequencies;
    private final MiniBatchLearner miniBatchLearner;
    private final Workers workers;
    private final ReferenceModels references;
    private final UnigramModel biasUnigram; // part of the output bias
    private final WordPublisher wordPublisher;
    private final StreamChanges streamChanges;
    private final StoryTracker stories = new StoryTracker();
    private final SurfaceForms surfaceForms = new SurfaceForms();
    private int rows; // V
    private long version;

    /**
     * @param vocabulary owned by the learner from now on
     * @param documentFrequencies owned by the learner from now on
     */
    public OnlineLearner(LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {
        this(config, vocabulary, documentFrequencies, Workers.shared());
    }

    /** With the caller's threads; results do not depend on them. */
    public OnlineLearner(
            LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies, Workers workers) {
        this.config = config;
        this.vocabulary = vocabulary;
        this.documentFrequencies = documentFrequencies;
        this.workers = workers;
        this.parts = new LearnerParts(config, vocabulary, documentFrequencies, workers);
        this.miniBatchLearner = new MiniBatchLearner(parts, new InputDropout(0));
        this.references = new ReferenceModels(vocabulary, config.decoder().unigramHalfLife());
        this.biasUnigram = UnigramModel.forgetting(vocabulary, config.decoder().unigramHalfLife());
        this.wordPublisher = new WordPublisher(vocabulary, documentFrequencies, surfaceForms, config.latentSize());
        this.streamChanges = new StreamChanges(vocabulary.capacity());
        grow();
    }

    /**
     * Counts, scores, then learns the next mini-batch; the version rises by one.
     *
     * @param miniBatch documents in the order of the stream; nothing is learned from an empty one
     * @throws NonFiniteStepException if a bound is not finite: the documents have then been counted, but no parameter
     *     has changed, and the next mini-batch may be learned. Also if the step gave the state a number that is not
     *     finite: the message names the array, and the learner must be restored or discarded
     */
    public StepReport learn(List<BagOfWords> miniBatch) {
        Round round = open(miniBatch, 1, documents -> List.of());
        return settle(round, () -> miniBatchLearner.learn(round.known(), round.logitOffset(), version));
    }

    /**
     * As {@link #learn(List)} if there is one part; else as if the parts had been refined elsewhere.
     *
     * @param mostParts largest number of parts, at least 1; the bits depend on it
     */
    public StepReport learn(List<BagOfWords> miniBatch, int mostParts) {
        if (mostParts == 1) {
            return learn(miniBatch);
        }
        Round round = open(miniBatch, mostParts);
        int[] parts = IntStream.range(0, round.partCount()).toArray();
        return learn(round, round.merge(refine(round, parts)));
    }

    /**
     * Counts a mini-batch and cuts it into parts: the first of three steps that take the place of {@link #learn(List)}.
     * The bits are not quite the same, since each part is refined by itself; but they are the same whoever refines it.
     *
     * @param mostParts largest number of parts, at least 1; the bits depend on it
     */
    public Round open(List<BagOfWords> miniBatch, int mostParts) {
        return open(miniBatch, mostParts, miniBatchLearner.inference()::inputs);
    }

    private Round open(
            List<BagOfWords> miniBatch, int mostParts, Function<List<DocumentCounts>, List<SparseInput>> inputs) {
        wordPublisher.space().begin(config, miniBatch);
        Recycling recycled = recycle();
        int sizeBefore = vocabulary.size();
        List<DocumentCounts> indexed = count(miniBatch);
        grow();
        surfaceForms.count(miniBatch, vocabulary);
        int admittedWordCount = recycled.admittedCount() + vocabulary.size() - sizeBefore;
        return new Round(version, indexed, recycled, admittedWordCount, logitOffset(), inputs, mostParts);
    }

    /**
     * Refines parts of the round that was opened last, several at a time; changes nothing.
     *
     * @param parts their numbers
     * @return one for each, in the given order
     */
    public List<RefinedPart> refine(Round round, int... parts) {
        RefinedPart[] refined = new RefinedPart[parts.length];
        workers.forEach(parts.length, i -> refined[i] = miniBatchLearner.refine(round, parts[i]));
        return List.of(refined);
    }

    /**
     * Scores, then learns the round that was opened last; the version rises by one.
     *
     * @param merged what refining all of its parts has found, from {@link Round#merge}
     * @throws NonFiniteStepException as {@link #learn(List)}
     */
    public StepReport learn(Round round, RefinedPart merged) {
        return settle(round, () -> miniBatchLearner.learn(round, merged));
    }

    private StepReport settle(Round round, Supplier<Inferred> learned) {
        Optional<Step> step = Optional.empty();
        if (!round.known().isEmpty()) {
            Inferred inferred = learned.get();
            step = Optional.of(step(round.known(), inferred));
            references.add(round.known());
            round.known().forEach(biasUnigram::add);
        }
        version++;
        return report(round.indexed(), step, round.recycled(), round.admittedWordCount());
    }

    /** Between two mini-batches: resets the rows of forgotten words and drops rare terms without a row. */
    private Recycling recycle() {
        if (version % RECYCLING_INTERVAL != 0 || !documentFrequencies.isForgetting()) {
            return Recycling.NONE;
        }
        Recycling recycled = vocabulary.recycle(documentFrequencies);
        surfaceForms.recycle(recycled.forgotten(), recycled.emptiedRows());
        SeededNoise noise = miniBatchLearner.inference().noise(version, Purpose.RECYCLED_ROWS);
        for (int row : recycled.emptiedRows()) {
            miniBatchLearner.recycleRow(row, noise.part(row));
            references.recycleRow(row);
            biasUnigram.recycleRow(row);
            wordPublisher.recycleRow(row);
        }
        documentFrequencies.forget(LEAST_FREQUENCY, term -> vocabulary.row(term) != Vocabulary.NO_ROW);
        return recycled;
    }

    /** Gives all arrays by word the rows that the vocabulary needs now; nothing else in them changes. */
    private void grow() {
        if (parts.rows() == rows) {
            return;
        }
        rows = parts.rows();
        if (rows > miniBatchLearner.inference().generativeModel().vocabularySize()) {
            miniBatchLearner.growTo(rows);
        }
        references.growTo(rows);
        biasUnigram.growTo(rows);
        wordPublisher.growTo(rows);
        surfaceForms.growTo(rows);
    }

    /** The results for a mini-batch's documents. */
    private record Step(List<EmbeddedDocument> embedded, Scores scores, int activeLatentCount) {}

    private List<DocumentCounts> count(List<BagOfWords> miniBatch) {
        // terms that can never have a row are not counted
        Predicate<String> counts =
                vocabulary.isFixed() ? term -> vocabulary.row(term) != Vocabulary.NO_ROW : term -> true;
        miniBatch.forEach(bag -> documentFrequencies.count(bag, counts));
        miniBatch.forEach(bag -> vocabulary.admit(bag, documentFrequencies));
        DocumentCounts[] indexed = new DocumentCounts[miniBatch.size()];
        workers.forEachBlock(indexed.length, DOCUMENTS_PER_PART, (start, end) -> {
            for (int d = start; d < end; d++) {
                indexed[d] = vocabulary.index(miniBatch.get(d));
            }
        });
        return List.of(indexed);
    }

    /**
     * Embeds documents with the current model, independently of each other; counts and learns nothing, and leaves the
     * state unchanged.
     *
     * @return one entry for each bag, in order; empty for a bag without a known word
     */
    public List<Optional<EmbeddedDocument>> embed(List<BagOfWords> bags) {
        List<DocumentCounts> indexed = bags.stream().map(vocabulary::index).toList();
        List<DocumentCounts> known =
                indexed.stream().filter(document -> !document.isEmpty()).toList();
        if (known.isEmpty()) {
            return inOrder(indexed, List.of());
        }
        Inferred inferred = miniBatchLearner.inference().infer(known, logitOffset(), version);
        return inOrder(indexed, embedded(known, inferred, score(known)));
    }

    private Step step(List<DocumentCounts> documents, Inferred inferred) {
        List<LogLikelihoods> scored = score(documents);
        return new Step(
                embedded(documents, inferred, scored),
                scores(documents, inferred, scored),
                inferred.refined().activeLatentCount(ACTIVE_NATS, workers));
    }

    private List<LogLikelihoods> score(List<DocumentCounts> documents) {
        return documents.stream().map(references::score).toList();
    }

    /** Added to the output bias, [V]: a unigram distribution that forgets, and a mask for rows without a word. */
    private float[] logitOffset() {
        float[] offset = new float[rows];
        if (config.decoder().unigramBias()) {
            biasUnigram.fillLogProbabilities(offset);
        } else {
            for (int row = 0; row < offset.length; row++) {
                offset[row] = vocabulary.isEmpty(row) ? GenerativeModel.MASKED : 0;
            }
        }
        return offset;
    }

    private static Scores scores(List<DocumentCounts> documents, Inferred inferred, List<LogLikelihoods> scored) {
        Elbo amortized = inferred.amortizedElbo();
        Elbo refined = inferred.refinedElbo();
        double refinedMean = mean(refined.perDocument());
        return new Scores(
                Perplexity.of(amortized.perDocument(), documents),
                Perplexity.of(refined.perDocument(), documents),
                LogLikelihoods.perplexity(scored, LogLikelihoods::unigram, documents),
                LogLikelihoods.perplexity(scored, LogLikelihoods::recentUnigram, documents),
                LogLikelihoods.perplexity(scored, LogLikelihoods::cache, documents),
                refinedMean,
                mean(refined.reconstruction()),
                mean(refined.klDivergence()),
                refinedMean - mean(amortized.perDocument()));
    }

    private StepReport report(
            List<DocumentCounts> indexed, Optional<Step> step, Recycling recycled, int admittedWordCount) {
        long knownTokens = 0;
        long unknownTokens = 0;
        for (DocumentCounts document : indexed) {
            knownTokens += document.tokenCount();
            unknownTokens += document.outOfVocabularyTokenCount();
        }
        return new StepReport(
                version,
                wordPublisher.space().number(),
                inOrder(indexed, step.map(Step::embedded).orElse(List.of())),
                step.map(Step::scores),
                knownTokens,
                outOfVocabularyRate(knownTokens, unknownTokens),
                vocabulary.size(),
                config.refinement().steps(),
                step.map(Step::activeLatentCount).orElse(0),
                documentFrequencies.documentCount(),
                admittedWordCount,
                recycled.forgotten(),
                changes(indexed, step, recycled));
    }

    private List<Change> changes(List<DocumentCounts> indexed, Optional<Step> step, Recycling recycled) {
        long documentsSeen = documentFrequencies.documentCount();
        List<Change> changes = new ArrayList<>();
        if (!recycled.forgotten().isEmpty()) {
            changes.add(Change.ofWords(Kind.WORDS_FORGOTTEN, documentsSeen - indexed.size() + 1, recycled.forgotten()));
        }
        changes.addAll(streamChanges.look(indexed, step.map(Step::embedded).orElse(List.of()), documentsSeen));
        return changes.stream().map(change -> change.withForms(this::surface)).toList();
    }

    private List<EmbeddedDocument> embedded(
            List<DocumentCounts> documents, Inferred inferred, List<LogLikelihoods> scored) {
        VariationalParameters published = wordPublisher.space().toReference(inferred.posterior());
        return IntStream.range(0, documents.size())
                .mapToObj(d -> inferred.embedded(d, published, documents.get(d), scored.get(d)))
                .toList();
    }

    /** Embeddings in the order of the documents; empty for empty documents, which were not embedded. */
    private static List<Optional<EmbeddedDocument>> inOrder(
            List<DocumentCounts> documents, List<EmbeddedDocument> embedded) {
        Iterator<EmbeddedDocument> next = embedded.iterator();
        return documents.stream()
                .map(document -> document.isEmpty() ? Optional.<EmbeddedDocument>empty() : Optional.of(next.next()))
                .toList();
    }

    private static double outOfVocabularyRate(long known, long unknown) {
        return known + unknown == 0 ? 0 : (double) unknown / (known + unknown);
    }

    /**
     * The words whose Jacobian vectors moved by at least {@code minimumCosineDrift} since this method last returned
     * them, and the words that are new; what has been returned is part of the state.
     */
    public WordPublication publishWords(double minimumCosineDrift) {
        return wordPublisher.publish(ownWordVectors(), minimumCosineDrift);
    }

    /** The words with their vectors as last published, without their drift; the state stays unchanged. */
    public List<WordVector> publishedWords() {
        return wordPublisher.published();
    }

    /** Number of the space in which vectors are published, 0 until the model has learned. */
    public long space() {
        return wordPublisher.space().number();
    }

    /**
     * The current Jacobian vectors in the reference space, [V, K]; rows without a word are meaningless. The state stays
     * unchanged.
     */
    public Matrix wordVectors() {
        return wordPublisher.space().toReference(ownWordVectors());
    }

    private Matrix ownWordVectors() {
        DocumentInference inference = miniBatchLearner.inference();
        return inference
                .generativeModel()
                .jacobianVectors(logitOffset(), inference.noise(version, Purpose.WORD_EMBEDDINGS), JACOBIAN_SAMPLES);
    }

    /**
     * A view of the current model, to be queried by others while this learner continues. The state stays unchanged.
     *
     * @param vectors the current ones, from {@link #wordVectors} or {@link #publishWords}; owned by the view from now
     *     on
     */
    public ModelView view(Matrix vectors) {
        Vocabulary vocabularyCopy = vocabulary.copy();
        DocumentFrequencies frequenciesCopy = documentFrequencies.copyFor(vocabularyCopy);
        Workers ofOneThread = Workers.of(1);
        LearnerParts parts = new LearnerParts(config, vocabularyCopy, frequenciesCopy, ofOneThread);
        return new ModelView(
                version,
                vocabularyCopy,
                frequenciesCopy,
                surfaceForms.copy(),
                references.copy(vocabularyCopy),
                miniBatchLearner.inference().frozen(parts.weighting(), ofOneThread),
                logitOffset(),
                wordPublisher.space().copy(),
                wordPublisher.dimensions(),
                vectors);
    }

    /**
     * A digest of what every step changes: two learners with the same one, of the same model, have learned the same
     * mini-batches with the same bits. Costs a tenth of a millisecond; {@link StateFingerprint} digests everything.
     */
    public long digest() {
        StateDigest digest = new StateDigest(version, documentFrequencies.documentCount());
        miniBatchLearner.visitSmall(digest);
        return digest.value();
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

    /** How the stream writes a word most often; the word itself if that is not known. */
    public String surface(String term) {
        return surfaceForms.of(term, vocabulary);
    }

    /** Stories of the learned documents: whoever knows their ids passes each mini-batch on to it. */
    public StoryTracker stories() {
        return stories;
    }

    /**
     * Heap that this learner holds between two mini-batches, an estimate; bytes. It holds nothing outside the heap, and
     * there is nothing to close. Costs next to nothing.
     *
     * <p>Not included: G1 gives an array of more than half a region whole regions.
     */
    public long memoryBytes() {
        return vocabulary.memoryBytes()
                + documentFrequencies.memoryBytes()
                + miniBatchLearner.memoryBytes()
                + references.memoryBytes()
                + biasUnigram.memoryBytes()
                + wordPublisher.memoryBytes()
                + streamChanges.memoryBytes()
                + stories.memoryBytes()
                + surfaceForms.memoryBytes();
    }

    /**
     * Everything needed to continue with identical bits, except the document frequencies, which are stored separately.
     */
    public void visitState(StateVisitor visitor) {
        version = visitor.number("version", version);
        vocabulary.visitState(visitor);
        grow(); // to the rows of a restored vocabulary
        miniBatchLearner.visitState(visitor);
        references.visitState(visitor);
        biasUnigram.visitState("recentUnigram", visitor);
        wordPublisher.visitState(visitor);
        streamChanges.visitState(visitor);
        stories.visitState(visitor);
        surfaceForms.visitState(visitor);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
