package io.wordtide.benchmarks;

import java.util.Optional;

/**
 * A row for each figure of this checkout, beside the same figure of the checkout that {@code --against} names, if any.
 * The other's figures have the same names after {@code other}, and are NaN without it.
 */
final class ComparisonTable {

    private static final String OTHER = "other";
    private static final String NONE = "none";
    private static final String NOT_MEASURED = "–";
    private static final double WHOLE_FROM = 100;

    private final MarkdownTable table = new MarkdownTable(
            "", "this build: min / median / max", "the other build", "ratio: min / median / max", "bar");

    /** A figure whose ratio to the other build's has a bar. */
    ComparisonTable ratio(String label, Outcome outcome, String figure, Bar bar) {
        return ratio(label, outcome, figure, Optional.of(bar));
    }

    /** A figure and its ratio to the other build's, without a bar. */
    ComparisonTable ratio(String label, Outcome outcome, String figure) {
        return ratio(label, outcome, figure, Optional.empty());
    }

    private ComparisonTable ratio(String label, Outcome outcome, String figure, Optional<Bar> bar) {
        String other = OTHER + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
        if (Double.isNaN(outcome.median(other))) {
            return figure(label, outcome, figure);
        }
        Spread ratio = outcome.ratio(figure, other);
        return row(
                label,
                outcome.spread(figure),
                show(outcome.spread(other)),
                ratio.show(),
                bar.map(limit -> limit.judge(ratio.median())).orElse(NONE));
    }

    /** A figure of this build that has a bar of its own. */
    ComparisonTable figure(String label, Outcome outcome, String figure, Bar bar) {
        return row(label, outcome.spread(figure), NOT_MEASURED, NOT_MEASURED, bar.judge(outcome.median(figure)));
    }

    /** A figure of this build without a bar. */
    ComparisonTable figure(String label, Outcome outcome, String figure) {
        return row(label, outcome.spread(figure), NOT_MEASURED, NOT_MEASURED, NONE);
    }

    private ComparisonTable row(String label, Spread figure, String other, String ratio, String bar) {
        table.row(label, show(figure), other, ratio, bar);
        return this;
    }

    private static String show(Spread spread) {
        return spread.median() < WHOLE_FROM ? spread.show() : spread.showWhole();
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
