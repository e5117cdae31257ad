package io.wordtide.ingest.format;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE;
import static java.time.format.DateTimeFormatter.ISO_LOCAL_TIME;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publication times as inputs write them: ISO-8601 (a date; a date and a time, with {@code T} or a blank between them,
 * in UTC unless an offset follows) or milliseconds since 1970-01-01T00:00Z.
 */
final class Timestamps {

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(ISO_LOCAL_DATE)
            .appendPattern("[['T'][' ']")
            .append(ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]]")
            .toFormatter(Locale.ROOT)
            // the default resolver reads the 30th of February as the last day of the month
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{5,}");

    private Timestamps() {}

    /**
     * The parsed time, or null if there are only blanks.
     *
     * @throws MalformedRecordException if it is neither ISO-8601 nor milliseconds
     */
    static @Nullable Instant parse(String written) throws MalformedRecordException {
        String text = written.strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return MILLISECONDS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : parseIso(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new MalformedRecordException(
                    "expected a timestamp in ISO-8601, such as 2026-03-01T12:00:00Z, or in milliseconds"
                            + " since 1970, found something else");
        }
    }

    private static Instant parseIso(String text) {
        TemporalAccessor parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        Instant instant;
        if (parsed instanceof OffsetDateTime withOffset) {
            instant = withOffset.toInstant();
        } else if (parsed instanceof LocalDateTime dateTime) {
            instant = dateTime.toInstant(ZoneOffset.UTC);
        } else {
            instant = LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        // the schema counts milliseconds in a long: years beyond that are rejected here
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
