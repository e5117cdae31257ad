package io.wordtide.cli.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which feeds to read, and how often. */
final class FeedOptions {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    @Option(
            names = "--feed",
            paramLabel = "URL",
            converter = AddressConverter.class,
            description =
                    "An RSS, Atom or JSON feed instead of files; may be repeated. Entries that are already on the topic are"
                            + " not sent again.")
    private List<URI> addresses = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = IntervalConverter.class,
            description = "Read the feeds at this interval until Ctrl-C, such as 30s, 5m or 1h. Default: once.")
    private @Nullable Duration interval;

    List<URI> addresses() {
        return addresses;
    }

    @Nullable Duration interval() {
        return interval;
    }

    /** A web address without a password, since addresses are written to topics and logs. */
    static final class AddressConverter implements ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            try {
                URI address = new URI(value);
                boolean isWeb =
                        "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
                if (isWeb && address.getHost() != null && address.getRawUserInfo() == null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // reported below
            }
            throw new TypeConversionException(
                    "expected an address such as https://example.org/news.xml, without user and password");
        }
    }

    /** {@code 1h30m}: what follows {@code PT} in ISO-8601. */
    static final class IntervalConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                Duration interval = Duration.parse("PT" + value.toUpperCase(Locale.ROOT));
                if (interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
                    return interval;
                }
            } catch (DateTimeException e) {
                // reported below
            }
            throw new TypeConversionException("expected a time from 1s to 24h, such as 5m, found '" + value + "'");
        }
    }
}
