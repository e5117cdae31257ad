package io.wordtide.learn;

import io.wordtide.nn.SparseInput;
import io.wordtide.text.DocumentCounts;
import io.wordtide.text.Vocabulary.Recycling;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A mini-batch between counting and learning: its documents have been counted and given rows, and are cut into
 * consecutive parts that can be refined anywhere. From {@link OnlineLearner#open}; immutable.
 *
 * <pre>{@code
 * open(bags, parts) --> refine(round, 0), refine(round, 1), ... --> merge(refined) --> learn(round, merged)
 * }</pre>
 */
public final class Round {

    /**
     * Documents of a part, at least: the products of fewer do not fill a core, and each part costs a copy of the output
     * weights and an eigendecomposition.
     */
    private static final int LEAST_PART = 25;

    private final long version;
    private final List<DocumentCounts> indexed;
    private final List<DocumentCounts> known;
    private final Recycling recycled;
    private final int admittedWordCount;
    private final float[] logitOffset; // [V]
    private final List<SparseInput> inputs;
    private final int partCount;

    /**
     * @param version of the learner, before it learns the round
     * @param indexed all documents, in order
     * @param inputs makes what the inference network reads of the documents that have a known word
     * @param mostParts largest number of parts, at least 1
     */
    Round(
            long version,
            List<DocumentCounts> indexed,
            Recycling recycled,
            int admittedWordCount,
            float[] logitOffset,
            Function<List<DocumentCounts>, List<SparseInput>> inputs,
            int mostParts) {
        this.version = version;
        this.indexed = indexed;
        this.known = indexed.stream().filter(document -> !document.isEmpty()).toList();
        this.recycled = recycled;
        this.admittedWordCount = admittedWordCount;
        this.logitOffset = logitOffset;
        this.inputs = inputs.apply(known);
        this.partCount = Math.max(1, Math.min(mostParts, known.size() / LEAST_PART));
    }

    /** Version of the learner before it learns the round. */
    public long version() {
        return version;
    }

    /** Number of parts, at least 1: as many as were asked for, or fewer if they would be short. */
    public int partCount() {
        return partCount;
    }

    /** Documents of a part that have a known word. */
    public int documentCount(int part) {
        return end(part) - first(part);
    }

    /** Parts differ in length by one document at most. */
    int first(int part) {
        return (int) ((long) known.size() * part / partCount);
    }

    private int end(int part) {
        return first(part + 1);
    }

    List<DocumentCounts> documents(int part) {
        return known.subList(first(part), end(part));
    }

    /**
     * What the parts have found, as if the round had been one part.
     *
     * @param parts all of the round's, in order
     */
    public RefinedPart merge(List<RefinedPart> parts) {
        double all = Math.max(1, tokenCount(known));
        double[] shares = IntStream.range(0, partCount)
                .mapToDouble(part -> tokenCount(documents(part)) / all)
                .toArray();
        return RefinedPart.merge(parts, shares);
    }

    private static long tokenCount(List<DocumentCounts> documents) {
        return documents.stream().mapToLong(DocumentCounts::tokenCount).sum();
    }

    List<DocumentCounts> indexed() {
        return indexed;
    }

    /** The documents that have a known word, in order. */
    List<DocumentCounts> known() {
        return known;
    }

    Recycling recycled() {
        return recycled;
    }

    /** What the inference network reads of the documents that have a known word, in order. */
    List<SparseInput> inputs() {
        return inputs;
    }

    List<SparseInput> inputs(int part) {
        return inputs.subList(first(part), end(part));
    }

    /** Words that were given a row. */
    int admittedWordCount() {
        return admittedWordCount;
    }

    /** Added to the output bias, [V]. */
    float[] logitOffset() {
        return logitOffset;
    }
}
