package io.wordtide.server.follow;

import io.wordtide.schema.LearningReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The history of each model as a bounded series of points: where there are too many, neighbours are merged. Documents
 * choose their models where these follow source or language, so the number of models is bounded, too: the one whose last
 * report is oldest is forgotten first. Nothing else here or in {@link StreamEvents} is kept for each model.
 * Thread-safe.
 */
public final class ReportSeries {

    /** Models with a history: each still has 30 points when there are that many. */
    static final int MODELS = 1_000;

    /** Twice what can be asked for, so that a thinned series is still dense enough; at most 4 kB each with sources. */
    private static final int POINTS_PER_MODEL = 10_000;

    /** Of all models together, so that they do not fill the memory. */
    private static final int POINTS = 30_000;

    private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

    /** Reports of that time, if none of them takes less than a third of a millisecond. */
    private static final int MOST_LATELY = 100_000;

    /** In the order of the last reports, the oldest first. */
    private final Map<String, List<ReportPoint>> pointsByModel = new LinkedHashMap<>();

    private final Deque<Learned> lately = new ArrayDeque<>();
    private int pointCount;

    private record Learned(Instant at, long documentCount) {}

    /** Adds the newest report of its model. */
    synchronized void add(LearningReport report) {
        List<ReportPoint> known = pointsByModel.remove(report.getModel());
        List<ReportPoint> points = known == null ? new ArrayList<>() : known;
        pointsByModel.put(report.getModel(), points);
        points.add(ReportPoint.of(report));
        pointCount++;
        if (pointsByModel.size() > MODELS) {
            forgetOldestModel();
        }
        if (points.size() > POINTS_PER_MODEL) {
            halve(points);
        }
        while (pointCount > POINTS) {
            halveLongest();
        }
        long skipped = report.getSkippedDocumentCounts().values().stream()
                .mapToLong(Integer::longValue)
                .sum();
        lately.add(new Learned(report.getLearnedAt(), report.getDocumentCount() + skipped));
        forgetBefore(report.getLearnedAt().minus(RATE_WINDOW));
        if (lately.size() > MOST_LATELY) { // the first ones claim to be from the future
            lately.removeFirst();
        }
    }

    /** Models with at least one report. */
    public synchronized SortedSet<String> modelIds() {
        return new TreeSet<>(pointsByModel.keySet());
    }

    /** Number of the newest mini-batch of a model; empty if it has no report. */
    public synchronized Optional<Long> version(String modelId) {
        return Optional.ofNullable(pointsByModel.get(modelId))
                .map(points -> newest(points).version());
    }

    /**
     * The series of a model from its oldest point to its newest.
     *
     * @param count how many points at most; neighbours are merged so that each point covers about the same number of
     *     documents. The newest report remains a point of its own
     */
    public synchronized List<ReportPoint> points(String modelId, int count) {
        List<ReportPoint> points = pointsByModel.getOrDefault(modelId, List.of());
        return points.size() <= count ? List.copyOf(points) : thinned(points, count);
    }

    /** Documents learned by all models together over the last 30 seconds, documents per second. */
    public synchronized double documentsPerSecond(Instant now) {
        forgetBefore(now.minus(RATE_WINDOW));
        long documents = lately.stream().mapToLong(Learned::documentCount).sum();
        return documents / (double) RATE_WINDOW.toSeconds();
    }

    private void forgetBefore(Instant time) {
        while (!lately.isEmpty() && lately.getFirst().at().isBefore(time)) {
            lately.removeFirst();
        }
    }

    private void halveLongest() {
        pointsByModel.values().stream()
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .ifPresent(this::halve); // it has at least 30 points
    }

    private void forgetOldestModel() {
        String oldest = pointsByModel.keySet().iterator().next();
        pointCount -= pointsByModel.getOrDefault(oldest, List.of()).size();
        pointsByModel.remove(oldest);
    }

    /** Merges the older points into about half as many. */
    private void halve(List<ReportPoint> points) {
        List<ReportPoint> halved = thinned(points, points.size() / 2 + 1);
        pointCount += halved.size() - points.size();
        points.clear();
        points.addAll(halved);
    }

    private static List<ReportPoint> thinned(List<ReportPoint> points, int count) {
        List<ReportPoint> older = points.subList(0, points.size() - 1);
        List<ReportPoint> thinned = new ArrayList<>(count);
        long first = older.get(0).documentsSeen();
        double share = (newest(older).documentsSeen() - first + 1) / (double) Math.max(1, count - 1);
        long lastBucket = -1;
        for (ReportPoint point : older) {
            long bucket = (long) ((point.documentsSeen() - first) / share);
            if (bucket == lastBucket) {
                thinned.set(thinned.size() - 1, newest(thinned).plus(point));
            } else {
                thinned.add(point);
            }
            lastBucket = bucket;
        }
        thinned.add(newest(points));
        return thinned;
    }

    private static ReportPoint newest(List<ReportPoint> points) {
        return points.get(points.size() - 1);
    }
}
