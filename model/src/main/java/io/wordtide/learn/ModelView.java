package io.wordtide.learn;

import static java.util.Comparator.comparingDouble;

import io.wordtide.evaluate.ReferenceModels;
import io.wordtide.learn.DocumentInference.Inferred;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SingularValues;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model as it was at one version, to be queried while the learner continues; shares no array with it.
 *
 * <p>Its answers never change. Thread-safe; documents are embedded one after the other.
 */
public final class ModelView {

    private static final double LN_2 = Math.log(2);

    private final long version;
    private final Vocabulary vocabulary;
    private final DocumentFrequencies documentFrequencies;
    private final SurfaceForms surfaceForms;
    private final ReferenceModels references;
    private final DocumentInference inference;
    private final float[] logitOffset; // [V]
    private final ReferenceSpace referenceSpace;
    private final List<Dimension> dimensions;
    private final WordVectors wordVectors;
    private volatile @Nullable Map<String, String> termByForm; // once requested

    /** All parts are owned by the view from now on. */
    ModelView(
            long version,
            Vocabulary vocabulary,
            DocumentFrequencies documentFrequencies,
            SurfaceForms surfaceForms,
            ReferenceModels references,
            DocumentInference inference,
            float[] logitOffset,
            ReferenceSpace referenceSpace,
            List<Dimension> dimensions,
            Matrix vectors) {
        this.version = version;
        this.vocabulary = vocabulary;
        this.documentFrequencies = documentFrequencies;
        this.surfaceForms = surfaceForms;
        this.references = references;
        this.inference = inference;
        this.logitOffset = logitOffset;
        this.referenceSpace = referenceSpace;
        this.dimensions = dimensions;
        this.wordVectors = WordVectors.of(vectors, vocabulary);
    }

    /**
     * What one of its words adds to the cost of a document.
     *
     * @param term the word
     * @param count its occurrences, tokens
     * @param bits -x_v log2 mu_v at the mean of the refined q, bits, for all occurrences together
     */
    public record WordCost(String term, int count, double bits) {}

    /**
     * A document as this view sees it.
     *
     * @param document its refined variational parameters and bounds
     * @param wordCosts one for each known word, the costliest first
     */
    public record ViewedDocument(EmbeddedDocument document, List<WordCost> wordCosts) {}

    /**
     * Refines and scores a document as the learner would have at this version.
     *
     * @return empty if it has no known word
     */
    public synchronized Optional<ViewedDocument> embed(BagOfWords bag) {
        DocumentCounts document = vocabulary.index(bag);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        Inferred inferred = inference.infer(List.of(document), logitOffset, version);
        EmbeddedDocument embedded = inferred.embedded(
                0, referenceSpace.toReference(inferred.posterior()), document, references.score(document));
        return Optional.of(new ViewedDocument(
                embedded, wordCosts(document, inferred.refined().mean())));
    }

    /**
     * The embeddings of documents, each the mean of its refined q, [D, K], for ND4J: a copy in c order.
     *
     * @param bags D documents; one without a known word gets a row of zeros
     */
    public INDArray embeddings(List<BagOfWords> bags) {
        List<Optional<EmbeddedDocument>> documents = bags.stream()
                .map(this::embed)
                .map(viewed -> viewed.map(ViewedDocument::document))
                .toList();
        return EmbeddedDocument.means(documents, config().latentSize());
    }

    private List<WordCost> wordCosts(DocumentCounts document, Matrix mean) {
        double[] logProbabilities = inference.wordLogProbabilities(document, logitOffset, mean);
        List<WordCost> costs = new ArrayList<>();
        for (int i = 0; i < document.rows().length; i++) {
            int row = document.rows()[i];
            int count = document.counts()[i];
            costs.add(new WordCost(
                    Objects.requireNonNull(vocabulary.term(row)), count, -count * logProbabilities[i] / LN_2));
        }
        costs.sort(comparingDouble(WordCost::bits).reversed());
        return List.copyOf(costs);
    }

    /** Mini-batches the model had learned. */
    public long version() {
        return version;
    }

    /** Documents the model had counted. */
    public long documentsSeen() {
        return documentFrequencies.documentCount();
    }

    public LearnerConfig config() {
        return inference.config();
    }

    /** Words that had a row. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** Rows of the vocabulary, empty ones included. */
    public int vocabularyCapacity() {
        return vocabulary.capacity();
    }

    /** Document frequency of a word that had a row; 0 for other words. */
    public long documentFrequency(String term) {
        return Math.round(documentFrequencies.of(term));
    }

    /** Number of the space that all vectors are in; 0 before the first mini-batch. */
    public long space() {
        return referenceSpace.number();
    }

    /** What the map to the reference space left at the last publication, see {@link WordPublication#residual}. */
    public double residual() {
        return referenceSpace.residual();
    }

    /** Directions of the reference space named by words, [K]; empty before the first publication. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** How the stream writes a word most often; the word itself if that is not known. */
    public String surface(String term) {
        return surfaceForms.of(term, vocabulary);
    }

    /** The words that had a row, by the forms in which the stream writes them, in small letters. */
    public Map<String, String> termByForm() {
        Map<String, String> known = termByForm;
        if (known == null) {
            known = Collections.unmodifiableMap(surfaceForms.termByForm(vocabulary));
            termByForm = known;
        }
        return known;
    }

    /** Jacobian vectors of the words that had a row. */
    public WordVectors wordVectors() {
        return wordVectors;
    }

    /** Singular values of the matrix of the words' Jacobian vectors, descending, [K]; computed at each call. */
    public double[] singularValues() {
        return SingularValues.of(wordVectors.toMatrix(config().latentSize()));
    }
}
