package io.wordtide.cli;

import static io.wordtide.testing.FeedServer.rss;
import static io.wordtide.testing.FeedServer.status;
import static io.wordtide.testing.FeedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.integration.WordtideProcess;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.testing.Console;
import io.wordtide.testing.FeedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class IngestFeedsIT {

    @TempDir
    private Path directory;

    private FeedServer server;
    private ClusterApplication application;

    @BeforeEach
    void start(TestInfo test) throws IOException {
        server = new FeedServer();
        String id = "ingest-feeds-it-" + test.getTestMethod().orElseThrow().getName();
        application = new ClusterApplication(id, Map.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldSendEachEntryOnceHoweverOftenItIsFoundAndWhicheverProcessFindsIt() {
        // Given: an entry twice in one feed and once in another; an entry without text
        String empty = "<item><guid>urn:empty</guid></item>";
        server.on("/world", text(rss("urn:2", "urn:1", "urn:2").replace("<item>", empty + "<item>")));
        server.on("/europe", text(rss("urn:2")));

        // When
        Console first = ingest("--feed", address("/world"), "--feed", address("/europe"));
        server.on("/world", text(rss("urn:3", "urn:2")));
        Console second = ingest("--feed", address("/world"));

        // Then
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("2 documents sent to", "1 rejected records to");
        assertThat(second.out())
                .contains(address("/world") + ": 1 sent, 0 rejected")
                .contains("1 documents sent to");
        assertThat(application.committed(application.topics().documents()))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder("urn:1", "urn:2", "urn:3");
        ConsumerRecord<String, DeadLetter> letter =
                application.committed(application.topics().deadLetters()).get(0);
        assertThat(letter.key()).isEqualTo("urn:empty");
        assertThat(letter.value().getReason()).isEqualTo(DeadLetterReason.EMPTY);
    }

    @Test
    void shouldNotSendEntriesAgainFromTheAddressWhereTheFeedHasMoved() {
        // Given: ids that are no URI, of a feed that states its own address
        String self = "<atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\""
                + " href=\"https://tides.example/feed\"/>";
        String feed = rss("17", "18").replace("<link>l</link>", "<link>l</link>" + self);
        server.on("/old", status(301, "Location", address("/new"))).on("/new", text(feed));

        // When
        Console before = ingest("--feed", address("/old"));
        Console after = ingest("--feed", address("/new"));

        // Then
        assertThat(before.out()).contains("2 documents sent to");
        assertThat(after.out()).contains("0 documents sent to");
        assertThat(keys()).containsExactly("https://tides.example/feed#18", "https://tides.example/feed#17");
    }

    @Test
    void shouldReadTheOtherFeedsAndFailWhenOneCannotBeRead() {
        // Given
        server.on("/broken", text("secret")).on("/works", text(rss("urn:1")));

        // When
        Console console = ingest("--feed", address("/broken"), "--feed", address("/works"));

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.out()).contains("1 documents sent to").doesNotContain("secret");
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() {
        assertThat(ingest().err()).contains("Expected either a FILE or --feed, found neither");
        assertThat(ingest("a.txt", "--feed", "http://tides.example").err()).contains("found both");
        assertThat(ingest("a.txt", "--every", "5m").err()).contains("Expected --feed with --every");
        assertThat(ingest("--feed", "http://me:secret@tides.example/").err()).contains("without user and password");
        assertThat(ingest("--feed", "ftp://tides.example/").err()).contains("expected an address such as");
        assertThat(ingest("--feed", "http://tides.example/", "--every", "often").err())
                .contains("expected a time from 1s to 24h, such as 5m, found 'often'");
    }

    @Test
    void shouldContinueWhereItWasWhenStartedAgainAndEndOnASignal() throws Exception {
        // Given: a server that fails at first
        server.on("/news", status(500, "X-Tide", "low"));

        // When
        try (WordtideProcess process = startPolling()) {
            await().until(() -> !server.requests("/news").isEmpty());
            server.on("/news", text(rss("urn:2", "urn:1")));
            await().until(() -> keys().size() == 2);
            process.terminate();
            process.exitCode();

            // Then
            assertThat(process.output())
                    .contains(
                            "feed " + address("/news") + ": expected HTTP status 200 or 304, found 500; next try in 2s")
                    .contains("2 documents sent to");
        }
        server.on("/news", text(rss("urn:4", "urn:3", "urn:2", "urn:1")));
        int asked = server.requests("/news").size();
        try (WordtideProcess process = startPolling()) {
            await().until(() -> server.requests("/news").size() >= asked + 3);
            process.terminate();
            process.exitCode();
        }
        assertThat(keys()).containsExactly("urn:1", "urn:2", "urn:3", "urn:4");
    }

    private WordtideProcess startPolling() throws IOException {
        return new WordtideProcess(directory, arguments("--feed", address("/news"), "--every", "1s"));
    }

    private List<String> keys() {
        return application.committed(application.topics().documents()).stream()
                .map(ConsumerRecord::key)
                .toList();
    }

    private String address(String path) {
        return server.address(path).toString();
    }

    private Console ingest(String... arguments) {
        return Console.run(Main::run, arguments(arguments));
    }

    private String[] arguments(String... given) {
        List<String> all = new ArrayList<>(List.of(
                "ingest",
                "--bootstrap-servers",
                SharedCluster.get().bootstrapServers(),
                "--schema-registry",
                SharedCluster.get().schemaRegistryUrl(),
                "--set",
                "wordtide.application.id=" + application.config().applicationId()));
        all.addAll(Arrays.asList(given));
        return all.toArray(String[]::new);
    }
}
