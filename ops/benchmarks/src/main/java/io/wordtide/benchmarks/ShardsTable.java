package io.wordtide.benchmarks;

import io.wordtide.benchmarks.ShardsBenchmark.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables of {@link ShardsBenchmark}: a row for each layout, and a row for each ratio with its bar. */
final class ShardsTable {

    private static final List<String> TOPICS =
            List.of("bags", "journal", "snapshots", "frequencies", "recent", "rounds", "refinedParts");

    private ShardsTable() {}

    /** @param outcomes of all layouts */
    static String of(Map<Layout, Outcome> outcomes) {
        return layouts(outcomes) + System.lineSeparator() + System.lineSeparator() + ratios(outcomes);
    }

    private static MarkdownTable layouts(Map<Layout, Outcome> outcomes) {
        List<String> headings = new ArrayList<>(
                List.of("shards, instances", "documents/s: min / median / max", "processor time of a document, ms"));
        TOPICS.forEach(topic -> headings.add(topic + ", B"));
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        outcomes.forEach((layout, outcome) -> {
            List<Object> cells = new ArrayList<>(
                    List.of(layout.description(), outcome.spread("rate").showWhole(), outcome.median("processorMs")));
            TOPICS.forEach(topic -> cells.add(String.format(Locale.ROOT, "%,.0f", outcome.median(topic))));
            table.row(cells.toArray());
        });
        return table;
    }

    private static MarkdownTable ratios(Map<Layout, Outcome> outcomes) {
        Outcome four = outcome(outcomes, Layout.FOUR_SHARDS);
        Outcome sent = outcome(outcomes, Layout.FOUR_SHARDS_TWO_INSTANCES);
        return new MarkdownTable("", "median", "bar")
                .row(ratio(
                        "documents/s of two shards, two instances ÷ one",
                        "rate",
                        outcome(outcomes, Layout.TWO_INSTANCES),
                        outcome(outcomes, Layout.TWO_SHARDS),
                        Bar.atLeast(1.6)))
                .row(ratio(
                        "processor time of one instance, four shards ÷ one",
                        "processorMs",
                        four,
                        outcome(outcomes, Layout.UNDIVIDED),
                        Bar.atMost(1.25)))
                .row(traffic(
                        "rounds and refined parts of four shards on two instances, kB a document, first half",
                        sent.median("shardsAtFirst")))
                .row(traffic("the same, second half", sent.median("shardsAtLast")));
    }

    private static Outcome outcome(Map<Layout, Outcome> outcomes, Layout layout) {
        return Objects.requireNonNull(outcomes.get(layout), layout::name);
    }

    private static Object[] ratio(String label, String figure, Outcome dividend, Outcome divisor, Bar bar) {
        double ratio = dividend.median(figure) / divisor.median(figure);
        return new Object[] {label, ratio, bar.judge(ratio)};
    }

    private static Object[] traffic(String label, double bytes) {
        double kilobytes = bytes / 1e3;
        return new Object[] {label, kilobytes, Bar.atMost(6).judge(kilobytes)};
    }
}
