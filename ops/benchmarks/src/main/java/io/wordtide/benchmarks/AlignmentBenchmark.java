package io.wordtide.benchmarks;

import static java.util.Comparator.comparingDouble;

import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.ReadResult;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.linalg.Cosine;
import io.wordtide.linalg.PolarFactor;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.text.BagOfWords;
import io.wordtide.text.DocumentAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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

/**
 * An old index asked with new vectors: one pass over Reuters-21578, 10,000 documents of the first half as they were
 * embedded when they were learned, and 1,000 of the second half embedded at the end. The ten nearest are compared with
 * those among the same 10,000 embedded again at the end: how many are the same, and how near they are.
 *
 * <p>{@code own} vectors are those of the model's own space, which no map has turned; {@code published} ones are in the
 * reference space; {@code best turn} are the own ones of each 2,500 documents, turned by the orthogonal matrix that brings
 * them nearest to their own embeddings of the end: more than any map could know.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AlignmentBenchmark {

    private static final String OWN = "own";
    private static final String PUBLISHED = "published";
    private static final int INDEXED = 10_000;
    private static final int QUERIES = 1_000;
    private static final int NEIGHBOURS = 10;
    private static final int TURNED_TOGETHER = 2_500;
    private static final int PUBLISH_INTERVAL = 50;
    private static final double MINIMUM_DRIFT = 0.01;

    @Param({OWN, PUBLISHED, "best turn"})
    public String vectors = "";

    /** In the form that JMH reads. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Figures {

        /** Share of the ten nearest of the index embedded again that the old index finds, 0 to 1. */
        public double recall;

        /** Mean cosine, at the end, of the ten found, relative to that of the ten nearest. */
        public double cosine;
    }

    private record Pass(List<Optional<float[]>> then, List<Optional<float[]>> atTheEnd) {}

    @Benchmark
    public void ask(Figures figures) throws IOException {
        Pass pass = pass();
        int half = pass.then().size() / 2;
        int[] index = known(pass.then(), 0, half).limit(INDEXED).toArray();
        int[] candidates = known(pass.then(), half, pass.then().size()).toArray();
        int[] queries = new Random(1)
                .ints(0, candidates.length)
                .distinct()
                .limit(QUERIES)
                .map(i -> candidates[i])
                .toArray();
        List<float[]> fresh = rows(pass.atTheEnd(), index);
        List<float[]> old = rows(pass.then(), index);
        List<float[]> searched = vectors.equals("best turn") ? turned(old, fresh) : old;
        double found = 0;
        double cosine = 0;
        double largest = 0;
        for (int query : queries) {
            float[] vector = pass.atTheEnd().get(query).orElseThrow();
            List<Integer> nearest = nearest(vector, fresh);
            List<Integer> answer = nearest(vector, searched);
            Set<Integer> same = new HashSet<>(answer);
            same.retainAll(nearest);
            found += same.size();
            cosine += cosines(vector, fresh, answer);
            largest += cosines(vector, fresh, nearest);
        }
        figures.recall = found / NEIGHBOURS / queries.length;
        figures.cosine = cosine / largest;
    }

    private Pass pass() throws IOException {
        List<BagOfWords> bags = new ArrayList<>();
        WordtideConfig config = WordtideConfig.of(Map.of(
                "wordtide.analyzer",
                "simple",
                "wordtide.vocabulary.file",
                StreamFile.vocabulary().toString()));
        var stream = Settings.scratch().resolve("alignment.jsonl");
        StreamFile.write(stream, Integer.MAX_VALUE);
        try (DocumentAnalyzer analyzer = config.documentAnalyzer();
                DocumentSource source = StreamFile.open(stream)) {
            for (ReadResult result = source.next(); result != null; result = source.next()) {
                if (result instanceof ReadResult.Accepted accepted) {
                    bags.add(analyzer.analyze(LearnerAlone.text(accepted.document())));
                }
            }
        }
        OnlineLearner learner = new OnlineLearner(config.learner(), config.vocabulary(), config.documentFrequencies());
        int batchSize = learner.config().batchSize();
        List<Optional<float[]>> then = new ArrayList<>();
        for (int first = 0; first < bags.size(); first += batchSize) {
            List<BagOfWords> miniBatch = bags.subList(first, Math.min(bags.size(), first + batchSize));
            then.addAll(means(learner.learn(miniBatch).documents()));
            if (vectors.equals(PUBLISHED) && learner.version() % PUBLISH_INTERVAL == 0) {
                learner.publishWords(MINIMUM_DRIFT); // finds the map
            }
        }
        return new Pass(then, means(learner.embed(bags)));
    }

    private static List<Optional<float[]>> means(List<Optional<EmbeddedDocument>> documents) {
        return documents.stream()
                .map(document -> document.map(EmbeddedDocument::mean))
                .toList();
    }

    private static IntStream known(List<Optional<float[]>> means, int start, int end) {
        return IntStream.range(start, end).filter(d -> means.get(d).isPresent());
    }

    private static List<float[]> rows(List<Optional<float[]>> means, int[] documents) {
        return Arrays.stream(documents)
                .mapToObj(d -> means.get(d).orElseThrow())
                .toList();
    }

    private static List<Integer> nearest(float[] vector, List<float[]> index) {
        record Near(int position, double cosine) {}
        PriorityQueue<Near> nearest = new PriorityQueue<>(comparingDouble(Near::cosine));
        for (int i = 0; i < index.size(); i++) {
            nearest.add(new Near(i, cosine(vector, index.get(i))));
            if (nearest.size() > NEIGHBOURS) {
                nearest.poll();
            }
        }
        return nearest.stream().map(Near::position).toList();
    }

    private static double cosine(float[] a, float[] b) {
        return Cosine.of(a, Cosine.norm(a), b, Cosine.norm(b));
    }

    private static double cosines(float[] vector, List<float[]> index, List<Integer> positions) {
        return positions.stream().mapToDouble(i -> cosine(vector, index.get(i))).sum();
    }

    /** Orthogonal Procrustes on the documents themselves. */
    private static List<float[]> turned(List<float[]> old, List<float[]> fresh) {
        int size = old.get(0).length;
        List<float[]> turned = new ArrayList<>();
        for (int first = 0; first < old.size(); first += TURNED_TOGETHER) {
            int end = Math.min(old.size(), first + TURNED_TOGETHER);
            double[] products = new double[size * size];
            for (int d = first; d < end; d++) {
                for (int i = 0; i < products.length; i++) {
                    products[i] += (double) old.get(d)[i / size] * fresh.get(d)[i % size];
                }
            }
            double[] rotation = PolarFactor.of(products, size);
            for (int d = first; d < end; d++) {
                float[] row = new float[size];
                for (int i = 0; i < rotation.length; i++) {
                    row[i % size] += (float) (old.get(d)[i / size] * rotation[i]);
                }
                turned.add(row);
            }
        }
        return turned;
    }

    static Experiment experiment() {
        return new Experiment(
                "alignment",
                "An index of vectors of their time asked at the end, Reuters-21578, `simple`, fixed 5,000",
                AlignmentBenchmark.class,
                (options, quick) -> {},
                () -> StreamFile.isReal() ? Optional.empty() : Optional.of(Settings.missing("reuters21578")),
                AlignmentBenchmark::table);
    }

    private static String table(List<Outcome> outcomes) {
        MarkdownTable table = new MarkdownTable(
                "10,000 vectors of the first half", "Recall@10", "cosine of the ten found ÷ of the ten nearest");
        outcomes.forEach(
                outcome -> table.row(outcome.parameter("vectors"), outcome.median("recall"), outcome.median("cosine")));
        return table.toString();
    }
}
