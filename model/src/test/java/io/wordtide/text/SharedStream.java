package io.wordtide.text;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A stream of the folder {@code shared/data} next to the checkout: real text, too large for the repository. */
public final class SharedStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private SharedStream(Path folder) {
        this.folder = folder;
    }

    /** The stream of that name, looked for in each folder above the working directory; skips the test without it. */
    public static SharedStream named(String name) {
        return new SharedStream(folder(name));
    }

    /** The folder of that name in {@code shared/data}; skips the test without it. */
    public static Path folder(String name) {
        Path start = Path.of("").toAbsolutePath();
        for (Path ancestor = start; ancestor != null; ancestor = ancestor.getParent()) {
            Path folder = ancestor.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return abort("skipped: there is no folder shared/data/" + name + " in " + start + " or above it");
    }

    /** Words in the file of the 5,000 of highest document frequency. */
    public Path vocabularyFile() {
        return folder.resolve("vocabulary-5000.txt");
    }

    /** The bag of each document in stream order, from the analyzer called simple. */
    public void forEachBag(Consumer<BagOfWords> action) throws IOException {
        Path file = folder.resolve("stream.jsonl.gz");
        try (TextAnalyzer analyzer = TextAnalyzer.named("simple");
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                action.accept(
                        analyzer.analyze(JSON.readTree(line).required("text").textValue()));
            }
        }
    }
}
