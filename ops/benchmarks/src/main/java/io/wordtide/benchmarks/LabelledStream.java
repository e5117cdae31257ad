package io.wordtide.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.text.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stream to learn, and documents with one label that are embedded and not learned.
 *
 * @param name what tables call it
 * @param learned JSON Lines below the data sets
 * @param labelled the same; the labelled documents are taken from it, and left out of what is learned
 */
record LabelledStream(String name, String learned, String labelled) {

    static final String REUTERS = "Reuters-21578";
    static final String NEWS = "20 Newsgroups";

    private static final List<LabelledStream> ALL = List.of(
            new LabelledStream(REUTERS, "reuters21578/stream.jsonl.gz", "reuters21578/stream.jsonl.gz"),
            new LabelledStream(NEWS, "20news_bydate/train.jsonl.gz", "20news_bydate/test.jsonl.gz"));

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException if there is none of that name */
    static LabelledStream named(String name) {
        return ALL.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the name of a stream, found " + name));
    }

    /** Whether all of them can be read. */
    static boolean areReadable() {
        return ALL.stream().allMatch(stream -> Settings.has(stream.learned()) && Settings.has(stream.labelled()));
    }

    /**
     * Writes both parts.
     *
     * @param stream gets what is learned, as JSON Lines
     * @param sample gets the labelled documents, one a line, evenly spread over their file
     * @param count labelled documents
     * @return their labels
     */
    List<String> write(Path stream, Path sample, int count) throws IOException {
        List<JsonNode> candidates = documents(Settings.data(labelled)).stream()
                .filter(document -> hasOneLabel(document) && !line(document).isEmpty())
                .toList();
        List<JsonNode> chosen = IntStream.range(0, count)
                .mapToObj(i -> candidates.get((int) ((long) i * candidates.size() / count)))
                .toList();
        Set<String> ids = chosen.stream().map(LabelledStream::id).collect(Collectors.toSet());
        Files.createDirectories(sample.getParent());
        Files.write(sample, chosen.stream().map(LabelledStream::line).toList());
        Files.write(
                stream,
                documents(Settings.data(learned)).stream()
                        .filter(document -> !ids.contains(id(document)))
                        .map(JsonNode::toString)
                        .toList());
        return chosen.stream().map(document -> document.path("label").asText()).toList();
    }

    /** Labels of Reuters-21578 are joined with commas; documents without a label have null. */
    private static boolean hasOneLabel(JsonNode document) {
        return document.path("label").isTextual()
                && !document.path("label").asText().contains(",");
    }

    /** The text in one line: both programs take any white space for a blank. */
    private static String line(JsonNode document) {
        return document.path("text").asText().replaceAll("\\s+", " ").strip();
    }

    private static String id(JsonNode document) {
        return document.path("id").asText();
    }

    private static List<JsonNode> documents(Path file) {
        List<JsonNode> documents = new ArrayList<>();
        TextLines.forEach(file, (number, line) -> {
            try {
                documents.add(JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("expected JSON in line " + number + " of " + file, e);
            }
        });
        return documents;
    }
}
