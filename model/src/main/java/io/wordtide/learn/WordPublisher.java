package io.wordtide.learn;

import io.wordtide.learn.Change.Kind;
import io.wordtide.linalg.Matrix;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.SurfaceForms;
import io.wordtide.text.Vocabulary;
import io.wordtide.vectors.WordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Selects the word vectors to publish, turns them to the reference space, names its dimensions, and says which words came
 * and which moved; what has been published is part of the learner's state. Not thread-safe.
 */
final class WordPublisher {

    private final Vocabulary vocabulary;
    private final DocumentFrequencies documentFrequencies;
    private final SurfaceForms surfaceForms;
    private final PublishedVectors publishedVectors;
    private final ReferenceSpace space;
    private final NamedDimensions namedDimensions;
    private final WordMovements wordMovements = new WordMovements(0);
    private long documentsAtPublication;

    WordPublisher(
            Vocabulary vocabulary, DocumentFrequencies documentFrequencies, SurfaceForms surfaceForms, int latentSize) {
        this.vocabulary = vocabulary;
        this.documentFrequencies = documentFrequencies;
        this.surfaceForms = surfaceForms;
        this.publishedVectors = new PublishedVectors(0, latentSize);
        this.space = new ReferenceSpace(latentSize);
        this.namedDimensions = new NamedDimensions(latentSize);
    }

    /**
     * As {@link OnlineLearner#publishWords}.
     *
     * @param own J in the model's own space, [V, K]
     */
    WordPublication publish(Matrix own, double minimumCosineDrift) {
        Matrix before = publishedVectors.vectors();
        space.align(own, before, vocabulary, documentFrequencies);
        Matrix vectors = space.toReference(own);
        namedDimensions.update(vectors, vocabulary, documentFrequencies);
        List<WordVector> moved =
                publishedVectors.update(vectors, vocabulary, documentFrequencies, surfaceForms, minimumCosineDrift);
        List<Change> changes = changes(moved, before, vectors);
        documentsAtPublication = documentFrequencies.documentCount();
        return new WordPublication(vectors, moved, changes, space.residual(), dimensions());
    }

    private List<Change> changes(List<WordVector> moved, Matrix before, Matrix vectors) {
        List<Change> changes = new ArrayList<>();
        List<String> admitted = moved.stream()
                .filter(word -> word.cosineDrift().isEmpty())
                .map(WordVector::term)
                .toList();
        if (!admitted.isEmpty()) {
            changes.add(Change.ofWords(Kind.WORDS_ADMITTED, documentsAtPublication + 1, admitted));
        }
        changes.addAll(wordMovements.look(
                moved,
                vocabulary,
                () -> WordVectors.of(before, vocabulary),
                () -> WordVectors.of(vectors, vocabulary),
                documentsAtPublication + 1));
        UnaryOperator<String> formOf = term -> surfaceForms.of(term, vocabulary);
        return changes.stream().map(change -> change.withForms(formOf)).toList();
    }

    /** The words as last published. */
    List<WordVector> published() {
        return publishedVectors.words(vocabulary, documentFrequencies, surfaceForms);
    }

    /** The space in which vectors are published. */
    ReferenceSpace space() {
        return space;
    }

    /** Directions of the space named by words, [K]; empty before the first publication. */
    List<Dimension> dimensions() {
        return namedDimensions.dimensions(vocabulary, surfaceForms);
    }

    /** Adds rows, whose words were never published. */
    void growTo(int rows) {
        publishedVectors.growTo(rows);
        wordMovements.growTo(rows);
    }

    /** Resets a row, which now belongs to a word that was never published. */
    void recycleRow(int row) {
        publishedVectors.recycleRow(row);
        namedDimensions.recycleRow(row);
        wordMovements.recycleRow(row);
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return publishedVectors.memoryBytes()
                + space.memoryBytes()
                + namedDimensions.memoryBytes()
                + wordMovements.memoryBytes();
    }

    void visitState(StateVisitor visitor) {
        publishedVectors.visitState(visitor);
        space.visitState(visitor);
        namedDimensions.visitState(visitor);
        wordMovements.visitState(visitor);
        documentsAtPublication = visitor.number("documentsAtPublication", documentsAtPublication);
    }
}
