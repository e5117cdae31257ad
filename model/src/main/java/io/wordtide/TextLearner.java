package io.wordtide;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors;
import io.wordtide.vectors.WordVectors.Neighbour;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Learns from texts, embeds them and finds the nearest neighbours of words: an analyzer, a vocabulary and a learner in
 * one, without Kafka.
 *
 * <pre>{@code
 * try (TextLearner learner = new TextLearner("english", Vocabulary.living(5_000, 5), LearnerConfig.stream())) {
 *     learner.learn(texts.iterator());
 *     learner.nearest("oil", 5).forEach(System.out::println);
 *     float[] embedding = learner.embed("Oil prices rise").orElseThrow().mean(); // [K]
 * }
 * }</pre>
 *
 * <p>The same texts in the same order give the same bits, on the same type of machine. Not thread-safe: use and close it
 * on one thread. Learning itself uses all processors.
 */
public final class TextLearner implements AutoCloseable {

    private final DocumentAnalyzer analyzer;
    private final OnlineLearner learner;
    private @Nullable WordVectors vectors; // of the learner's version, once requested

    /**
     * A learner that knows nothing yet.
     *
     * @param analyzer name of the {@link DocumentAnalyzer} that turns texts into words
     * @param vocabulary which words have vectors; owned by the learner from now on
     * @param config sizes, rates and strategies
     * @throws IllegalArgumentException if no analyzer has this name
     */
    public TextLearner(String analyzer, Vocabulary vocabulary, LearnerConfig config) {
        this.analyzer = DocumentAnalyzer.named(analyzer);
        this.learner = new OnlineLearner(config, vocabulary, new DocumentFrequencies());
    }

    /** Learns texts in mini-batches of {@link LearnerConfig#batchSize}, the last of which may be smaller. */
    public void learn(Iterator<String> texts) {
        learn(texts, report -> {});
    }

    /**
     * Learns texts in mini-batches of {@link LearnerConfig#batchSize}, the last of which may be smaller.
     *
     * @param afterEach receives the report of each mini-batch, which is scored before it is learned
     * @throws io.wordtide.learn.NonFiniteStepException as {@link OnlineLearner#learn} does; the mini-batch's texts have
     *     then been counted but not learned
     */
    public void learn(Iterator<String> texts, Consumer<StepReport> afterEach) {
        List<BagOfWords> miniBatch = new ArrayList<>();
        while (texts.hasNext()) {
            miniBatch.add(analyzer.analyze(texts.next()));
            if (miniBatch.size() == learner.config().batchSize() || !texts.hasNext()) {
                vectors = null;
                afterEach.accept(learner.learn(miniBatch));
                miniBatch.clear();
            }
        }
    }

    /**
     * Refines the variational parameters of a text without learning it; their mean is its embedding, [K].
     *
     * @return empty if the text has no word of the vocabulary
     */
    public Optional<EmbeddedDocument> embed(String text) {
        return learner.embed(List.of(analyzer.analyze(text))).get(0);
    }

    /**
     * Embeds texts without learning them: [D, K], for ND4J, a copy in c order.
     *
     * @param texts D texts; one without a word of the vocabulary gets a row of zeros, the prior's mean
     */
    public INDArray embeddings(List<String> texts) {
        List<BagOfWords> bags = texts.stream().map(analyzer::analyze).toList();
        return EmbeddedDocument.means(learner.embed(bags), learner.config().latentSize());
    }

    /**
     * The words nearest to a word by cosine, the nearest first.
     *
     * @param word a term of the vocabulary, or a word that the analyzer turns into one
     * @param count largest number of words returned
     * @return empty if the word is not in the vocabulary
     */
    public List<Neighbour> nearest(String word, int count) {
        WordVectors known = wordVectors();
        return term(word, known).map(term -> known.nearest(term, count)).orElse(List.of());
    }

    /** The current vectors of the vocabulary's words, to compare or to write to a file. */
    public WordVectors wordVectors() {
        WordVectors known = vectors;
        if (known == null) {
            known = WordVectors.of(learner.wordVectors(), learner.vocabulary());
            vectors = known;
        }
        return known;
    }

    /** The underlying learner, for everything that this class does not offer. */
    public OnlineLearner learner() {
        return learner;
    }

    /** Frees the analyzer. */
    @Override
    public void close() {
        analyzer.close();
    }

    private Optional<String> term(String word, WordVectors known) {
        if (known.contains(word)) {
            return Optional.of(word);
        }
        return analyzer.forms(Optional.empty(), word).stream()
                .filter(known::contains)
                .findFirst();
    }
}
