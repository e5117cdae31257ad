package io.wordtide.ingest.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** What a bare number as a publication time counts since 1970-01-01T00:00Z. */
public enum TimestampUnit {
    /**
     * Told from the number of digits before the point: seconds up to 11, milliseconds up to 14, microseconds up to 17,
     * nanoseconds beyond. So each of them reaches from 1973 to 5138. Fewer than 9 digits are refused.
     */
    AUTO("auto", 0),
    SECONDS("s", 3),
    MILLISECONDS("ms", 0),
    MICROSECONDS("us", -3),
    NANOSECONDS("ns", -6);

    private static final int FEWEST_DIGITS = 9;
    private static final int MOST_DIGITS_OF_SECONDS = 11;
    private static final int MOST_DIGITS_OF_MILLISECONDS = 14;
    private static final int MOST_DIGITS_OF_MICROSECONDS = 17;

    private final String symbol;
    private final int powerOfTen;

    /** @param powerOfTen a unit in milliseconds, as a power of ten */
    TimestampUnit(String symbol, int powerOfTen) {
        this.symbol = symbol;
        this.powerOfTen = powerOfTen;
    }

    /**
     * The instant of a count of this unit, down to the millisecond.
     *
     * @throws ArithmeticException if it is beyond what a long can count, or too small to tell its unit
     */
    Instant instant(BigDecimal count) {
        TimestampUnit unit = this == AUTO ? ofSize(count) : this;
        return Instant.ofEpochMilli(count.scaleByPowerOfTen(unit.powerOfTen)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact());
    }

    private static TimestampUnit ofSize(BigDecimal count) {
        int digits = count.precision() - count.scale();
        if (digits < FEWEST_DIGITS) {
            throw new ArithmeticException("too few digits to tell the unit");
        }
        if (digits <= MOST_DIGITS_OF_SECONDS) {
            return SECONDS;
        }
        if (digits <= MOST_DIGITS_OF_MILLISECONDS) {
            return MILLISECONDS;
        }
        return digits <= MOST_DIGITS_OF_MICROSECONDS ? MICROSECONDS : NANOSECONDS;
    }

    /** The name on the command line: {@code auto}, {@code s}, {@code ms}, {@code us}, {@code ns}. */
    @Override
    public String toString() {
        return symbol;
    }
}
