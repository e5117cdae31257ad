package io.wordtide.ingest.feed;

import com.google.common.net.InetAddresses;
import io.wordtide.ingest.InputException;
import io.wordtide.ingest.feed.FeedResponse.Content;
import io.wordtide.ingest.feed.FeedResponse.Gone;
import io.wordtide.ingest.feed.FeedResponse.NotModified;
import io.wordtide.ingest.feed.FeedResponse.Refused;
import io.wordtide.ingest.feed.FeedResponse.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a feed if it has changed, within limits of size and time. A feed outside of this machine's networks cannot lead
 * into them, by a redirection or by a name that resolves differently later: each address is checked before it is
 * connected to. The JVM remembers resolved names for 30 seconds, so that it connects to what was checked, unless
 * {@code networkaddress.cache.ttl} is 0. A proxy resolves names itself, and nothing is checked. Thread-safe.
 */
public final class FeedClient {

    static final int MAX_BYTES = 16 << 20;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);
    private static final Duration RESPONSE_PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_REDIRECTIONS = 5;
    private static final Set<Integer> PERMANENT = Set.of(301, 308);
    private static final Set<Integer> TEMPORARY = Set.of(302, 303, 307);
    private static final int NOT_MODIFIED = 304;
    private static final int GONE = 410;
    private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age=(\\d{1,9})\\b");

    private final HttpClient http;
    private final String userAgent;
    private final Duration responsePatience;
    private final Predicate<InetAddress> inside;

    /** @param userAgent how the client identifies itself to servers */
    public FeedClient(String userAgent) {
        this(userAgent, RESPONSE_PATIENCE, InsideAddresses::contain);
    }

    /**
     * @param responsePatience longest time to wait for the head of a response, and from there to its end
     * @param inside addresses of this machine and its networks
     */
    FeedClient(String userAgent, Duration responsePatience, Predicate<InetAddress> inside) {
        this.userAgent = userAgent;
        this.responsePatience = responsePatience;
        this.inside = inside;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // some servers refuse requests that offer an upgrade to 2
                .followRedirects(HttpClient.Redirect.NEVER) // see follow()
                .connectTimeout(CONNECT_PATIENCE)
                .build();
    }

    /**
     * Fetches a feed.
     *
     * @param address {@code http} or {@code https}
     * @param known validators of the last response that could be read
     * @param mayBeInside whether it may be, or lead to, an address of this machine's networks
     * @throws InputException if nobody answers, or not in time, or with too much, or it leads where it may not
     */
    FeedResponse fetch(URI address, Validators known, boolean mayBeInside) throws InputException, InterruptedException {
        try {
            return follow(address, known, mayBeInside);
        } catch (InputException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            // IllegalArgumentException: a redirection to something that is not a web address
            throw new InputException("cannot fetch it: " + reason(e), e);
        }
    }

    /**
     * Whether an address is on this machine or its networks.
     *
     * @throws InputException if its host has no address
     */
    boolean isInside(URI address) throws InputException {
        return insideAddress(address).isPresent();
    }

    /** Follows redirections, at most five and never from https to http. */
    private FeedResponse follow(URI address, Validators known, boolean mayBeInside)
            throws IOException, InterruptedException {
        URI present = address;
        boolean forGood = true;
        for (int redirections = 0; ; redirections++) {
            if (!mayBeInside) {
                requireOutside(present);
            }
            HttpResponse<InputStream> response = http.send(request(present, known), BodyHandlers.ofInputStream());
            Optional<URI> target = target(
                    present,
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(null));
            if (target.isEmpty() || redirections == MOST_REDIRECTIONS) {
                return answer(forGood ? present : address, response);
            }
            response.body().close();
            forGood &= PERMANENT.contains(response.statusCode());
            present = target.get();
        }
    }

    /** Where a redirection that may be followed leads. */
    static Optional<URI> target(URI from, int status, @Nullable String location) throws InputException {
        if (location == null || !(PERMANENT.contains(status) || TEMPORARY.contains(status))) {
            return Optional.empty();
        }
        URI target = from.resolve(location);
        if (target.getHost() == null) {
            throw new InputException("expected a redirection to a web address, found something else");
        }
        boolean isDowngrade = from.getScheme().equalsIgnoreCase("https")
                && !target.getScheme().equalsIgnoreCase("https");
        return isDowngrade ? Optional.empty() : Optional.of(target);
    }

    private void requireOutside(URI address) throws InputException {
        Optional<InetAddress> found = insideAddress(address);
        if (found.isPresent()) {
            throw new InputException(
                    "expected a feed outside of this network to stay there, found that it leads to %s (%s); if you trust that address, give it as the feed's"
                            .formatted(address.getHost(), InetAddresses.toAddrString(found.get())));
        }
    }

    /** All addresses of its host are checked: the one to connect to may be any. */
    private Optional<InetAddress> insideAddress(URI address) throws InputException {
        if (isProxied(address)) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(address.getHost()))
                    .filter(inside)
                    .findFirst();
        } catch (UnknownHostException e) {
            throw new InputException("cannot fetch it: the name %s has no address".formatted(address.getHost()), e);
        }
    }

    private static boolean isProxied(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(address).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private HttpRequest request(URI address, Validators known) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(responsePatience)
                .header("User-Agent", userAgent)
                .header(
                        "Accept",
                        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1")
                .header("Accept-Encoding", "gzip");
        if (known.etag() != null) {
            request.header("If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        return request.build();
    }

    /** @param address where the feed is from now on */
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
                    address,
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
