package io.wordtide.benchmarks;

import io.wordtide.benchmarks.PlantedCopies.Item;
import io.wordtide.benchmarks.PlantedCopies.PairOfDocuments;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.story.StoryDocument;
import io.wordtide.story.StoryReport.TrackedDocument;
import io.wordtide.story.StoryTracker;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.TextLines;
import io.wordtide.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Stories and near-duplicates, as the learner of a stream finds them with the defaults, against what is known.
 *
 * <p>TDT2, shuffled three times: BCubed F1 of the stories after one pass against the 30 labels, minus that of
 * {@link SinglePassClustering} at the best of its thresholds for each order. Reuters-21578 with {@link PlantedCopies}:
 * recall and precision, and those of word overlap (Jaccard) at the threshold with the same recall. A million generated
 * documents: memory at the end divided by that after a half. Bars: 0.05, 0.95 and 0.99, 1.1.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class StoriesBenchmark {

    private static final String TDT2 = "tdt2_bow/all.feat.gz";
    private static final int WINDOW = 10_000;
    private static final int MINIMUM_DOCUMENTS = 3;
    private static final int GENERATED = 1_000_000;

    @Param({"TDT2, order 1", "TDT2, order 2", "TDT2, order 3", "planted copies", "endless"})
    public String stream = "";

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** F1 of stories, recall of copies, or megabytes after a half of the documents. */
        public double first;

        /** F1 of stories as they were assigned at once, precision of copies, or megabytes at the end. */
        public double second;

        /** F1 of the baseline, precision of word overlap, or stories at the end. */
        public double baseline;

        /** Microseconds per document for stories alone. */
        public double micros;
    }

    /** One of the three. */
    @Benchmark
    public void track(Figures figures) {
        if (stream.startsWith("TDT2")) {
            clusterTopics(figures, Long.parseLong(stream.substring(stream.length() - 1)));
        } else if (stream.equals("endless")) {
            trackEndlessly(figures, Settings.isQuick() ? GENERATED / 10 : GENERATED);
        } else {
            findCopies(figures, PlantedCopies.read(1));
        }
    }

    private static void clusterTopics(Figures figures, long seed) {
        List<String> labels = new ArrayList<>();
        List<BagOfWords> bags = new ArrayList<>();
        TextLines.forEach(Settings.data(TDT2), (number, line) -> {
            String[] fields = line.strip().split(" ", -1);
            labels.add(fields[0]);
            TreeMap<String, Integer> counts = new TreeMap<>();
            Arrays.stream(fields).skip(1).forEach(field -> {
                String[] pair = field.split(":", -1);
                counts.put("w" + pair[0], Integer.valueOf(pair[1]));
            });
            bags.add(BagOfWords.of(counts));
        });
        Collections.shuffle(labels, new Random(seed)); // the file is sorted by label
        Collections.shuffle(bags, new Random(seed));
        Tracking tracking = new Tracking();
        for (int d = 0; d < bags.size(); d++) {
            tracking.add(String.valueOf(d), Optional.empty(), bags.get(d));
        }
        tracking.learn();
        List<String> last = new ArrayList<>();
        List<String> atOnce = new ArrayList<>();
        for (int d = 0; d < bags.size(); d++) {
            String id = String.valueOf(d);
            atOnce.add(Objects.requireNonNull(tracking.tracked.get(id)).story());
            last.add(tracking.tracker().storyOf(id).orElseThrow());
        }
        figures.first = BCubed.of(last, labels).f1();
        figures.second = BCubed.of(atOnce, labels).f1();
        figures.micros = tracking.microsPerDocument();
        for (double threshold = 0.06; threshold < 0.13; threshold += 0.005) {
            double f1 = BCubed.of(SinglePassClustering.cluster(bags, threshold), labels)
                    .f1();
            figures.baseline = Math.max(figures.baseline, f1);
        }
    }

    private static void findCopies(Figures figures, PlantedCopies planted) {
        Tracking tracking = new Tracking();
        for (Item item : planted.documents()) {
            tracking.add(item.id(), Optional.of(item.publishedAtMs()), item.bag());
        }
        tracking.learn();
        double found = planted.copies().stream().filter(tracking::isFound).count();
        double wrong = planted.others().stream().filter(tracking::isFound).count();
        figures.first = found / planted.copies().size();
        figures.second = found / (found + wrong);
        figures.micros = tracking.microsPerDocument();
        double[] overlaps = planted.copies().stream()
                .mapToDouble(PairOfDocuments::jaccard)
                .sorted()
                .toArray();
        double threshold = overlaps[Math.min(overlaps.length - 1, (int) (overlaps.length * (1 - figures.first)))];
        double overlapping = planted.others().stream()
                .filter(pair -> pair.jaccard() >= threshold)
                .count();
        figures.baseline = found / (found + overlapping);
    }

    private static void trackEndlessly(Figures figures, int count) {
        StoryTracker tracker = new StoryTracker();
        tracker.setBounds(WINDOW, MINIMUM_DOCUMENTS);
        DocumentFrequencies frequencies = DocumentFrequencies.forgetting(50_000);
        ZipfDocuments documents = new ZipfDocuments(20_000, 60, 1);
        Random random = new Random(1);
        for (int d = 0; d < count; d++) {
            TreeMap<String, Integer> counts = new TreeMap<>();
            int era = d / 50_000; // words come and go
            documents.next().forEach((word, times) -> counts.put(word + "-" + (word < 200 ? 0 : era), times));
            BagOfWords bag = BagOfWords.of(counts);
            frequencies.count(bag);
            float[] mean = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
            StoryDocument document =
                    new StoryDocument(String.valueOf(d), Optional.empty(), Optional.empty(), bag, mean);
            tracker.track(List.of(document), frequencies, false);
            if (d % 10_000 == 0) {
                frequencies.forget(0.5, term -> false);
                frequencies.drainChanges(); // as a snapshot does
            }
            if (d == count / 2) { // document frequencies need some eight half-lives to forget as many words as come
                figures.first = EndlessStreamBenchmark.heapMegabytes();
            }
        }
        figures.second = EndlessStreamBenchmark.heapMegabytes();
        figures.baseline = tracker.storyCount();
    }

    /** A learner of a stream that tracks stories. */
    private static final class Tracking {

        private final OnlineLearner learner = new OnlineLearner(
                LearnerConfig.stream(), Vocabulary.living(5_000, 5), DocumentFrequencies.forgetting(50_000));
        private final List<String> ids = new ArrayList<>();
        private final List<Optional<Long>> times = new ArrayList<>();
        private final List<BagOfWords> bags = new ArrayList<>();
        private final Map<String, TrackedDocument> tracked = new HashMap<>();
        private long count;
        private long nanos;

        Tracking() {
            tracker().setBounds(WINDOW, MINIMUM_DOCUMENTS);
        }

        StoryTracker tracker() {
            return learner.stories();
        }

        void add(String id, Optional<Long> publishedAtMs, BagOfWords bag) {
            ids.add(id);
            times.add(publishedAtMs);
            bags.add(bag);
            count++;
            if (bags.size() == learner.config().batchSize()) {
                learn();
            }
        }

        void learn() {
            List<Optional<EmbeddedDocument>> embedded = learner.learn(bags).documents();
            List<StoryDocument> documents = new ArrayList<>();
            for (int i = 0; i < bags.size(); i++) {
                float[] mean = embedded.get(i).map(EmbeddedDocument::mean).orElseGet(() -> new float[50]);
                documents.add(new StoryDocument(ids.get(i), Optional.empty(), times.get(i), bags.get(i), mean));
            }
            long start = System.nanoTime();
            tracker()
                    .track(documents, learner.documentFrequencies(), false)
                    .documents()
                    .forEach(document -> tracked.put(document.id(), document));
            nanos += System.nanoTime() - start;
            ids.clear();
            times.clear();
            bags.clear();
        }

        double microsPerDocument() {
            return nanos / 1e3 / count;
        }

        /** Whether two documents are near-duplicates of the same one, or one of the other. */
        boolean isFound(PairOfDocuments pair) {
            return original(pair.first()).equals(original(pair.second()));
        }

        private String original(Item item) {
            return Objects.requireNonNull(tracked.get(item.id())).duplicateOf().orElse(item.id());
        }
    }

    static Experiment experiment() {
        return new Experiment(
                "stories",
                "Stories and near-duplicates against what is known",
                StoriesBenchmark.class,
                (options, quick) -> options.timeout(TimeValue.hours(1)),
                () -> Settings.has(TDT2) && Settings.has(PlantedCopies.REUTERS)
                        ? Optional.empty()
                        : Optional.of(Settings.missing(TDT2)),
                StoriesBenchmark::table);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable("stream", "found", "beside it", "µs per document");
        for (Outcome outcome : outcomes) {
            double first = outcome.spread("first").median();
            double second = outcome.spread("second").median();
            double baseline = outcome.spread("baseline").median();
            String stream = outcome.parameter("stream");
            boolean isEndless = stream.equals("endless");
            String format = stream.startsWith("TDT2")
                    ? "F1 %.3f, asked at once %.3f|tf-idf single pass %.3f (bar: 0.05 below)"
                    : isEndless
                            ? "%.1f MB after a half, %.1f MB at the end (bar: ratio 1.1)|%.0f stories"
                            : "recall %.3f (bar 0.95), precision %.3f (bar 0.99)|word overlap, same recall: precision %.3f";
            String[] cells =
                    String.format(Locale.ROOT, format, first, second, baseline).split("\\|", -1);
            table.row(
                    stream,
                    cells[0],
                    cells[1],
                    isEndless ? "" : outcome.spread("micros").median());
        }
        return table.toString();
    }
}
