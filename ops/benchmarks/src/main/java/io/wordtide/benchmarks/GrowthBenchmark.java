package io.wordtide.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * How the cost of learning grows with the number of words V, of latent dimensions K and of words in a document: the
 * learner alone ({@link BagLearner}), each row in a JVM of its own with the serial collector, so that memory is what
 * is needed. The vocabulary is a living one whose rows are all taken from the start; the second half of the documents is
 * timed. Of V and K, all rows learn the same documents.
 *
 * <p>With {@code --against}, the same program runs with the other checkout's model. Bar: how much better than there
 * V = 50,000 is compared with V = 5,000, whose bar is 2 against commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class GrowthBenchmark {

    private static final int QUICK_PART = 4;
    private static final int RUNS_FOR_BAR = 3;
    private static final String SMALL = "V 5000";
    private static final String LARGE = "V 50000";

    /** What is larger in this row, and how large: V, K, or the words of a document. */
    @Param({
        SMALL,
        "V 20000",
        LARGE,
        "V 100000",
        "K 50",
        "K 100",
        "K 200",
        "K 400",
        "words 20",
        "words 100",
        "words 500",
        "words 2000"
    })
    public String row = "";

    /** In the form that JMH reads; the other checkout's stay 0 without one. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second. */
        public double rate;

        /** Of the other checkout. */
        public double otherRate;

        /** Processor time of a document, ms. */
        public double processorMs;

        /** Of the other checkout. */
        public double otherProcessorMs;

        /** Heap after a full collection, without the documents, MB. */
        public double heapMb;

        /** Of the other checkout. */
        public double otherHeapMb;

        /** What the learner says that it holds, MB. */
        public double ownMb;

        /** Largest resident memory of the process, documents included, MB. */
        public double residentMb;

        /** Of the other checkout. */
        public double otherResidentMb;

        /** Refined perplexity per document, last quarter. */
        public double perplexity;

        /** Of the other checkout. */
        public double otherPerplexity;
    }

    /** Learns with both checkouts in turn; the rows of the bar several times, of which the medians count. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        Optional<Checkout> other = Settings.against();
        List<PrintedFigures> here = new ArrayList<>();
        List<PrintedFigures> there = new ArrayList<>();
        for (int run = 0; run < runCount(); run++) {
            here.add(measure(Settings.checkout()));
            if (other.isPresent()) {
                there.add(measure(other.get()));
            }
        }
        figures.rate = median(here, found -> found.get("rate"));
        figures.processorMs = median(here, found -> found.get("processorMs"));
        figures.heapMb = median(here, found -> found.get("heapMb"));
        figures.ownMb = median(here, found -> found.get("ownMb"));
        figures.residentMb = median(here, PrintedFigures::residentMb);
        figures.perplexity = median(here, found -> found.get("perplexity"));
        if (other.isPresent()) {
            figures.otherRate = median(there, found -> found.get("rate"));
            figures.otherProcessorMs = median(there, found -> found.get("processorMs"));
            figures.otherHeapMb = median(there, found -> found.get("heapMb"));
            figures.otherResidentMb = median(there, PrintedFigures::residentMb);
            figures.otherPerplexity = median(there, found -> found.get("perplexity"));
        }
    }

    private int runCount() {
        boolean hasBar = row.equals(SMALL) || row.equals(LARGE);
        return hasBar && Settings.against().isPresent() && !Settings.isQuick() ? RUNS_FOR_BAR : 1;
    }

    private static double median(List<PrintedFigures> runs, ToDoubleFunction<PrintedFigures> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray()).median();
    }

    private PrintedFigures measure(Checkout checkout) throws IOException, InterruptedException {
        int size = Integer.parseInt(row.split(" ", 2)[1]);
        int length = row.startsWith("words") ? size : 0;
        List<String> arguments = List.of(
                GrowthBags.file(length).toString(),
                Integer.toString(row.startsWith("V") ? size : 5000),
                Integer.toString(row.startsWith("K") ? size : 50),
                Integer.toString(documents(length) / (Settings.isQuick() ? QUICK_PART : 1)));
        return PrintedFigures.of(
                checkout.bagLearner(arguments), Settings.scratch().resolve("growth.log"));
    }

    /** Enough to warm up and to measure, the fewer the longer they are. */
    private static int documents(int length) {
        return length == 0 ? 2_000 : Math.min(8_000, 1_200_000 / length);
    }

    static Experiment experiment() {
        return Experiment.of(
                "growth",
                "The learner alone as V, K and documents grow, ÷ the first row of each, " + GrowthBags.description(),
                GrowthBenchmark.class,
                GrowthBenchmark::tune,
                GrowthBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        if (quick) {
            options.param("row", SMALL, LARGE, "K 50", "K 200", "words 20", "words 500");
        }
    }

    private static String table(List<Outcome> outcomes) {
        GrowthTable table = new GrowthTable();
        outcomes.forEach(outcome -> table.row(outcome.parameter("row"), outcome));
        return table + System.lineSeparator() + table.growthAgainstOther(SMALL, LARGE, Bar.atLeast(2));
    }
}
