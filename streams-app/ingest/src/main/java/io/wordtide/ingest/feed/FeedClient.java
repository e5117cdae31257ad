package io.wordtide.ingest.feed;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.feed.FeedResponse.Content;
import io.wordtide.ingest.feed.FeedResponse.Gone;
import io.wordtide.ingest.feed.FeedResponse.NotModified;
import io.wordtide.ingest.feed.FeedResponse.Refused;
import io.wordtide.ingest.feed.FeedResponse.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Fetches a feed if it has changed, within limits of size and time. Thread-safe. */
public final class FeedClient {

    private static final int MAX_BYTES = 16 << 20;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);
    private static final Duration RESPONSE_PATIENCE = Duration.ofSeconds(60);

    private static final int NOT_MODIFIED = 304;
    private static final int GONE = 410;
    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age=(\\d{1,9})\\b");

    private final HttpClient http;
    private final String userAgent;
    private final Duration responsePatience;

    /** @param userAgent how the client identifies itself to servers */
    public FeedClient(String userAgent) {
        this(userAgent, RESPONSE_PATIENCE);
    }

    /** @param responsePatience longest time to wait for the head of a response, and from there to its end */
    FeedClient(String userAgent, Duration responsePatience) {
        this.userAgent = userAgent;
        this.responsePatience = responsePatience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // some servers refuse requests that offer an upgrade to 2
                .followRedirects(HttpClient.Redirect.NORMAL) // never from https to http, and at most five
                .connectTimeout(CONNECT_PATIENCE)
                .build();
    }

    /**
     * Fetches a feed.
     *
     * @param address {@code http} or {@code https}
     * @param known validators of the last response that could be read
     * @throws InputException if nobody answers, or not in time, or with too much
     */
    FeedResponse fetch(URI address, Validators known) throws InputException, InterruptedException {
        try {
            return answer(address, http.send(request(address, known), BodyHandlers.ofInputStream()));
        } catch (InputException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // IllegalArgumentException: a redirection to something that is not a web address
            throw new InputException("cannot fetch it: " + reason(e), e);
        }
    }

    private HttpRequest request(URI address, Validators known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(responsePatience)
                .header("User-Agent", userAgent)
                .header("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1")
                .header("Accept-Encoding", "gzip");
        if (known.etag() != null) {
            request.header("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    private FeedResponse answer(URI address, HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == NOT_MODIFIED) {
                return new NotModified(maxAge(response));
            }
            if (status == GONE) {
                return new Gone();
            }
            if (status != 200) {
                String to = response.headers()
                        .firstValue("Location")
                        .map(location -> " to " + location)
                        .orElse("");
                return new Refused(
                        "expected HTTP status 200 or 304, found %d%s".formatted(status, to), retryAfter(response));
            }
            return new Content(
                    read(body, response),
                    response.headers().firstValue("Content-Type").orElse(null),
                    new Validators(
                            response.headers().firstValue("ETag").orElse(null),
                            response.headers().firstValue("Last-Modified").orElse(null)),
                    hasMovedForGood(response) ? response.uri() : address,
                    maxAge(response));
        }
    }

    private byte[] read(InputStream body, HttpResponse<?> response) throws IOException {
        // the request's own timeout covers only the head of the response
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                () -> close(body),
                CompletableFuture.delayedExecutor(responsePatience.toMillis(), TimeUnit.MILLISECONDS));
        try {
            byte[] bytes = unpack(body, response).readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InputException("expected a feed of at most %d bytes, found more".formatted(MAX_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            if (deadline.isDone()) {
                throw new InputException(
                        "expected the whole feed within %d s, found no end of it"
                                .formatted(responsePatience.toSeconds()),
                        e);
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static InputStream unpack(InputStream body, HttpResponse<?> response) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            default -> throw new InputException("expected a feed that is gzipped or plain, found another encoding");
        };
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // its reader will notice
        }
    }

    /** Whether there was a redirection, and every one was permanent. */
    private static boolean hasMovedForGood(HttpResponse<?> response) {
        boolean moved = false;
        Optional<? extends HttpResponse<?>> previous = response.previousResponse();
        while (previous.isPresent()) {
            int status = previous.get().statusCode();
            if (status != 301 && status != 308) {
                return false;
            }
            moved = true;
            previous = previous.get().previousResponse();
        }
        return moved;
    }

    private static Duration maxAge(HttpResponse<?> response) {
        Matcher matcher = MAX_AGE.matcher(String.join(",", response.headers().allValues("Cache-Control")));
        return matcher.find() ? Duration.ofSeconds(Long.parseLong(matcher.group(1))) : Duration.ZERO;
    }

    /** A number of seconds or a date; zero for anything else. */
    private static Duration retryAfter(HttpResponse<?> response) {
        String written = response.headers().firstValue("Retry-After").orElse("").strip();
        if (written.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(written));
        }
        try {
            return Duration.between(Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(written, Instant::from));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static String reason(Exception e) {
        // a ConnectException of the JDK's client has no message
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
