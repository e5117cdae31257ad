package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.testing.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("commands")
    void shouldShowAnExampleWhenACommandIsAskedForHelp(String command) {
        // When
        Console console = Console.run(Main::run, (command + " --help").strip().split(" "));

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("Usage: wordtide", "Example:").doesNotContain("null");
        assertThat(console.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    static Stream<String> commands() {
        return commands("", Main.commandLine(new Main()));
    }

    private static Stream<String> commands(String path, CommandLine command) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> commands((path + " " + sub.getKey()).strip(), sub.getValue())));
    }

    @Test
    void shouldPrintVersionsWhenAsked() {
        // When
        Console console = Console.run(Main::run, "version");

        // Then: filled in by the build
        assertThat(console.out()).containsPattern("Wordtide \\d+\\.\\d+\\.\\d+").contains("Kafka 4.3.1", "Java ");
    }

    @Test
    void shouldSuggestTheNearestCommandWhenItIsUnknown() {
        // When
        Console console = Console.run(Main::run, "ingst", "file");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("'ingst'", "Did you mean: wordtide ingest", "Try 'wordtide --help'.");
    }

    @Test
    void shouldSuggestTheNearestOptionWhenItIsUnknown() {
        // When
        Console console = Console.run(Main::run, "ingest", "--text-colum=a", "file");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err())
                .contains("Unknown option: '--text-colum=a'", "--text-column", "Try 'wordtide ingest --help'.");
    }

    @Test
    void shouldNameTheNearestKeyWhenASettingIsUnknown() {
        // When
        Console console = Console.run(Main::run, "nearest", "oil", "--set", "wordtide.analyser=english");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(oneLine(console)).contains("wordtide.analyser", "Did you mean wordtide.analyzer?");
    }

    @Test
    void shouldNameTheNearestKeyWhenAFileHasAnUnknownOne() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("my.properties"), "bootstrap.server = localhost:9092\n");

        // When
        Console console = Console.run(Main::run, "watch", "words", "--config", file.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(oneLine(console)).contains("bootstrap.server", "Did you mean bootstrap.servers?");
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNoCluster() {
        // When
        Console console = Console.run(Main::run, "nearest", "oil", "--data-dir", directory.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("found no cluster", "--bootstrap-servers", directory.toString());
    }

    @Test
    void shouldRefuseToForgetNothing() throws IOException {
        // Given
        Path empty = Files.writeString(directory.resolve("ids.txt"), "\n\n");

        // When
        Console neither = Console.run(Main::run, "forget");
        Console none = Console.run(Main::run, "forget", "--ids-from", empty.toString());
        Console blank = Console.run(Main::run, "forget", " ");
        Console negative = Console.run(Main::run, "forget", "d1", "--wait", "-1");
        Console noFile = Console.run(
                Main::run,
                "forget",
                "--ids-from",
                directory.resolve("missing.txt").toString());

        // Then
        assertThat(List.of(neither, none, blank, negative))
                .allSatisfy(console -> assertThat(console.exitCode()).isEqualTo(2));
        assertThat(neither.err()).contains("Expected an ID or --ids-from FILE with ids, found neither");
        assertThat(none.err()).contains("found none");
        assertThat(blank.err()).contains("found a blank one");
        assertThat(negative.err()).contains("Expected --wait of 0 or more, found -1");
        assertThat(noFile.exitCode()).isEqualTo(1);
        assertThat(oneLine(noFile)).contains("expected a file of ids in UTF-8", "missing.txt");
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNoRegistry() {
        // When
        Console console = Console.run(Main::run, "schemas", "check", "--data-dir", directory.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("expected --schema-registry", directory.toString());
    }

    @Test
    void shouldPrintTheSchemasAsOneJsonObjectBySubject() throws IOException {
        // When: neither brokers nor a registry are named
        Console console = Console.run(Main::run, "schemas", "print", "--set=wordtide.application.id=news");

        // Then: eight public topics and the bags
        assertThat(console.exitCode()).as(console.err()).isZero();
        JsonNode schemas = new ObjectMapper().readTree(console.out());
        assertThat(schemas.size()).isEqualTo(9);
        assertThat(schemas.path("news.documents-value").path("name").asText()).isEqualTo("Document");
        assertThat(schemas.path("news-bags-repartition-value").path("name").asText())
                .isEqualTo("WordCounts");
    }

    @Test
    void shouldConnectToNothingThatOthersMayHavePutIntoADataDirectory() throws IOException {
        // Given: the addresses of a cluster that somebody else may have written there
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("unix");
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setAttribute(open, "unix:mode", 0777);
        Files.writeString(open.resolve("cluster.properties"), "bootstrap.servers=127.0.0.1:1\n");
        String dataDirectory = "--data-dir=" + open;
        Path input = Files.writeString(directory.resolve("secret.txt"), "oil");

        // When
        List<Console> consoles = Stream.of(
                        List.of("ingest", input.toString(), dataDirectory),
                        List.of("nearest", "oil", dataDirectory),
                        List.of("watch", "words", dataDirectory),
                        List.of("snapshot", "list", dataDirectory),
                        List.of("dev", dataDirectory))
                .map(arguments -> Console.run(Main::run, arguments.toArray(String[]::new)))
                .toList();

        // Then
        assertThat(consoles)
                .allSatisfy(console -> assertThat(oneLine(console))
                        .startsWith("wordtide: expected a data directory that only you can write to at " + open
                                + ", found one with mode rwxrwxrwx"));
        assertThat(open).isDirectoryNotContaining("glob:**{wordtide.lock,wordtide.log,broker}");
    }

    @Test
    void shouldAskForTheRegistryWhenOnlyBrokersAreNamed() {
        // When
        Console console = Console.run(Main::run, "nearest", "oil", "--bootstrap-servers", "localhost:9092");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("--schema-registry");
    }

    @Test
    void shouldAskForBrokersWhenTheApplicationIsToRunWithout() {
        // When
        Console console = Console.run(Main::run, "run", "--schema-registry", "http://localhost:8081");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("bootstrap.servers", "--bootstrap-servers HOST:PORT");
    }

    @Test
    void shouldRefuseToChooseWhenServersAndADirectoryAreNamed() {
        // When
        Console console = Console.run(
                Main::run,
                "nearest",
                "oil",
                "--bootstrap-servers",
                "localhost:9092",
                "--data-dir",
                directory.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains("Expected either --bootstrap-servers or --data-dir, found both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.jsonl", "missing.csv.gz"})
    void shouldNameTheFileWhenItDoesNotExist(String name) {
        // When
        Console console =
                Console.run(Main::run, "ingest", directory.resolve(name).toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains(name, "no such file");
    }

    @Test
    void shouldEscapeControlCharactersInWhatItPrints() {
        // When: a file whose name clears the screen
        Console console = Console.run(
                Main::run, "ingest", directory.resolve("\u001b[2J.jsonl").toString());

        // Then
        assertThat(oneLine(console))
                .contains("\\u001b[2J.jsonl", "no such file")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldSayWhatWasExpectedWhenADirectoryHoldsNoText() {
        // When
        Console console = Console.run(Main::run, "ingest", directory.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("expected text files in this directory, found none");
    }

    @Test
    void shouldListTheColumnsWhenTheTextColumnIsMissing() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("shop.csv"), "id,review\n1,nice\n");

        // When
        Console console = Console.run(Main::run, "ingest", file.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(oneLine(console)).contains("shop.csv, line 1", "\"text\"", "\"review\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--delimiter=ab",
                "--delimiter=\"",
                "--quote=",
                "--quote=ab",
                "--timestamp-unit=h",
                "--html=perhaps",
                "--format=xml"
            })
    void shouldSayWhatIsExpectedWhenAnOptionsValueIsWrong(String option) {
        // When
        Console console = Console.run(Main::run, "ingest", option, "file.csv");

        // Then
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).containsIgnoringCase("expected").contains("Try 'wordtide ingest --help'.");
    }

    @Test
    void shouldShowWhereAnErrorComesFromWhenDebugging() {
        // When
        Console console = Console.run(Main::run, "ingest", "--debug", "missing.jsonl");

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err()).contains("no such file", "\tat io.wordtide.ingest");
    }

    /** The error, which is one line without a stack trace. */
    private static String oneLine(Console console) {
        List<String> lines = console.err().lines().toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
