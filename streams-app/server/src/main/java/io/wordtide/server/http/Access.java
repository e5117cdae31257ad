package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.net.InetAddresses;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.wordtide.streams.config.HttpSettings;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.utils.Utils;

/** Who may send requests, and how many; and the security headers of every answer. Thread-safe. */
final class Access {

    /** Client addresses that are remembered; the one idle for longest is forgotten first. */
    private static final int CLIENTS = 10_000;

    private static final String BEARER = "Bearer ";

    /** Methods that change nothing, so that a link on any page may lead here. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final Optional<byte[]> token;
    private final boolean isForThisMachineOnly;
    private final Set<String> names;
    private final Supplier<String> advertised;
    private final LoadingCache<String, Bucket> buckets;

    /** @param advertised host and port of this instance, once it listens */
    Access(HttpSettings settings, Supplier<String> advertised) {
        this.token = settings.token().map(Password::value).map(secret -> secret.getBytes(UTF_8));
        this.isForThisMachineOnly = isLoopback(settings.host());
        this.names = settings.names();
        this.advertised = advertised;
        int rate = settings.requestsPerSecond();
        this.buckets = CacheBuilder.newBuilder().maximumSize(CLIENTS).build(CacheLoader.from(() -> bucket(rate)));
    }

    private static Bucket bucket(int requestsPerSecond) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(2L * requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** The page loads nothing from elsewhere, and no other page may embed it. */
    static void secureHeaders(Context context) {
        context.header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
    }

    /**
     * Without a token, the only protection is that strangers cannot reach the server. A page on the internet whose name
     * was made to point here (DNS rebinding) would get around that, through the browser of somebody who can reach it,
     * but its requests carry its own name. They carry a name in any case, so an address is refused only by a server
     * that this machine alone can reach.
     *
     * @throws Problem if a server without a token is addressed by a name that is not its own
     */
    void requireOwnName(Context context) {
        String name = context.req().getServerName();
        if (token.isEmpty() && !isOwnName(name)) {
            throw Problem.of(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "expected a name of this server in the header Host, such as localhost, found another; if the"
                            + " server should answer to it, add it to wordtide.http.names, or set wordtide.http.token");
        }
    }

    private boolean isOwnName(String name) {
        return isLoopback(name)
                || names.contains(name.toLowerCase(Locale.ROOT))
                || (!isForThisMachineOnly && InetAddresses.isUriInetAddress(name))
                || name.equalsIgnoreCase(Utils.getHost(advertised.get()));
    }

    /** Whether a name or address is this machine's own, which no other machine can reach. */
    static boolean isLoopback(String name) {
        String address = name.replaceAll("[\\[\\]]", ""); // brackets around an IPv6 address
        return name.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(address)
                        && InetAddresses.forString(address).isLoopbackAddress());
    }

    /**
     * Refuses what a page of another site makes a browser send. The browser would not let that page read the answer, but
     * the work would be done. Browsers say where a request comes from in {@code Sec-Fetch-Site}, or, if they reach the
     * server without TLS, in {@code Origin} alone; other clients send neither.
     *
     * @throws Problem if the request was caused by a page that this server did not serve
     */
    static void requireOwnPage(Context context) {
        if (SAFE_METHODS.contains(context.req().getMethod())) {
            return;
        }
        String site = context.header("Sec-Fetch-Site");
        String origin = context.header(Header.ORIGIN);
        boolean isOwn = site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(context.host());
        if (!isOwn) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "expected a request from the live page or from a client other than a browser, found one from a"
                            + " page of another site (header " + (site != null ? "Sec-Fetch-Site" : "Origin") + ")");
        }
    }

    /** @throws Problem if the client asks too often; probes are exempt, since a refused one restarts an instance */
    void limitRate(Context context) {
        if (Routes.isProbe(context.path())) {
            return;
        }
        ConsumptionProbe probe = buckets.getUnchecked(context.ip()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
            throw Problem.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "expected fewer requests from one address (wordtide.http.requests.per.second)")
                    .with(Header.RETRY_AFTER, Long.toString(seconds));
        }
    }

    /** @throws Problem if a token is required and the request has a different one, or none */
    void requireToken(Context context) {
        if (token.isEmpty()) {
            return;
        }
        String authorization = context.header(Header.AUTHORIZATION);
        boolean bears =
                authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length()); // any case
        byte[] found = bears ? authorization.substring(BEARER.length()).strip().getBytes(UTF_8) : new byte[0];
        // takes the same time however much of the beginning of the token is right
        if (!MessageDigest.isEqual(token.get(), found)) {
            throw Problem.of(
                            HttpStatus.UNAUTHORIZED,
                            "expected Authorization: Bearer and the token of wordtide.http.token, found "
                                    + (bears ? "another token" : "none"))
                    .with(Header.WWW_AUTHENTICATE, "Bearer");
        }
    }
}
