package io.wordtide.ingest.format;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.YEAR;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Publication times as feeds and files write them; the only reader of such texts. A time without a zone is UTC, a date
 * without a time its first instant. Understood are
 *
 * <ul>
 *   <li>RFC 3339 and ISO-8601 ({@code 2026-03-01T12:00:00.5Z}, {@code 2026-03-01 12:00:00 -0800}, {@code 20260301T120000Z},
 *       {@code 2026-03}), with any number of digits after the point,
 *   <li>the dates of mail and RSS (RFC 822 and 5322: {@code Sun, 01 Mar 2026 12:00:00 GMT}), and of C's {@code ctime},
 *   <li>dates whose month is a word, or whose year stands behind a comma ({@code 26-FEB-1987}, {@code March 1, 2026},
 *       {@code 05 13, 2014}),
 *   <li>numbers: a year of four digits, a day of eight ({@code 20260301}), a second of fourteen, and otherwise a count of
 *       a {@link TimestampUnit}.
 * </ul>
 *
 * Dates such as {@code 02/03/2026} are refused: they mean another day on the other side of an ocean.
 */
public final class Timestamps {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{0,30})?([eE][+-]?\\d{1,2})?");
    private static final Pattern YEAR_ALONE = Pattern.compile("\\d{4}");
    private static final Pattern DAY_ALONE = Pattern.compile("\\d{8}");
    private static final Pattern SECOND_ALONE = Pattern.compile("(?:19|20)\\d{12}");

    /** More than the nanoseconds that a formatter reads. */
    private static final Pattern FURTHER_DIGITS = Pattern.compile("([.,]\\d{9})\\d+");

    private static final Pattern WEEKDAY = Pattern.compile("^(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ");

    /** {@code Mar 1 12:00:00 PST 2026}, the weekday being off. */
    private static final Pattern CTIME =
            Pattern.compile("([A-Za-z]{3}) (\\d{1,2}) ([\\d:]+)( [A-Z+\\-\\d:]+)? (\\d{4})");

    /** What comes after a time of the day. */
    private static final Pattern ZONE = Pattern.compile(
            "(.*(?::\\d\\d?|T\\d{4,6})(?:[.,]\\d+)?)\\s*(Z|[A-Z]{2,4}|(?:GMT|UTC?)?[+-]\\d\\d(?::?\\d\\d)?)");

    /**
     * In hours: the zones of RFC 822, section 5.1, and others of which each name stands for one offset only. {@code IST}
     * does not.
     */
    private static final Map<String, Integer> NAMED_OFFSETS = Map.ofEntries(
            Map.entry("Z", 0),
            Map.entry("UT", 0),
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", 1),
            Map.entry("BST", 1),
            Map.entry("CET", 1),
            Map.entry("MET", 1),
            Map.entry("CEST", 2),
            Map.entry("MEST", 2),
            Map.entry("EET", 2),
            Map.entry("EEST", 3),
            Map.entry("MSK", 3),
            Map.entry("HKT", 8),
            Map.entry("SGT", 8),
            Map.entry("JST", 9),
            Map.entry("KST", 9),
            Map.entry("AEST", 10),
            Map.entry("AEDT", 11),
            Map.entry("NZST", 12),
            Map.entry("NZDT", 13),
            Map.entry("EDT", -4),
            Map.entry("EST", -5),
            Map.entry("CDT", -5),
            Map.entry("CST", -6),
            Map.entry("MDT", -6),
            Map.entry("MST", -7),
            Map.entry("PDT", -7),
            Map.entry("PST", -8),
            Map.entry("AKDT", -8),
            Map.entry("AKST", -9),
            Map.entry("HST", -10));

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("[XXX][XX][X]", Locale.ROOT);

    /** RFC 5322, section 4.3: years of two digits. */
    private static final int FIRST_YEAR_OF_TWO_DIGITS = 1950;

    private static final DateTimeFormatter DAY = form(new DateTimeFormatterBuilder().appendPattern("uuuuMMdd"));
    private static final DateTimeFormatter SECOND =
            form(new DateTimeFormatterBuilder().appendPattern("uuuuMMddHHmmss"));

    private static final List<DateTimeFormatter> FORMS = List.of(
            withTime(new DateTimeFormatterBuilder().appendPattern("uuuu-MM[-dd]")),
            form(new DateTimeFormatterBuilder().appendPattern("uuuuMMdd'T'HHmm[ss]")),
            withTime(new DateTimeFormatterBuilder()
                    .appendPattern("d[ ][-][MMMM][MMM][ ][-]")
                    .appendValueReduced(YEAR, 2, 4, FIRST_YEAR_OF_TWO_DIGITS)),
            withTime(new DateTimeFormatterBuilder().appendPattern("[MMMM][MMM] d, uuuu")),
            withTime(new DateTimeFormatterBuilder().appendPattern("MM d, uuuu")));

    private static final int LAST_YEAR = 9999;

    private Timestamps() {}

    /**
     * The time that a text stands for, the unit of a number being told from its size; null if there are only blanks.
     *
     * @throws MalformedRecordException if it is no time, or not in the years 1 to 9999; the message does not quote it
     */
    public static @Nullable Instant parse(String written) throws MalformedRecordException {
        return parse(written, TimestampUnit.AUTO);
    }

    /**
     * The time that a text stands for, cut to the millisecond; null if there are only blanks.
     *
     * @param unit what a number counts
     * @throws MalformedRecordException if it is no time, or not in the years 1 to 9999; the message does not quote it
     */
    public static @Nullable Instant parse(String written, TimestampUnit unit) throws MalformedRecordException {
        String text = written.strip();
        if (text.isEmpty()) {
            return null;
        }
        Instant instant = UtcTime.parse(text);
        try {
            if (instant == null) {
                instant = NUMBER.matcher(text).matches() ? ofNumber(text, unit) : ofText(text);
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedRecordException(
                    ("expected a time, such as 2026-03-01T12:00:00Z, Sun, 01 Mar 2026 12:00:00 GMT or a count of"
                                    + " (milli-, micro-, nano-) seconds since 1970, found something else"
                                    + " (%d characters); --timestamp-unit says what small numbers count")
                            .formatted(text.length()));
        }
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > LAST_YEAR) {
            throw new MalformedRecordException(
                    "expected a time in the years 1 to %d, found the year %d".formatted(LAST_YEAR, year));
        }
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static Instant ofNumber(String text, TimestampUnit unit) {
        if (unit == TimestampUnit.AUTO) {
            if (YEAR_ALONE.matcher(text).matches()) {
                return LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            if (DAY_ALONE.matcher(text).matches()) {
                return local(DAY, text).toInstant(ZoneOffset.UTC);
            }
            if (SECOND_ALONE.matcher(text).matches()) {
                return local(SECOND, text).toInstant(ZoneOffset.UTC);
            }
        }
        return unit.instant(new BigDecimal(text));
    }

    private static Instant ofText(String written) {
        String text = FURTHER_DIGITS.matcher(written).replaceFirst("$1").replaceAll("\\s+", " ");
        text = WEEKDAY.matcher(text).replaceFirst("");
        Matcher ctime = CTIME.matcher(text);
        if (ctime.matches()) {
            String zone = ctime.group(4) == null ? "" : ctime.group(4);
            text = ctime.group(2) + " " + ctime.group(1) + " " + ctime.group(5) + " " + ctime.group(3) + zone;
        }
        text = text.toUpperCase(Locale.ROOT);
        Matcher zoned = ZONE.matcher(text);
        return zoned.matches()
                ? local(zoned.group(1)).toInstant(offset(zoned.group(2)))
                : local(text).toInstant(ZoneOffset.UTC);
    }

    private static ZoneOffset offset(String zone) {
        Integer hours = NAMED_OFFSETS.get(zone);
        return hours == null
                ? ZoneOffset.from(OFFSET.parse(zone.replaceFirst("^[A-Z]+(?=[+-])", "")))
                : ZoneOffset.ofHours(hours);
    }

    private static LocalDateTime local(String text) {
        for (DateTimeFormatter form : FORMS) {
            try {
                return local(form, text);
            } catch (DateTimeException e) {
                // another form, perhaps
            }
        }
        throw new DateTimeException("none of the forms");
    }

    private static LocalDateTime local(DateTimeFormatter form, String text) {
        TemporalAccessor parsed = form.parseBest(text, LocalDateTime::from, LocalDate::from);
        return parsed instanceof LocalDateTime dateTime
                ? dateTime
                : LocalDate.from(parsed).atStartOfDay();
    }

    /** A date, and a time of the day that may be missing. */
    private static DateTimeFormatter withTime(DateTimeFormatterBuilder date) {
        return form(date.optionalStart()
                .appendPattern("['T'][,][ ]H:mm[:s")
                .optionalStart()
                .appendFraction(NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .appendPattern("]")
                .optionalEnd());
    }

    private static DateTimeFormatter form(DateTimeFormatterBuilder builder) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(builder.toFormatter(Locale.ENGLISH))
                .parseDefaulting(DAY_OF_MONTH, 1)
                .toFormatter(Locale.ENGLISH)
                // the default resolver reads the 30th of February as the last day of the month
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
