package io.wordtide.benchmarks;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bags of words for {@link BagLearner}: English Wikipedia if it exists, else generated documents. */
final class GrowthBags {

    /** To be raised when the documents or the form of the file change: files of other versions are made anew. */
    private static final int VERSION = 1;

    private static final String WIKIPEDIA = "wikipedia_10k/all.jsonl.gz";
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    private static final int GENERATED_COUNT = 10_000;
    private static final int GENERATED_VOCABULARY_SIZE = 150_000;
    private static final int GENERATED_DISTINCT_WORDS = 250;

    private GrowthBags() {}

    /** Describes what {@link #file} contains. */
    static String description() {
        return Settings.has(WIKIPEDIA)
                ? "10,000 Wikipedia articles"
                : "generated documents with word frequencies like a language's (Zipf)";
    }

    /**
     * The documents as they are, or their words one after the other, cut into pieces. Made once and kept.
     *
     * @param length words of a piece, 0 for the documents as they are
     */
    static Path file(int length) throws IOException {
        String origin = Settings.has(WIKIPEDIA) ? "wikipedia" : "generated";
        Path file = Settings.scratch().resolve("growth-v" + VERSION + "-" + origin + "-" + length + ".txt");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (BufferedWriter writer = Files.newBufferedWriter(part)) {
                for (List<String> words : length == 0 ? documents() : pieces(documents(), length)) {
                    writer.write(line(words));
                    writer.newLine();
                }
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private static List<List<String>> documents() throws IOException {
        List<List<String>> documents = new ArrayList<>();
        if (!Settings.has(WIKIPEDIA)) {
            ZipfDocuments generated = new ZipfDocuments(GENERATED_VOCABULARY_SIZE, GENERATED_DISTINCT_WORDS, 1);
            for (int d = 0; d < GENERATED_COUNT; d++) {
                documents.add(List.of(generated.text().split(" ", -1)));
            }
            return documents;
        }
        try (DocumentSource source = StreamFile.open(Settings.data(WIKIPEDIA))) {
            for (ReadResult result = source.next(); result != null; result = source.next()) {
                if (result instanceof ReadResult.Accepted accepted) {
                    documents.add(words(accepted.document().getText()));
                }
            }
        }
        return documents;
    }

    private static List<String> words(String text) {
        Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
        return words.results().map(word -> word.group().intern()).toList();
    }

    /** All words in their order, cut every {@code length} words; what is left over at the end is dropped. */
    static List<List<String>> pieces(List<List<String>> documents, int length) {
        List<String> all = documents.stream().flatMap(List::stream).toList();
        List<List<String>> pieces = new ArrayList<>();
        for (int end = length; end <= all.size(); end += length) {
            pieces.add(all.subList(end - length, end));
        }
        return pieces;
    }

    /** Distinct words, each with its count. */
    static String line(List<String> words) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        StringJoiner line = new StringJoiner(" ");
        counts.forEach((word, count) -> line.add(word).add(count.toString()));
        return line.toString();
    }
}
