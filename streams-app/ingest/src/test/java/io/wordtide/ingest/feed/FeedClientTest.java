package io.wordtide.ingest.feed;

import static io.wordtide.testing.FeedServer.rss;
import static io.wordtide.testing.FeedServer.status;
import static io.wordtide.testing.FeedServer.text;
import static io.wordtide.testing.Patience.LONGEST_WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.feed.FeedResponse.Content;
import io.wordtide.ingest.feed.FeedResponse.Refused;
import io.wordtide.ingest.feed.FeedResponse.Validators;
import io.wordtide.testing.FeedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where feeds may lead. The tests' server is at 127.0.0.1, which counts as outside here, and nobody is at 127.0.0.2. */
class FeedClientTest {

    private FeedServer server;
    private URI inside;

    @BeforeEach
    void startServer() throws IOException {
        server = new FeedServer();
        inside = URI.create(server.address("/secret").toString().replace("127.0.0.1", "127.0.0.2"));
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldRefuseARedirectionFromOutsideToInside(int status) {
        // Given: two redirections, of which only the second leads inside
        server.on("/news", status(status, "Location", "/moved"))
                .on("/moved", status(302, "Location", inside.toString()));

        // When, Then
        assertThatThrownBy(() -> client().fetch(server.address("/news"), Validators.NONE, false))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a feed outside of this network to stay there, found that it leads to 127.0.0.2"
                        + " (127.0.0.2); if you trust that address, give it as the feed's");
    }

    @Test
    void shouldFollowARedirectionWhenTheFeedItselfIsInside() throws Exception {
        // Given
        server.on("/news", status(302, "Location", "/moved")).on("/moved", text(rss("urn:1")));
        FeedClient client = new FeedClient("Wordtide/test", LONGEST_WAIT, address -> true);

        // When
        boolean isInside = client.isInside(server.address("/news"));
        FeedResponse response = client.fetch(server.address("/news"), Validators.NONE, isInside);

        // Then
        assertThat(isInside).isTrue();
        assertThat(response).isInstanceOf(Content.class);
    }

    @Test
    void shouldNotFollowANameThatLeadsInsideLater() throws Exception {
        // Given: outside when the feed is first resolved and fetched, which is two questions, and inside from then on
        server.on("/news", text(rss("urn:1")));
        AtomicInteger questions = new AtomicInteger();
        FeedClient client = new FeedClient("Wordtide/test", LONGEST_WAIT, address -> questions.incrementAndGet() > 2);

        // When
        try (FeedPoller poller = new FeedPoller(
                List.of(server.address("/news")), Duration.ofMillis(20), client, (feed, entries) -> {})) {
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(poller));
            await().atMost(LONGEST_WAIT).until(() -> questions.get() >= 4);
            poller.close();
            assertThat(run).succeedsWithin(LONGEST_WAIT);
        }

        // Then
        assertThat(server.requests("/news")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "301, 308, /end",
        "301, 302, /start",
        "307, 308, /start",
    })
    void shouldRememberTheNewAddressWhenEachRedirectionIsPermanent(int first, int second, String remembered)
            throws Exception {
        // Given
        server.on("/start", status(first, "Location", "/middle"))
                .on("/middle", status(second, "Location", "/end"))
                .on("/end", text(rss("urn:1")));

        // When
        FeedResponse response = client().fetch(server.address("/start"), Validators.NONE, false);

        // Then
        assertThat(response)
                .isInstanceOfSatisfying(
                        Content.class, content -> assertThat(content.address()).isEqualTo(server.address(remembered)));
    }

    @Test
    void shouldFollowFiveRedirectionsAndNoMore() throws Exception {
        // Given
        for (int i = 0; i < 6; i++) {
            server.on("/" + i, status(302, "Location", "/" + (i + 1)));
        }
        server.on("/6", text(rss("urn:1")));

        // When, Then
        assertThat(client().fetch(server.address("/1"), Validators.NONE, false)).isInstanceOf(Content.class);
        assertThat(client().fetch(server.address("/0"), Validators.NONE, false))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo("expected HTTP status 200 or 304, found 302 to /6"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/1, 302, http://a.example/2, ",
        "https://a.example/1, 302, https://b.example/2, https://b.example/2",
        "http://a.example/1, 302, https://a.example/2, https://a.example/2",
        "https://a.example/1, 302, /2, https://a.example/2",
        "https://a.example/1, 302, //b.example/2, https://b.example/2",
        "https://a.example/1, 300, https://b.example/2, ",
        "https://a.example/1, 302, , ",
    })
    void shouldNeverFollowFromHttpsToHttp(URI from, int status, @Nullable String location, @Nullable URI expected)
            throws InputException {
        assertThat(FeedClient.target(from, status, location).orElse(null)).isEqualTo(expected);
    }

    @Test
    void shouldRefuseARedirectionToSomethingElseThanAWebAddress() {
        server.on("/news", status(302, "Location", "mailto:you@example.org"));

        assertThatThrownBy(() -> client().fetch(server.address("/news"), Validators.NONE, false))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a redirection to a web address, found something else");
    }

    @Test
    void shouldSayThatANameHasNoAddress() {
        // names below "invalid" exist nowhere (RFC 2606)
        assertThatThrownBy(() -> client().isInside(URI.create("http://wordtide.invalid/news")))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot fetch it: the name wordtide.invalid has no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:a00:1::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void shouldCountAnAddressAsInside(String address) throws Exception {
        assertThat(InsideAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.0.0.1", "128.0.0.1",
                "169.253.0.1", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.1.1", "198.17.0.1", "198.20.0.0",
                "223.255.255.255", "2001:4860::8888", "2a00::1", "64:ff9b::1.1.1.1", "fbff::1", "::ffff:1.1.1.1"
            })
    void shouldCountAnAddressAsOutside(String address) throws Exception {
        assertThat(InsideAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    private static void run(FeedPoller poller) {
        try {
            poller.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FeedClient client() {
        return new FeedClient(
                "Wordtide/test",
                Duration.ofSeconds(10),
                address -> address.getHostAddress().equals("127.0.0.2"));
    }
}
