package io.wordtide.cli.evaluate;

import io.wordtide.cli.evaluate.EvaluationResult.Completion;
import io.wordtide.cli.evaluate.EvaluationResult.CorpusSizes;
import io.wordtide.cli.evaluate.EvaluationResult.Epoch;
import io.wordtide.cli.evaluate.EvaluationResult.Neighbour;
import io.wordtide.cli.evaluate.EvaluationResult.Part;
import io.wordtide.corpus.Corpus;
import io.wordtide.evaluate.CompletionSplit;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.evaluate.UnigramModel;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SingularValues;
import io.wordtide.linalg.Workers;
import io.wordtide.preset.Preset;
import io.wordtide.text.DocumentCounts;
import io.wordtide.train.CompletingModel;
import io.wordtide.train.NamedBounds;
import io.wordtide.train.TrainableModel;
import io.wordtide.train.Trainer;
import io.wordtide.train.TrainingListener;
import io.wordtide.train.TrainingPlan;
import io.wordtide.train.TrainingResult;
import io.wordtide.vectors.WordVectors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * The paper's protocol: train, keep the epoch that is best on the validation documents, evaluate on the test documents
 * once.
 *
 * <p>Not thread-safe.
 */
public final class Evaluation {

    private static final int NEIGHBOUR_COUNT = 5;

    private final Preset preset;
    private final Corpus corpus;
    private final Optional<CompletionSplit> split;
    private final TrainingPlan plan;
    private final TrainableModel model;
    private final Trainer trainer;

    /**
     * @param split the test documents divided for completion, for a model that {@link #canComplete}; empty to do without
     * @param epochs passes over the training documents
     * @param directory directory of the checkpoints; empty for none
     */
    public Evaluation(
            Preset preset,
            Corpus corpus,
            Optional<CompletionSplit> split,
            int epochs,
            long seed,
            Workers workers,
            Optional<Path> directory,
            TrainingListener listener) {
        this.preset = preset;
        this.corpus = corpus;
        this.split = split;
        this.plan = new TrainingPlan(epochs, preset.validateEvery(), seed);
        this.model = preset.factory().create(corpus, seed, workers);
        this.trainer = new Trainer(model, corpus, plan, directory, listener);
    }

    /** Whether the model can complete documents. */
    public boolean canComplete() {
        return model instanceof CompletingModel;
    }

    /** Trains, from the last checkpoint if one exists; unless it was stopped, the model is then the best one. */
    public TrainingResult train() {
        return trainer.train();
    }

    /** How often {@link #judge} reports progress, documents. */
    public long judgedDocuments() {
        long completed = split.map(parts -> (long) ((CompletingModel) model).completionPasses()
                        * parts.observed().size())
                .orElse(0L);
        return (long) model.evaluationPasses() * corpus.test().size() + completed;
    }

    /**
     * Evaluates on the test documents.
     *
     * @param training what {@link #train} returned, finished
     * @param command the command line, for the record
     * @param nearestTo words whose neighbours are wanted; words outside the vocabulary are left out
     * @param progress receives how many documents were scored since its last call
     */
    public EvaluationResult judge(
            TrainingResult training, String command, List<String> nearestTo, IntConsumer progress) {
        Map<String, Perplexity> test = new LinkedHashMap<>();
        test.put(EvaluationResult.UNIGRAM, unigram(corpus.test()).perplexity(corpus.test()));
        for (NamedBounds bounds : model.evaluate(corpus.test(), progress)) {
            test.put(bounds.name(), bounds.perplexity(corpus.test()));
        }
        Optional<Matrix> vectors = model.wordVectors();
        return new EvaluationResult(
                preset.name(),
                model.describe(),
                plan.seed(),
                training.epochs(),
                training.bestEpoch(),
                training.seconds(),
                command,
                new CorpusSizes(
                        corpus.vocabulary().size(),
                        part(corpus.training()),
                        corpus.validation().isEmpty() ? null : part(corpus.validation()),
                        part(corpus.test())),
                training.history().stream()
                        .map(validation ->
                                new Epoch(validation.epoch(), validation.seconds(), validation.perplexities()))
                        .toList(),
                test,
                split.map(parts -> complete(parts, progress)).orElse(null),
                vectors.filter(matrix -> model.hasJacobianVectors())
                        .map(Evaluation::singularValues)
                        .orElse(null),
                nearestTo.isEmpty()
                        ? null
                        : vectors.map(matrix -> neighbours(nearestTo, wordVectors(matrix)))
                                .orElse(null));
    }

    private static List<Double> singularValues(Matrix vectors) {
        return Arrays.stream(SingularValues.of(vectors)).boxed().toList();
    }

    /** Jacobian vectors of all words; empty if the model has none. */
    public Optional<WordVectors> wordVectors() {
        return model.wordVectors().map(this::wordVectors);
    }

    private WordVectors wordVectors(Matrix vectors) {
        return WordVectors.of(vectors, corpus.vocabulary());
    }

    /** The words nearest to those of {@code words} that are in the vocabulary. */
    private static Map<String, List<Neighbour>> neighbours(List<String> words, WordVectors vectors) {
        Map<String, List<Neighbour>> neighbours = new LinkedHashMap<>();
        words.stream()
                .flatMap(word -> vectors.find(word).stream())
                .forEach(word -> neighbours.put(
                        word,
                        vectors.nearest(word, NEIGHBOUR_COUNT).stream()
                                .map(near -> new Neighbour(near.word(), near.cosine()))
                                .toList()));
        return neighbours;
    }

    private Completion complete(CompletionSplit parts, IntConsumer progress) {
        Map<String, Double> perplexity = new LinkedHashMap<>();
        perplexity.put(
                EvaluationResult.UNIGRAM,
                unigram(parts.heldOut()).perplexity(parts.heldOut()).corpus());
        for (NamedBounds completed : ((CompletingModel) model).complete(parts, progress)) {
            perplexity.put(
                    completed.name(), completed.perplexity(parts.heldOut()).corpus());
        }
        return new Completion(
                parts.share(),
                parts.observed().size(),
                parts.leftOutCount(),
                Corpus.tokenCount(parts.heldOut()),
                perplexity);
    }

    /** Log probabilities by the word distribution of the training documents, whatever the document. */
    private NamedBounds unigram(List<DocumentCounts> documents) {
        UnigramModel unigram = UnigramModel.counting(corpus.vocabulary());
        corpus.training().forEach(unigram::add);
        return new NamedBounds(
                EvaluationResult.UNIGRAM,
                documents.stream().mapToDouble(unigram::logLikelihood).toArray());
    }

    private static Part part(List<DocumentCounts> documents) {
        return new Part(documents.size(), Corpus.tokenCount(documents));
    }
}
