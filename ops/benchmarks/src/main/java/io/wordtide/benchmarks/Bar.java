package io.wordtide.benchmarks;

import java.util.Locale;

/** The limit of a figure, and whether a median meets it. */
record Bar(String relation, double limit) {

    static Bar atMost(double limit) {
        return new Bar("<=", limit);
    }

    static Bar atLeast(double limit) {
        return new Bar(">=", limit);
    }

    static Bar below(double limit) {
        return new Bar("<", limit);
    }

    /** {@code <= 1.15, met}. */
    String judge(double value) {
        boolean met = switch (relation) {
            case "<=" -> value <= limit;
            case ">=" -> value >= limit;
            default -> value < limit;
        };
        return String.format(Locale.ROOT, "%s %s, %s", relation, number(limit), met ? "met" : "MISSED");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,d", (long) value) : Double.toString(value);
    }
}
