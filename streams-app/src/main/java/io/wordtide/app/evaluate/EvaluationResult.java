package io.wordtide.app.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.wordtide.evaluate.Perplexity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation found, as it is written to a JSON file.
 *
 * @param preset name of the model
 * @param settings its settings by name
 * @param seed of all noise
 * @param epochs passes over the training documents
 * @param bestEpoch the pass after which the model was best on validation
 * @param trainingSeconds validation included, seconds
 * @param command what was asked for
 * @param corpus sizes
 * @param history validations
 * @param test perplexities of the test documents by the name of their bounds, and {@code unigram}
 * @param singularValues of the word vectors, descending; empty for a model without
 * @param neighbours words and the words nearest to them, by cosine
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EvaluationResult(
        String preset,
        Map<String, String> settings,
        long seed,
        int epochs,
        int bestEpoch,
        double trainingSeconds,
        String command,
        CorpusSize corpus,
        List<Epoch> history,
        Map<String, Perplexity> test,
        double[] singularValues,
        Map<String, List<Neighbour>> neighbours) {

    public record CorpusSize(int vocabulary, CorpusPart training, CorpusPart validation, CorpusPart test) {}

    public record CorpusPart(int documents, long tokens) {}

    /** A validation: after how many passes and seconds. */
    public record Epoch(int epoch, double seconds, Map<String, Perplexity> validation) {}

    public record Neighbour(String word, double cosine) {}

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public void write(Path file) {
        try {
            MAPPER.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write the result to " + file, e);
        }
    }
}
