package io.wordtide.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.sample.SampleStream;
import io.wordtide.integration.WordtideProcess;
import io.wordtide.schema.Document;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wordtide dev} as a process, with a real broker and a real registry. */
class DevIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESSES =
            Pattern.compile("Kafka: 127\\.0\\.0\\.1:\\d+, Schema Registry: (http://127\\.0\\.0\\.1:\\d+/\\S+)");

    private static final String ADDRESS = "Live page: ";

    @TempDir
    private Path directory;

    @Test
    void shouldAccountForEveryDocumentAndContinueWhereItWasWhenStartedAgain() throws Exception {
        // Given 120 documents, one line that is not JSON, and one text without a word
        List<String> lines = new ArrayList<>(sampleLines(0, 120));
        lines.add(60, "this is no JSON");
        lines.add("{\"id\": \"silent\", \"text\": \"... !\"}");
        Path input = Files.write(directory.resolve("news.jsonl"), lines);
        Path firstReports = directory.resolve("first.jsonl");

        // When
        String first = dev(input, firstReports);

        // Then 120 = 50 + 50 + 20, the last because no more will come
        assertThat(first).contains("in 122 = embedded 120 + waiting 0 + dead-lettered 2 + skipped 0");
        assertThat(reports(firstReports))
                .extracting(report -> report.get("documentCount").asInt())
                .containsExactly(50, 50, 20);
        assertThat(reports(firstReports))
                .extracting(report -> report.get("modelVersion").asInt())
                .containsExactly(1, 2, 3);
        assertThat(reports(firstReports)).allSatisfy(report -> {
            assertThat(report.get("tokenCount").asInt()).isPositive();
            for (String perplexity : List.of("amortized", "refined", "unigram", "recentUnigram", "cache")) {
                assertThat(report.get(perplexity + "PerDocumentPerplexity").asDouble())
                        .isGreaterThan(1);
                assertThat(report.get(perplexity + "CorpusPerplexity").asDouble())
                        .isGreaterThan(1);
            }
        });

        // Given the same file, grown by 50 documents
        lines.addAll(sampleLines(120, 50));
        Files.write(input, lines);
        Path secondReports = directory.resolve("second.jsonl");

        // When
        String second = dev(input, secondReports);

        // Then only the new ones are fed, and the model continues
        assertThat(second)
                .contains(input.toAbsolutePath()
                        + ": 122 records arrived on an earlier run and were not sent again; 50 were sent");
        assertThat(second).contains("in 172 = embedded 170 + waiting 0 + dead-lettered 2 + skipped 0");
        assertThat(reports(secondReports))
                .extracting(report -> report.get("modelVersion").asInt())
                .containsExactly(4);
        assertThat(reports(secondReports))
                .extracting(report -> report.get("documentsSeen").asInt())
                .containsExactly(170);
    }

    @Test
    void shouldCloseInOrderAndBalanceWhenInterrupted() throws Exception {
        Path reports = directory.resolve("reports.jsonl");
        try (WordtideProcess dev = new WordtideProcess(
                directory,
                "dev",
                "--data-dir",
                directory.resolve("data").toString(),
                "--reports",
                reports.toString())) {
            // Given a sample stream that is being learned
            await().until(() -> !dev.isAlive() || (Files.exists(reports) && Files.size(reports) > 0));

            // When
            dev.terminate();
            dev.exitCode();

            // Then
            assertThat(dev.output())
                    .containsPattern("in [\\d,]+ = embedded [\\d,]+ \\+ waiting [\\d,]+ \\+ dead-lettered 0");
            assertThat(dev.output()).doesNotContain("do not balance").doesNotContain("Exception");
        }
    }

    @Test
    void shouldPrintTheAddressesForOtherClientsAndOfAPageThatShowsTheSampleStream() throws Exception {
        try (WordtideProcess dev = new WordtideProcess(
                directory, "dev", "--data-dir", directory.resolve("data").toString())) {
            // When
            await().until(() -> address(dev).isPresent());
            URI page = address(dev).orElseThrow();

            // Then
            assertThat(get(page)).contains("<title>Wordtide</title>");
            Matcher addresses = ADDRESSES.matcher(dev.output());
            assertThat(addresses.find()).as(dev.output()).isTrue();
            assertThat(get(URI.create(addresses.group(1) + "/subjects"))).contains("\"wordtide.documents-value\"");
            await().untilAsserted(
                            () -> assertThat(get(page.resolve("v1/perplexity"))).contains("\"refined\":"));
        }
    }

    private static Optional<URI> address(WordtideProcess dev) throws IOException {
        return dev.output()
                .lines()
                .filter(line -> line.startsWith(ADDRESS))
                .map(line -> URI.create(line.substring(ADDRESS.length())))
                .findFirst();
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private String dev(Path input, Path reports) throws IOException, InterruptedException {
        // a linger of an hour: the last mini-batch is learned because no more documents will come, and none before it,
        // however slow the machine is
        try (WordtideProcess dev = new WordtideProcess(
                directory,
                "dev",
                "--input",
                input.toString(),
                "--exit-when-done",
                "--reports",
                reports.toString(),
                "--data-dir",
                directory.resolve("data").toString(),
                "--set",
                "wordtide.mini-batch.linger.ms=3600000",
                "--set",
                "wordtide.vocabulary.minimum.document.frequency=1")) {
            assertThat(dev.exitCode()).as(dev.output()).isZero();
            return dev.output();
        }
    }

    private static List<JsonNode> reports(Path file) throws IOException {
        List<JsonNode> reports = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            reports.add(JSON.readTree(line));
        }
        return reports;
    }

    private static List<String> sampleLines(int first, int count) throws IOException {
        List<String> lines = new ArrayList<>();
        try (SampleStream stream = new SampleStream(7, first + count, first)) {
            ReadResult result = stream.next();
            while (result instanceof ReadResult.Accepted accepted) {
                Document document = accepted.document();
                lines.add(JSON.writeValueAsString(Map.of("id", document.getId(), "text", document.getText())));
                result = stream.next();
            }
        }
        return lines;
    }
}
