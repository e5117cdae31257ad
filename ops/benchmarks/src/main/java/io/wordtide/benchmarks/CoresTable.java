package io.wordtide.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of {@link CoresBenchmark}: by Amdahl's law, phase by phase, what n threads would gain.
 *
 * <p>Of a phase that takes t with one thread and u with two, the share p = 2 (1 - u / t) is done by both, and the rest by
 * one. The shared work has m parts of the same size, so that n threads take t (1 - p) + t p ceil(m / n) / m. A mini-batch
 * has a part for each block of up to 250 documents; one with a single block has a part for each tile of 500 words.
 */
final class CoresTable {

    private static final List<Integer> THREADS = List.of(2, 4, 8, 16);

    /** Of {@link io.wordtide.dlgm.GenerativeModel}. */
    private static final int BLOCK_DOCUMENTS = 250;

    /** Of {@code io.wordtide.dlgm.OutputTiles}, and the words of the corpus. */
    private static final int TILE_WORDS = 500;

    private static final int WORDS = 2000;

    private CoresTable() {}

    /** @param outcomes with one thread and with two, for the same choices of everything else */
    static MarkdownTable of(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "decoder",
                "refiner",
                "documents",
                "parts",
                "one thread, ms",
                "two, ms",
                "one ÷ two",
                "shared",
                "on paper: 2 threads",
                "4",
                "8",
                "16");
        Map<String, Outcome> alone = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            String choice = outcome.parameter("refinement") + " " + outcome.parameter("miniBatch");
            Outcome one = alone.putIfAbsent(choice, outcome);
            if (one != null) {
                row(table, one, outcome);
            }
        }
        return table;
    }

    private static void row(MarkdownTable table, Outcome one, Outcome two) {
        int documents = Integer.parseInt(one.parameter("miniBatch"));
        Gain gain = new Gain(phases(one), phases(two), parts(documents));
        List<Object> cells = new ArrayList<>(List.of(
                RefinerChoice.decoderName(one.parameter("refinement")),
                RefinerChoice.refinerName(one.parameter("refinement")),
                one.number("miniBatch"),
                gain.parts(),
                gain.oneMs(),
                gain.twoMs(),
                gain.oneMs() / gain.twoMs(),
                String.format(Locale.ROOT, "%.0f %%", 100 * gain.shared())));
        THREADS.forEach(threads -> cells.add(gain.of(threads)));
        table.row(cells.toArray());
    }

    private static List<Double> phases(Outcome outcome) {
        return PhasesBenchmark.PHASES.stream().map(outcome::median).toList();
    }

    /** Parts of the work on a mini-batch. */
    static int parts(int documents) {
        return documents > BLOCK_DOCUMENTS ? roundedUp(documents, BLOCK_DOCUMENTS) : roundedUp(WORDS, TILE_WORDS);
    }

    private static int roundedUp(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    /**
     * What threads gain.
     *
     * @param one time of each phase with one thread, ms
     * @param two the same with two
     * @param parts of the shared work
     */
    record Gain(List<Double> one, List<Double> two, int parts) {

        double oneMs() {
            return sum(one);
        }

        double twoMs() {
            return sum(two);
        }

        /** Share of one thread's time that more threads share. */
        double shared() {
            double sum = 0;
            for (int phase = 0; phase < one.size(); phase++) {
                sum += sharedMs(phase);
            }
            return sum / oneMs();
        }

        /** Time of one thread divided by that of {@code threads}. */
        double of(int threads) {
            double sum = 0;
            for (int phase = 0; phase < one.size(); phase++) {
                sum += one.get(phase) - sharedMs(phase) * (1 - (double) roundedUp(parts, threads) / parts);
            }
            return oneMs() / sum;
        }

        /** p t; noise must not make it less than nothing or more than all. */
        private double sharedMs(int phase) {
            return Math.max(0, Math.min(one.get(phase), 2 * (one.get(phase) - two.get(phase))));
        }

        private static double sum(List<Double> phases) {
            return phases.stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
