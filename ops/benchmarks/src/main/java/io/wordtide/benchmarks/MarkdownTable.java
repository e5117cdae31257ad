package io.wordtide.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A Markdown table in the form that the documentation uses. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... headings) {
        row((Object[]) headings);
        lines.add("|" + String.join("|", Collections.nCopies(headings.length, "---")) + "|");
    }

    /** Writes a double with three digits or more, everything else unchanged. */
    MarkdownTable row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell instanceof Double number ? show(number) : cell.toString());
        }
        lines.add("| " + String.join(" | ", texts) + " |");
        return this;
    }

    private static String show(double number) {
        int decimals = Math.abs(number) < 1 ? 3 : Math.abs(number) < 10 ? 2 : 1;
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
