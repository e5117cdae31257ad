package io.wordtide.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.Columns;
import io.wordtide.ingest.format.CsvLayout;
import io.wordtide.ingest.format.InputFormat;
import io.wordtide.ingest.format.TimestampUnit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldTakeTheTextFilesOfADirectoryWhenTheyAreInOrder() throws IOException {
        // Given
        for (String name : List.of("b.txt", "a/2.md", "a/10", "c.jsonl", "picture.png")) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "text");
        }

        // When
        List<Input> inputs = resolve(directory.toString());

        // Then
        assertThat(inputs).extracting(Input::name).containsExactly("a/10", "a/2.md", "b.txt");
        assertThat(inputs).extracting(Input::format).containsOnly(InputFormat.TEXT);
    }

    @Test
    void shouldTakeFilesOfTheGivenFormatWhenADirectoryHoldsThem() throws IOException {
        // Given
        Files.writeString(directory.resolve("c.jsonl"), "{}");
        Files.writeString(directory.resolve("d.txt"), "text");

        // When
        List<Input> json = resolve(InputFormat.JSON_LINES);
        List<Input> lines = resolve(InputFormat.LINES);

        // Then: no name indicates lines
        assertThat(json).extracting(Input::name).containsExactly("c.jsonl");
        assertThat(lines).extracting(Input::name).containsExactly("d.txt");
    }

    @Test
    void shouldRefuseAFileWhenItDoesNotExist() {
        String missing = directory.resolve("missing.jsonl").toString();
        assertThatThrownBy(() -> resolve(missing))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(missing + ": no such file");
    }

    @Test
    void shouldRefuseADirectoryWhenNothingInItCanBeRead() throws IOException {
        Files.writeString(directory.resolve("picture.png"), "x");
        assertThatThrownBy(() -> resolve(directory.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(directory
                        + ": expected text files in this directory, found none among its 1 files;"
                        + " name files one by one, or use --format");
    }

    @Test
    void shouldAskForTheFormatWhenTheExtensionIsUnknown() throws IOException {
        Path file = Files.writeString(directory.resolve("data.parquet"), "x");
        assertThatThrownBy(() -> resolve(file.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": cannot tell the format from the extension .parquet; set it with --format");
    }

    @Test
    void shouldRefuseStandardInputWhenItIsNamedTwice() {
        assertThatThrownBy(() -> resolve("-", "-"))
                .isInstanceOf(InputException.class)
                .hasMessage("expected standard input (-) once, found it twice");
    }

    @Test
    void shouldNameWhatAnUnknownFileIsWhenItsBytesShowIt() throws IOException {
        Path file = Files.writeString(directory.resolve("crawl.warc.gz"), "WARC/1.0\r\n");
        assertThatThrownBy(() -> resolve(file.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": expected gzip data, as the name says, found something else; rename it or fetch it"
                        + " again");
        Path unpacked = Files.move(file, directory.resolve("crawl.warc"));
        assertThatThrownBy(() -> resolve(unpacked.toString()))
                .hasMessage(unpacked + ": expected documents as text, JSON or CSV, found a web archive (WARC); extract"
                        + " the text of its pages, to JSON Lines");
    }

    @Test
    void shouldReadTheSingleFileOfAZipArchive() throws IOException {
        // Given: a directory and what macOS adds are no files
        Path zip = zip(Map.of("data/", "", "data/reviews.csv", "text\noil rose\n", "__MACOSX/data/._reviews.csv", "x"));

        // When
        List<Input> inputs = resolve(zip.toString());

        // Then
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).format()).isEqualTo(InputFormat.CSV);
        try (DocumentReader reader = DocumentReader.open(inputs.get(0), ReadOptions.byName())) {
            assertThat(requireNonNull(reader.next()).key()).isEqualTo("news.zip:2");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void shouldTellTheDelimiterByTheNameOfTheFileInAZipArchive() throws IOException {
        // Given: more commas than tabs in the header
        Path zip = zip(Map.of("reviews.tsv", "text\ta, b, c\noil rose\tx\n"));

        // Then
        try (DocumentReader reader = DocumentReader.open(resolve(zip.toString()).get(0), ReadOptions.byName())) {
            assertThat(((ReadResult.Accepted) requireNonNull(reader.next()))
                            .document()
                            .getText())
                    .isEqualTo("oil rose");
        }
    }

    @Test
    void shouldRefuseAZipArchiveWhenItHoldsMoreOrLess() throws IOException {
        assertRefused(zip(Map.of()), ": expected a zip archive, found one that is damaged; fetch it again");
        assertRefused(
                zip(new TreeMap<>(Map.of("a.txt", "a", "b.txt", "b"))),
                ": expected a zip archive of one file, found 2 (a.txt, b.txt); unpack it and name the files");
        assertRefused(
                zip(Map.of("[Content_Types].xml", "x", "word/document.xml", "x")),
                ": expected documents as text, JSON or CSV, found a document of an office suite or an e-book; save it as"
                        + " text or CSV");
        assertRefused(
                zip(Map.of("a.dat", "a")),
                ": cannot tell the format from the extension .dat of the file in it; set it with --format");
    }

    @Test
    void shouldRefuseOptionsThatApplyToNoFile() throws IOException {
        // Given
        String text = Files.writeString(directory.resolve("a.txt"), "text").toString();
        String json = Files.writeString(directory.resolve("b.jsonl"), "{\"body\": \"\"}")
                .toString();
        ReadOptions columns = ReadOptions.byName()
                .withColumns(new Columns(null, List.of("body"), null, TimestampUnit.AUTO, null, null, null));
        ReadOptions csv = ReadOptions.byName().withCsv(new CsvLayout(';', '"', true));

        // Then
        assertThatThrownBy(() -> Inputs.resolve(List.of(text), columns, InputStream.nullInputStream()))
                .hasMessage("expected JSON or CSV for the options --text-column and other columns, found [text];"
                        + " remove them, or set --format");
        assertThatThrownBy(() -> Inputs.resolve(List.of(json), csv, InputStream.nullInputStream()))
                .hasMessage("expected CSV for the options --delimiter, --quote and --no-header, found [json-lines];"
                        + " remove them, or set --format");
        assertThatThrownBy(() -> Inputs.resolve(List.of(), csv, InputStream.nullInputStream()))
                .hasMessageContaining("found no files");
        assertThat(Inputs.resolve(List.of(text, json), columns, InputStream.nullInputStream()))
                .hasSize(2);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> resolve(file.toString()))
                .isInstanceOf(InputException.class)
                .hasMessage(file + message);
    }

    /** An archive with these files; an empty one has no local header, so it gets the beginning of one. */
    private Path zip(Map<String, String> files) throws IOException {
        Path path = directory.resolve("news.zip");
        if (files.isEmpty()) {
            return Files.writeString(path, "PK\u0003\u0004");
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return path;
    }

    private List<Input> resolve(InputFormat format) throws IOException {
        return Inputs.resolve(
                List.of(directory.toString()), ReadOptions.byName().withFormat(format), InputStream.nullInputStream());
    }

    private static List<Input> resolve(String... arguments) throws IOException {
        return Inputs.resolve(List.of(arguments), ReadOptions.byName(), InputStream.nullInputStream());
    }
}
