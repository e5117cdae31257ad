package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.option.ReadingOptions;
import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands of the table of published data sets in {@code docs/inputs.md}, on files of their forms. */
class PublishedDataSetsTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "inputs.md");
    private static final Pattern COMMAND = Pattern.compile("\\| `((?:[^`|]+\\\\\\| )?wordtide ingest [^`]+)` \\|$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** What a shell would run before {@code wordtide}: its last word is a file. */
    private static final String PIPE = " \\| wordtide ingest ";

    @TempDir
    private Path directory;

    /** The part of {@code ingest} that reads. */
    @CommandLine.Command(name = "ingest")
    private static final class Reading implements Runnable {

        @Mixin
        private ReadingOptions options;

        @Parameters
        private List<String> files = List.of();

        @Override
        public void run() {
            // only parsed
        }
    }

    static Stream<String> commands() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .flatMap(line -> COMMAND.matcher(line).results())
                .map(found -> found.group(1));
    }

    @Test
    void shouldFindTheTable() throws IOException {
        assertThat(commands()).hasSize(PublishedForms.ALL.size());
        assertThat(commands().map(PublishedDataSetsTest::firstFile))
                .containsExactlyInAnyOrderElementsOf(PublishedForms.ALL.keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldReadDocumentsTitlesTimesAndSources(String command) throws IOException {
        // Given
        PublishedForms.Form form =
                requireNonNull(PublishedForms.ALL.get(firstFile(command)), () -> "no form for " + command);
        for (PublishedForms.File file : form.files()) {
            write(file);
        }

        // When
        List<String> documents = read(command);

        // Then
        assertThat(documents).containsExactlyElementsOf(form.documents());
    }

    private static String firstFile(String command) {
        int pipe = command.indexOf(PIPE);
        List<String> words = words(pipe < 0 ? command.replace("wordtide ingest ", "") : command.substring(0, pipe));
        return words.get(pipe < 0 ? 0 : words.size() - 1);
    }

    private void write(PublishedForms.File file) throws IOException {
        Path path = directory.resolve(file.name());
        Files.createDirectories(path.getParent());
        byte[] bytes = file.content().getBytes(file.charset());
        try (OutputStream out = file.name().endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(path))
                : Files.newOutputStream(path)) {
            out.write(bytes);
        }
    }

    private List<String> read(String command) throws IOException {
        int pipe = command.indexOf(PIPE);
        InputStream standardInput = InputStream.nullInputStream();
        String arguments = command.replaceFirst(".*wordtide ingest ", "");
        if (pipe >= 0) {
            // as iconv would, or zstd and cat, whose output is the file's content here
            Charset charset = command.contains("WINDOWS-1252") ? Charset.forName("windows-1252") : UTF_8;
            standardInput = new ByteArrayInputStream(Files.readString(directory.resolve(firstFile(command)), charset)
                    .getBytes(UTF_8));
        }
        Reading reading = new Reading();
        new CommandLine(reading)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words(arguments).toArray(String[]::new));
        ReadOptions options = reading.options.toReadOptions();
        List<String> paths = reading.files.stream()
                .map(file -> file.equals("-") ? file : directory.resolve(file).toString())
                .toList();
        List<String> documents = new ArrayList<>();
        for (Input input : Inputs.resolve(paths, options, standardInput)) {
            try (DocumentReader reader = DocumentReader.open(input, options)) {
                for (ReadResult result = reader.next(); result != null; result = reader.next()) {
                    documents.add(text(result));
                }
            }
        }
        return documents;
    }

    /** {@code id|title|text|time|source|language}, each {@code -} if there is none. */
    private static String text(ReadResult result) {
        if (result instanceof ReadResult.Rejected rejected) {
            return "rejected: " + rejected.cause();
        }
        Document document = ((ReadResult.Accepted) result).document();
        return String.join(
                "|",
                document.getId(),
                document.getTitle().orElse("-"),
                document.getText(),
                document.getPublishedAt().map(Instant::toString).orElse("-"),
                document.getSource().orElse("-"),
                document.getLanguage().orElse("-"));
    }

    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map((MatchResult found) -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }
}
