package io.wordtide.benchmarks;

import java.io.IOException;
import java.util.List;
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
 * V = 50,000 is compared with V = 5,000, which issue 18 wants at least 2 against commit 2132eac.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class GrowthBenchmark {

    private static final int QUICK_PART = 4;
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

    /** In the form that JMH reads; the other checkout's are NaN without one. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Documents per second. */
        public double rate;

        /** Of the other checkout. */
        public double otherRate = Double.NaN;

        /** Processor time of a document, ms. */
        public double processorMs;

        /** Of the other checkout. */
        public double otherProcessorMs = Double.NaN;

        /** Heap after a full collection, without the documents, MB. */
        public double heapMb;

        /** Of the other checkout. */
        public double otherHeapMb = Double.NaN;

        /** What the learner says that it holds, MB. */
        public double ownMb;

        /** Largest resident memory of the process, documents included, MB. */
        public double residentMb;

        /** Of the other checkout. */
        public double otherResidentMb = Double.NaN;

        /** Refined perplexity per document, last quarter. */
        public double perplexity;

        /** Of the other checkout. */
        public double otherPerplexity = Double.NaN;
    }

    /** Learns with this checkout, then with the other. */
    @Benchmark
    public void learn(Figures figures) throws IOException, InterruptedException {
        PrintedFigures found = measure(Settings.checkout());
        figures.rate = found.get("rate");
        figures.processorMs = found.get("processorMs");
        figures.heapMb = found.get("heapMb");
        figures.ownMb = found.get("ownMb");
        figures.residentMb = found.residentMb();
        figures.perplexity = found.get("perplexity");
        if (Settings.against().isPresent()) {
            PrintedFigures other = measure(Settings.against().get());
            figures.otherRate = other.get("rate");
            figures.otherProcessorMs = other.get("processorMs");
            figures.otherHeapMb = other.get("heapMb");
            figures.otherResidentMb = other.residentMb();
            figures.otherPerplexity = other.get("perplexity");
        }
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
