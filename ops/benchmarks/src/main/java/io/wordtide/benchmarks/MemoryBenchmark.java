package io.wordtide.benchmarks;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.LearnerConfig.DecoderKind;
import io.wordtide.learn.LearnerConfig.RefinerKind;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * The largest resident set of a fresh JVM that learns three mini-batches of 500 documents with the paper's 3-layer
 * model and 20,000 words: heap, arrays of BLAS, and the JVM itself.
 *
 * <p>With 5 refinement steps, since one more needs no memory (see {@link AllocationBenchmark}). Bar: below 2,000 MB.
 * The heap is as small as such a learner should need; with a larger limit, it may take more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = MemoryBenchmark.HEAP)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class MemoryBenchmark {

    static final String HEAP = "-Xmx1g";

    /** Linux's name of the largest resident set so far. */
    private static final String LARGEST = "VmHWM";

    private static final int VOCABULARY_SIZE = 20000;
    private static final int DISTINCT_WORDS = 100;
    private static final int MINI_BATCH_COUNT = 3;
    private static final int STEP_COUNT = 5;

    /** Largest resident set so far, in the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Resident {

        /** After learning, MB. */
        public double learnedMb;

        /** After the word vectors were computed as well, MB. */
        public double publishedMb;
    }

    /** Learns, then computes the word vectors. */
    @Benchmark
    public Object learn(Resident resident) {
        LearnerConfig config = Decoders.paper(DecoderKind.DEEP, RefinerKind.ADAM, STEP_COUNT);
        OnlineLearner learner = new OnlineLearner(
                config, Vocabulary.fixed(ZipfDocuments.words(VOCABULARY_SIZE)), new DocumentFrequencies());
        ZipfDocuments documents = new ZipfDocuments(VOCABULARY_SIZE, DISTINCT_WORDS, 1);
        for (int i = 0; i < MINI_BATCH_COUNT; i++) {
            List<BagOfWords> miniBatch = documents.bags(config.batchSize());
            learner.learn(miniBatch);
        }
        resident.learnedMb = Machine.memoryMb(LARGEST);
        Object vectors = learner.publishWords(0).moved();
        resident.publishedMb = Machine.memoryMb(LARGEST);
        return vectors;
    }

    static Experiment experiment() {
        return new Experiment(
                "memory",
                "Largest resident set, 3-layer, V = 20,000, B = 500",
                MemoryBenchmark.class,
                MemoryBenchmark::tune,
                MemoryBenchmark::obstacle,
                MemoryBenchmark::table);
    }

    private static void tune(ChainedOptionsBuilder options, boolean quick) {
        // just as large in a quick run
    }

    private static Optional<String> obstacle() {
        return Files.isReadable(Path.of(Machine.PROCESS))
                ? Optional.empty()
                : Optional.of("skipped: expected " + Machine.PROCESS + ", found no such file on this system");
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable("after", "heap limit", "largest resident set, MB", "bar");
        for (Outcome outcome : outcomes) {
            double learned = outcome.median("learnedMb");
            table.row(
                    "three mini-batches",
                    HEAP,
                    Math.round(learned),
                    Bar.below(2000).judge(learned));
            table.row("the word vectors as well", HEAP, Math.round(outcome.median("publishedMb")), "none");
        }
        return table.toString();
    }
}
