package io.wordtide.benchmarks;

import java.util.Optional;

/**
 * A row for each figure of this checkout, beside the same figure of the checkout that {@code --against} names, if any.
 * The other's figures have the same names after {@code other}, and are not shown without it.
 */
final class ComparisonTable {

    private static final String OTHER = "other";
    private static final String NONE = "none";
    private static final String NOT_MEASURED = "–";
    private static final double WHOLE_FROM = 100;

    private final boolean hasOther;
    private final MarkdownTable table = new MarkdownTable(
            "", "this build: min / median / max", "the other build", "ratio: min / median / max", "bar");

    ComparisonTable() {
        this(Settings.against().isPresent());
    }

    /** @param hasOther whether another checkout was to be measured */
    ComparisonTable(boolean hasOther) {
        this.hasOther = hasOther;
    }

    /** A figure whose ratio to the other build's has a bar, which is missed if one of the two was not measured. */
    ComparisonTable ratio(String label, Outcome outcome, String figure, Bar bar) {
        return ratio(label, outcome, figure, Optional.of(bar));
    }

    /** A figure and its ratio to the other build's, without a bar. */
    ComparisonTable ratio(String label, Outcome outcome, String figure) {
        return ratio(label, outcome, figure, Optional.empty());
    }

    private ComparisonTable ratio(String label, Outcome outcome, String figure, Optional<Bar> bar) {
        if (!hasOther) {
            return figure(label, outcome, figure);
        }
        String other = OTHER + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
        Spread ratio = outcome.ratio(figure, other);
        return row(
                label,
                outcome.spread(figure),
                show(outcome.spread(other)),
                ratio.show(),
                bar.map(limit -> limit.judge(isWhole(ratio) ? ratio.median() : Double.NaN))
                        .orElse(NONE));
    }

    /** Whether all of its figures were measured: what was not is 0 or NaN, and so its ratio is 0, infinite or NaN. */
    private static boolean isWhole(Spread ratio) {
        return ratio.minimum() > 0 && Double.isFinite(ratio.maximum());
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
