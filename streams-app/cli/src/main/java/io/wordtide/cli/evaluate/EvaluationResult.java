package io.wordtide.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.wordtide.evaluate.Perplexity;
import io.wordtide.text.TextFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a training run on a corpus, as a JSON file. Perplexities are given by the name of the bound they come
 * from, such as {@code psi(x)}, {@code adam-100}, {@code converged}; {@code unigram} is that of the unigram model.
 *
 * @param preset name of the recipe
 * @param settings every setting of the recipe by name
 * @param seed seed of all randomness
 * @param epochs passes over the training documents
 * @param bestEpoch the epoch whose model was best on validation, from 1; without validation documents the last
 * @param trainingSeconds time spent training, without evaluation, seconds
 * @param command the command line
 * @param corpus what it was trained and evaluated on
 * @param history perplexities on validation, by epoch
 * @param test perplexities on the test documents, of the best epoch's model, by bound
 * @param completion how well the model completes the test documents; null unless that was requested
 * @param singularValues of the Jacobian matrix, [K], greatest first; null for a model without one
 * @param neighbours nearest words of some words; null for a model without word vectors
 */
public record EvaluationResult(
        @JsonProperty(required = true) String preset,
        @JsonProperty(required = true) Map<String, String> settings,
        @JsonProperty(required = true) long seed,
        @JsonProperty(required = true) int epochs,
        @Nullable Integer bestEpoch,
        @JsonProperty(required = true) double trainingSeconds,
        @JsonProperty(required = true) String command,
        @JsonProperty(required = true) CorpusSizes corpus,
        @JsonProperty(required = true) List<Epoch> history,
        @JsonProperty(required = true) Map<String, Perplexity> test,
        @Nullable Completion completion,
        @Nullable List<Double> singularValues,
        @Nullable Map<String, List<Neighbour>> neighbours) {

    /** Name of the unigram model's perplexity in {@link #test} and {@link #completion}. */
    public static final String UNIGRAM = "unigram";

    /**
     * Sizes of a corpus.
     *
     * @param vocabulary V, words
     * @param training documents trained on
     * @param validation documents used to choose the epoch; null if there were none
     * @param test documents evaluated on
     */
    public record CorpusSizes(
            int vocabulary, Part training, @Nullable Part validation, Part test) {}

    /**
     * A part of the documents.
     *
     * @param documents how many, without empty ones
     * @param tokens their tokens that are in the vocabulary
     */
    public record Part(int documents, long tokens) {}

    /**
     * The result of an evaluation on the validation documents.
     *
     * @param epoch passes completed by then
     * @param seconds training time by then
     * @param validation perplexities by bound
     */
    public record Epoch(
            @JsonProperty(required = true) int epoch,
            double seconds,
            @JsonProperty(required = true) Map<String, Perplexity> validation) {}

    /**
     * The result of document completion: some tokens of each test document are held out and predicted from the others.
     *
     * @param share of each document's tokens that is held out
     * @param documents how many were completed
     * @param leftOut documents left out because they have fewer than two tokens
     * @param heldOutTokens held-out tokens of all documents
     * @param perplexity exp(-sum of log p / heldOutTokens), by the way the other tokens were read, such as {@code psi(x)};
     *     {@code unigram} reads none
     */
    public record Completion(
            @JsonProperty(required = true) double share,
            @JsonProperty(required = true) int documents,
            @JsonProperty(required = true) int leftOut,
            @JsonProperty(required = true) long heldOutTokens,
            @JsonProperty(required = true) Map<String, Double> perplexity) {}

    /**
     * A word near another.
     *
     * @param word the word
     * @param cosine of the two vectors, -1 to 1
     */
    public record Neighbour(String word, double cosine) {}

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws TextFileException if the file cannot be read or is not a result; the message names the line
     */
    public static EvaluationResult read(Path file) {
        return JsonFiles.read(file, EvaluationResult.class, "a result that evaluate --json wrote");
    }

    /**
     * Writes the file, replacing an existing one.
     *
     * @throws TextFileException if it cannot be written
     */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }
}
