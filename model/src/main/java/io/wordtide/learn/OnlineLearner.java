package io.wordtide.learn;

import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.util.List;
import java.util.OptionalDouble;

/** SKELETON, being written: learns one model from a stream of mini-batches. */
public final class OnlineLearner {

    public OnlineLearner(LearnerConfig config, Vocabulary vocabulary, DocumentFrequencies documentFrequencies) {}

    /** Counts, scores, then learns the next mini-batch; the version rises by one. 1 to batchSize bags. */
    public StepReport learn(List<BagOfWords> miniBatch) {
        throw new UnsupportedOperationException();
    }

    /** Mini-batches learned so far. */
    public long version() {
        throw new UnsupportedOperationException();
    }

    /**
     * The words whose Jacobian vectors moved by at least {@code minimumCosineDrift} since they were last returned by this
     * method, and the words that are new; part of the state.
     */
    public List<WordVector> movedWordVectors(double minimumCosineDrift) {
        throw new UnsupportedOperationException();
    }

    public LearnerConfig config() {
        throw new UnsupportedOperationException();
    }

    public DocumentFrequencies documentFrequencies() {
        throw new UnsupportedOperationException();
    }

    public Vocabulary vocabulary() {
        throw new UnsupportedOperationException();
    }

    public void visitState(StateVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    /**
     * @param term the word
     * @param documentFrequency documents seen that contain it
     * @param vector [K], a row of J
     * @param cosineDrift 1 - cosine to the vector returned before, empty the first time
     */
    public record WordVector(String term, long documentFrequency, float[] vector, OptionalDouble cosineDrift) {}
}
