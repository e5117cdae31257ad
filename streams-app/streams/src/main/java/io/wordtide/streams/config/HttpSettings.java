package io.wordtide.streams.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * HTTP settings of an instance.
 *
 * @param host name or address it listens on
 * @param port 0 for any free one
 * @param advertised host and port for other instances, if not those it listens on
 * @param names further names under which it answers without a token, in lower case
 * @param token secret that requests must carry, if any
 * @param bodyMaxBytes longest body of a request
 * @param requestsPerSecond limit for one client address
 * @param documents how many of the newest documents are remembered
 */
public record HttpSettings(
        String host,
        int port,
        Optional<String> advertised,
        Set<String> names,
        Optional<Password> token,
        int bodyMaxBytes,
        int requestsPerSecond,
        int documents) {

    static HttpSettings of(AbstractConfig config) {
        @Nullable String advertised = config.getString(HttpKeys.ADVERTISED);
        if (advertised != null && (Utils.getHost(advertised) == null || Utils.getPort(advertised) == null)) {
            throw new ConfigException(HttpKeys.ADVERTISED, advertised, "Expected HOST:PORT");
        }
        @Nullable Password token = config.getPassword(HttpKeys.TOKEN);
        if (token != null && token.value().isBlank()) {
            throw new ConfigException(HttpKeys.TOKEN, token, "Expected a secret, found a blank value. Remove the key");
        }
        return new HttpSettings(
                config.getString(HttpKeys.HOST),
                config.getInt(HttpKeys.PORT),
                Optional.ofNullable(advertised),
                config.getList(HttpKeys.NAMES).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                Optional.ofNullable(token),
                config.getInt(HttpKeys.BODY_MAX_BYTES),
                config.getInt(HttpKeys.REQUESTS_PER_SECOND),
                config.getInt(HttpKeys.DOCUMENTS));
    }

    /** Whether this instance runs an HTTP server. */
    boolean isServing() {
        return port >= 0;
    }
}
