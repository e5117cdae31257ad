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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.utils.Utils;

/** Who may send requests, and how many; and the security headers of every answer. Thread-safe. */
final class Access {

    /** Client addresses that are remembered; the one idle for longest is forgotten first. */
    private static final int CLIENTS = 10_000;

    private static final String BEARER = "Bearer ";

    private final Optional<byte[]> token;
    private final boolean isForThisMachineOnly;
    private final Optional<String> advertisedName;
    private final LoadingCache<String, Bucket> buckets;

    Access(HttpSettings settings) {
        this.token = settings.token().map(Password::value).map(secret -> secret.getBytes(UTF_8));
        this.isForThisMachineOnly = token.isEmpty() && isLoopback(settings.host());
        this.advertisedName = settings.advertised().map(Utils::getHost);
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
     * Without a token, the only protection is that no other machine can reach the server. A web page whose name was
     * made to point here (DNS rebinding) would get around that, but its requests carry its own name.
     *
     * @throws Problem if a server that only this machine can reach is addressed by a name that is not this machine's
     */
    void requireOwnName(Context context) {
        String name = context.req().getServerName();
        if (isForThisMachineOnly && !isLoopback(name) && !advertisedName.equals(Optional.of(name))) {
            throw Problem.of(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "expected the name of this machine in the header Host, such as localhost, found another; if the"
                            + " server should answer to it, set wordtide.http.token or wordtide.http.advertised");
        }
    }

    private static boolean isLoopback(String name) {
        String address = name.replaceAll("[\\[\\]]", ""); // brackets around an IPv6 address
        return name.equalsIgnoreCase("localhost")
                || (InetAddresses.isInetAddress(address)
                        && InetAddresses.forString(address).isLoopbackAddress());
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
        boolean bears = authorization != null && authorization.startsWith(BEARER);
        byte[] found = bears ? authorization.substring(BEARER.length()).getBytes(UTF_8) : new byte[0];
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
