package io.wordtide.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A stream of documents as JSON Lines: Reuters-21578 if it exists, else generated documents. */
final class StreamFile {

    private static final String REUTERS = "reuters21578/stream.jsonl.gz";
    private static final String REUTERS_WORDS = "reuters21578/vocabulary-5000.txt";
    private static final int VOCABULARY_SIZE = 20000;
    private static final int DISTINCT_WORDS = 75;

    private StreamFile() {}

    /** Describes what {@link #write} writes. */
    static String description() {
        return Settings.has(REUTERS)
                ? "Reuters-21578"
                : "generated documents with word frequencies like a language's (Zipf)";
    }

    /** Whether Reuters-21578 exists. */
    static boolean isReal() {
        return Settings.has(REUTERS) && Settings.has(REUTERS_WORDS);
    }

    /** The fixed vocabulary of Reuters-21578, one word a line. */
    static Path vocabulary() {
        return Settings.data(REUTERS_WORDS);
    }

    /** Settings, {@code KEY=VALUE}, of a learner of that stream: a fixed vocabulary, if there is one. */
    static List<String> settings() {
        return Settings.has(REUTERS_WORDS)
                ? List.of("wordtide.analyzer=simple", "wordtide.vocabulary.file=" + vocabulary())
                : List.of("wordtide.analyzer=simple");
    }

    /** @param count documents at most */
    static void write(Path file, int count) throws IOException {
        if (!Settings.has(REUTERS)) {
            generate(file, count, VOCABULARY_SIZE);
            return;
        }
        Files.createDirectories(file.getParent());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(Settings.data(REUTERS))), StandardCharsets.UTF_8));
                BufferedWriter writer = Files.newBufferedWriter(file)) {
            String line = reader.readLine();
            for (int i = 0; i < count && line != null; i++) {
                writer.write(line);
                writer.newLine();
                line = reader.readLine();
            }
        }
    }

    static void generate(Path file, int count, int vocabularySize) throws IOException {
        Files.createDirectories(file.getParent());
        ObjectMapper json = new ObjectMapper();
        ZipfDocuments documents = new ZipfDocuments(vocabularySize, DISTINCT_WORDS, 1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                writer.write(json.writeValueAsString(Map.of("id", Integer.toString(i), "text", documents.text())));
                writer.newLine();
            }
        }
    }

    /** The documents of a file. */
    static DocumentSource open(Path file) throws IOException {
        ReadOptions options = ReadOptions.byName();
        return DocumentReader.open(
                Inputs.resolve(List.of(file.toString()), options, InputStream.nullInputStream())
                        .get(0),
                options);
    }

    /** Deletes a directory with its contents, if it exists. */
    static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
