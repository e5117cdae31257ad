package io.wordtide.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A row for each size, beside the first of its kind, and beside another checkout if there is one. */
final class GrowthTable {

    private static final String NOT_MEASURED = "–";

    private final MarkdownTable table = new MarkdownTable(
            "",
            "documents/s",
            "÷ first row",
            "processor time of a document, ms",
            "÷ first row",
            "heap of the learner, MB",
            "by its own account, MB",
            "largest resident memory, MB",
            "refined perplexity",
            "÷ the other build: documents/s",
            "processor time",
            "heap",
            "perplexity");
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();

    /** @param row what grows and its size, such as {@code V 5000} */
    void row(String row, Outcome outcome) {
        String kind = row.split(" ", 2)[0];
        Outcome first = outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(outcome);
        outcomes.put(row, outcome);
        table.row(
                name(row),
                outcome.median("rate"),
                outcome.median("rate") / first.median("rate"),
                outcome.median("processorMs"),
                outcome.median("processorMs") / first.median("processorMs"),
                outcome.median("heapMb"),
                outcome.median("ownMb"),
                outcome.median("residentMb"),
                outcome.median("perplexity"),
                ratio(outcome, "rate", "otherRate"),
                ratio(outcome, "processorMs", "otherProcessorMs"),
                ratio(outcome, "heapMb", "otherHeapMb"),
                ratio(outcome, "perplexity", "otherPerplexity"));
    }

    /** {@code V = 5,000} or {@code 2,000 words}. */
    private static String name(String row) {
        String[] parts = row.split(" ", 2);
        String size = String.format(Locale.ROOT, "%,d", Integer.parseInt(parts[1]));
        return parts[0].equals("words") ? size + " words" : parts[0] + " = " + size;
    }

    private static String ratio(Outcome outcome, String figure, String other) {
        double ratio = outcome.median(figure) / outcome.median(other);
        return Double.isNaN(ratio) ? NOT_MEASURED : String.format(Locale.ROOT, "%.3f", ratio);
    }

    /**
     * How much less two sizes differ here than in the other checkout, in documents per second: a line below the table.
     * Empty without another checkout, or if one of the sizes was not measured.
     */
    String growthAgainstOther(String small, String large, Bar bar) {
        if (!outcomes.containsKey(small) || !outcomes.containsKey(large)) {
            return "";
        }
        double here = growth(small, large, "rate");
        double there = growth(small, large, "otherRate");
        return Double.isNaN(there)
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%nDocuments/s at %s ÷ at %s: %.3f, in the other build %.3f; %.2f times (%s).",
                        name(large),
                        name(small),
                        here,
                        there,
                        here / there,
                        bar.judge(here / there));
    }

    private double growth(String small, String large, String figure) {
        return Objects.requireNonNull(outcomes.get(large)).median(figure)
                / Objects.requireNonNull(outcomes.get(small)).median(figure);
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
