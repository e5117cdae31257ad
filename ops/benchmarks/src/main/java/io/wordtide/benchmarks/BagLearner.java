package io.wordtide.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Vocabulary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A program that learns bags of words with the {@code stream} preset and prints what that took: {@code KEY VALUE} lines.
 *
 * <p>It runs against the model of any checkout since commit 2132eac, so it uses no class of its own package and only
 * what has not changed since then; {@link #memoryBytes} is the exception.
 */
final class BagLearner {

    private static final long HALF_LIFE = 50_000;

    private final OnlineLearner learner;
    private final List<BagOfWords> bags;
    private final long heapBefore;
    private double logPerplexity;
    private int scoredCount;

    private BagLearner(OnlineLearner learner, List<BagOfWords> bags, long heapBefore) {
        this.learner = learner;
        this.bags = bags;
        this.heapBefore = heapBefore;
    }

    /**
     * @param args file of bags; V of a living vocabulary whose rows are taken by the most frequent words of the file, or
     *     the file of a fixed vocabulary; K; how many documents to learn
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        List<BagOfWords> bags = read(Path.of(args[0]));
        boolean isLiving = args[1].matches("[0-9]+");
        DocumentFrequencies frequencies =
                isLiving ? DocumentFrequencies.forgetting(HALF_LIFE) : new DocumentFrequencies();
        if (isLiving) {
            bags.forEach(frequencies::count);
        }
        Vocabulary vocabulary =
                isLiving ? living(Integer.parseInt(args[1]), frequencies) : Vocabulary.read(Path.of(args[1]));
        List<BagOfWords> learned = List.copyOf(bags.subList(0, Math.min(bags.size(), Integer.parseInt(args[3]))));
        LearnerConfig config = withLatentSize(Integer.parseInt(args[2]));
        long heapBefore = heapBytes();
        new BagLearner(new OnlineLearner(config, vocabulary, frequencies), learned, heapBefore).run();
    }

    /** A living vocabulary whose rows are taken by the most frequent words, as after a long stream. */
    private static Vocabulary living(int vocabularySize, DocumentFrequencies frequencies) {
        Vocabulary vocabulary = Vocabulary.living(vocabularySize, 1);
        TreeMap<String, Integer> words = new TreeMap<>();
        frequencies.mostFrequent(vocabularySize).forEach(word -> words.put(word, 1));
        vocabulary.admit(BagOfWords.of(words), frequencies);
        return vocabulary;
    }

    /** The {@code stream} preset with another K: the other components of the record have changed since 2132eac. */
    private static LearnerConfig withLatentSize(int latentSize) throws ReflectiveOperationException {
        LearnerConfig stream = LearnerConfig.stream();
        RecordComponent[] components = LearnerConfig.class.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getName().equals("latentSize")
                    ? latentSize
                    : components[i].getAccessor().invoke(stream);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return LearnerConfig.class.getDeclaredConstructor(types).newInstance(values);
    }

    /** One bag a line: words and counts in turn, separated by blanks. */
    private static List<BagOfWords> read(Path file) throws IOException {
        List<BagOfWords> bags = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            TreeMap<String, Integer> counts = new TreeMap<>();
            String[] fields = line.split(" ", -1);
            for (int i = 0; i + 1 < fields.length; i += 2) {
                counts.put(fields[i].intern(), Integer.valueOf(fields[i + 1]));
            }
            bags.add(BagOfWords.of(counts));
        }
        return bags;
    }

    /** Learns everything and times the second half, once the JVM has compiled what is hot. */
    private void run() {
        int size = learner.config().batchSize();
        int half = bags.size() / size / 2 * size;
        learn(0, half, size);
        long start = System.nanoTime();
        long processorStart = processorNanos();
        learn(half, bags.size(), size);
        double seconds = (System.nanoTime() - start) / 1e9;
        double processorSeconds = (processorNanos() - processorStart) / 1e9;
        int timed = bags.size() - half;
        print("rate", timed / seconds);
        print("processorMs", processorSeconds * 1e3 / timed);
        print("heapMb", (heapBytes() - heapBefore) / 1e6);
        print("ownMb", memoryBytes() / 1e6);
        print("scored", scoredCount);
        print("perplexity", Math.exp(logPerplexity / scoredCount));
    }

    private void learn(int from, int to, int size) {
        int lastQuarter = bags.size() - bags.size() / 4;
        for (int first = from; first < to; first += size) {
            StepReport report = learner.learn(bags.subList(first, Math.min(first + size, to)));
            report.documents().stream()
                    .skip(Math.max(0, lastQuarter - first))
                    .flatMap(Optional::stream)
                    .forEach(document -> {
                        logPerplexity -= document.elboPerToken();
                        scoredCount++;
                    });
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What the learner says that it holds; NaN from a build that does not say. */
    private double memoryBytes() {
        try {
            return learner.memoryBytes();
        } catch (NoSuchMethodError e) {
            return Double.NaN;
        }
    }

    private static void print(String key, double value) {
        System.out.printf(Locale.ROOT, "%s %s%n", key, value);
    }
}
