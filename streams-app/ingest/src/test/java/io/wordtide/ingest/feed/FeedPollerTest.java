package io.wordtide.ingest.feed;

import static io.wordtide.testing.FeedServer.rss;
import static io.wordtide.testing.FeedServer.send;
import static io.wordtide.testing.FeedServer.status;
import static io.wordtide.testing.FeedServer.text;
import static io.wordtide.testing.Patience.LONGEST_WAIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.ReadResult;
import io.wordtide.ingest.feed.FeedResponse.Refused;
import io.wordtide.ingest.feed.FeedResponse.Validators;
import io.wordtide.testing.FeedServer;
import io.wordtide.testing.LogLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPollerTest {

    private static final Duration OFTEN = Duration.ofMillis(20);

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private FeedServer server;
    private @Nullable FeedPoller poller;
    private CompletableFuture<Void> run = CompletableFuture.completedFuture(null);

    @BeforeEach
    void startServer() throws IOException {
        server = new FeedServer();
    }

    @AfterEach
    void stop() throws Exception {
        if (poller != null) {
            poller.close();
        }
        assertThat(run).succeedsWithin(LONGEST_WAIT);
        server.close();
    }

    @Test
    void shouldAskForWhatIsNewByEtag() {
        // Given
        server.on("/news", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if ("\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, 200, rss("urn:1").getBytes(UTF_8));
            }
        });

        // When
        poll(OFTEN, "/news");

        // Then: read once, requested repeatedly
        await().until(() -> server.requests("/news").size() >= 4);
        assertThat(taken).containsExactly("/news urn:1");
        assertThat(server.requests("/news").get(0).headers())
                .doesNotContainKey("if-none-match")
                .containsEntry("accept-encoding", "gzip")
                .containsEntry("user-agent", "Wordtide/test");
    }

    @Test
    void shouldAskForWhatIsNewByTimeOfChange() {
        // Given
        String changed = "Sun, 01 Mar 2026 12:00:00 GMT";
        server.on("/news", exchange -> {
            exchange.getResponseHeaders().set("Last-Modified", changed);
            if (changed.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                send(exchange, 200, rss("urn:1").getBytes(UTF_8));
            }
        });

        // When
        poll(OFTEN, "/news");

        // Then
        await().until(() -> server.requests("/news").size() >= 4);
        assertThat(taken).containsExactly("/news urn:1");
    }

    @Test
    void shouldReadThePackedFeed() {
        server.on("/news", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(rss("urn:1").getBytes(UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, 200, packed.toByteArray());
        });

        assertThat(pollOnce("/news")).isZero();
        assertThat(taken).containsExactly("/news urn:1");
    }

    @Test
    void shouldContinueAfterErrorsWithoutAffectingOtherFeeds() {
        // Given: two responses with status 500, then the feed; and another feed that always fails
        AtomicLong asked = new AtomicLong();
        server.on("/recovers", exchange -> {
            boolean fails = asked.incrementAndGet() <= 2;
            send(exchange, fails ? 500 : 200, fails ? new byte[0] : rss("urn:1").getBytes(UTF_8));
        });
        server.on("/fails", status(500, "X-Tide", "low")).on("/works", text(rss("urn:2")));

        // When
        poll(OFTEN, "/recovers", "/fails", "/works");

        // Then
        await().until(() ->
                taken.contains("/recovers urn:1") && server.requests("/works").size() >= 8);
        assertThat(server.requests("/fails"))
                .hasSizeGreaterThan(1)
                .hasSizeLessThan(server.requests("/works").size());
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        // Given: each asks for an hour in its own way
        String ttl = rss("urn:3").replace("<item>", "<ttl>60</ttl><item>");
        server.on("/busy", status(503, "Retry-After", "3600")).on("/works", text(rss("urn:1")));
        server.on("/fresh", exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=3600");
            send(exchange, 200, rss("urn:2").getBytes(UTF_8));
        });
        server.on("/slow", text(ttl));

        // When
        poll(OFTEN, "/busy", "/fresh", "/slow", "/works");

        // Then
        await().until(() -> server.requests("/works").size() >= 10);
        assertThat(List.of("/busy", "/fresh", "/slow"))
                .allSatisfy(path -> assertThat(server.requests(path)).hasSize(1));
    }

    @Test
    void shouldEndWhenEveryFeedIsGone() throws Exception {
        // Given
        server.on("/gone", status(410, "X-Tide", "low"));

        // When
        poll(OFTEN, "/gone");

        // Then
        assertThat(run).succeedsWithin(LONGEST_WAIT);
        assertThat(server.requests("/gone")).hasSize(1);
    }

    @Test
    void shouldUseTheNewAddressOfAFeedThatMovedPermanently() {
        // Given
        server.on("/old", status(301, "Location", server.address("/new").toString()))
                .on("/new", text(rss("urn:1")));

        // When
        poll(OFTEN, "/old");

        // Then: the entries still belong to the given address
        await().until(() -> server.requests("/new").size() >= 3);
        assertThat(server.requests("/old")).hasSize(1);
        assertThat(taken).allMatch("/old urn:1"::equals);
    }

    @Test
    void shouldSayWhatEntriesLackOnceUntilItChanges() {
        // Given: two titles without a text, one of them with a time that is none; then a third one
        String feed = rss("urn:2", "urn:1").replaceFirst("</item>", "<pubDate>soon</pubDate></item>");
        String longer = feed.replace("</channel>", "<item><title>a</title></item></channel>");
        AtomicBoolean isLonger = new AtomicBoolean();
        server.on("/news", exchange -> send(exchange, 200, (isLonger.get() ? longer : feed).getBytes(UTF_8)));
        Configurator.setLevel(FeedPoller.class.getName(), Level.WARN); // log4j's default is ERROR
        try (LogLines log = LogLines.listen()) {
            poll(OFTEN, "/news");
            await().until(() -> server.requests("/news").size() >= 4);

            // When
            isLonger.set(true);

            // Then
            await().until(() -> log.lines(Level.WARN).size() >= 3);
            String prefix = FeedPoller.class.getName() + " feed " + server.address("/news");
            assertThat(log.lines(Level.WARN))
                    .containsExactly(
                            prefix + ": expected times such as 2026-03-01T12:00:00Z or Sun, 01 Mar 2026 12:00:00 GMT,"
                                    + " found something else in 1 entry; sent without a time of publication",
                            prefix + ": expected a content or a description, found a title alone in 2 entries; the"
                                    + " title is the text",
                            prefix + ": expected a content or a description, found a title alone in 3 entries; the"
                                    + " title is the text");
        }
    }

    @Test
    void shouldKeepTheAddressOfAFeedThatMovedTemporarily() {
        server.on("/old", status(302, "Location", server.address("/new").toString()))
                .on("/new", text(rss("urn:1")));

        poll(OFTEN, "/old");

        await().until(() ->
                server.requests("/old").size() >= 3 && server.requests("/new").size() >= 3);
    }

    @Test
    void shouldEndWithTheNumberOfFeedsThatFailedWhenFetchedOnce() {
        // Given: a loop, a page that is not a feed, a hostile feed, an address where nobody answers
        server.on("/loop", status(302, "Location", server.address("/loop").toString()))
                .on("/page", text("<html/>"))
                .on("/laughs", text("<!DOCTYPE rss [<!ENTITY a 'ha'>]>" + rss("&a;")))
                .on("/works", text(rss("urn:1")));

        // When
        int failed = pollOnce("/loop", "/page", "/laughs", "/missing", "/works");

        // Then
        assertThat(failed).isEqualTo(4);
        assertThat(taken).containsExactly("/works urn:1");
    }

    @Test
    void shouldGiveUpOnEndlessRedirections() throws Exception {
        server.on("/loop", status(302, "Location", server.address("/loop").toString()));

        assertThat(fetch("/loop", LONGEST_WAIT))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo("expected HTTP status 200 or 304, found 302 to " + server.address("/loop")));
        assertThat(server.requests("/loop")).hasSizeLessThan(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadNoMoreThanTheLimitOfAGigabyte(boolean packed) {
        // Given
        AtomicLong written = new AtomicLong();
        server.on("/huge", gigabyte(packed, written));

        // Then
        assertThatThrownBy(() -> fetch("/huge", LONGEST_WAIT))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a feed of at most 16777216 bytes, found more");
        // plus what the sockets' buffers hold
        assertThat(written.get()).isLessThan(200L << 20);
    }

    @Test
    void shouldGiveUpOnABodyThatNeverEnds() {
        // Given: a server that starts a response and never continues it
        CountDownLatch end = new CountDownLatch(1);
        server.on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            awaitQuietly(end);
        });

        // Then, unless a busy machine takes more than a second even for the head of the response
        await().untilAsserted(() -> assertThatThrownBy(() -> fetch("/endless", Duration.ofSeconds(1)))
                .isInstanceOf(InputException.class)
                .hasMessage("expected the whole feed within 1 s, found no end of it"));
        end.countDown();
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        URI nobody = URI.create("http://127.0.0.1:1/");

        assertThatThrownBy(() -> new FeedClient("Wordtide/test").fetch(nobody, Validators.NONE, true))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("cannot fetch it: ");
    }

    @Test
    void shouldEndWithTheErrorOfTheSink() {
        // Given
        server.on("/news", text(rss("urn:1")));
        FeedPoller broken = new FeedPoller(
                List.of(server.address("/news")), OFTEN, new FeedClient("Wordtide/test"), (feed, entries) -> {
                    throw new IOException("topic is gone");
                });

        // Then
        assertThatThrownBy(broken::run).isInstanceOf(IOException.class).hasMessage("topic is gone");
    }

    private FeedResponse fetch(String path, Duration patience) throws InputException, InterruptedException {
        return new FeedClient("Wordtide/test", patience, address -> false)
                .fetch(server.address(path), Validators.NONE, false);
    }

    private int pollOnce(String... paths) {
        poll(null, paths);
        assertThat(run).succeedsWithin(LONGEST_WAIT);
        return poller == null ? -1 : poller.unreadCount();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST_WAIT);
    }

    private void poll(@Nullable Duration interval, String... paths) {
        List<URI> addresses = Arrays.stream(paths).map(server::address).toList();
        FeedPoller started = new FeedPoller(addresses, interval, new FeedClient("Wordtide/test"), (feed, entries) -> {
            for (ReadResult entry = entries.next(); entry != null; entry = entries.next()) {
                taken.add(feed.getPath() + " " + entry.key());
            }
        });
        run = CompletableFuture.runAsync(() -> {
            try {
                started.run();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        poller = started;
    }

    private static HttpHandler gigabyte(boolean packed, AtomicLong written) {
        return exchange -> {
            if (packed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            try (OutputStream body = exchange.getResponseBody();
                    OutputStream out = packed ? new GZIPOutputStream(body) : body) {
                for (int i = 0; i < 1 << 10; i++) {
                    out.write(block);
                    out.flush();
                    written.addAndGet(block.length);
                }
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
