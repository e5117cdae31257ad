package io.wordtide.streams.monitor;

import io.wordtide.schema.LearningReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Reports {@link LearnerMetrics} among Kafka Streams' own metrics, hence in JMX and wherever else those are reported.
 * The group is {@code stream-wordtide-metrics}; each task has a {@code -total} and a {@code -rate} for each count, and
 * gauges for each of its models.
 */
public final class StreamsLearnerMetrics implements LearnerMetrics, AutoCloseable {

    /** Kafka Streams derives the group {@code stream-SCOPE-metrics} and the tag {@code SCOPE-id} from it. */
    private static final String SCOPE = "wordtide";

    private static final String WAITING = "documents-waiting";

    private final StreamsMetrics metrics;
    private final String taskId;
    private final List<Sensor> sensors = new ArrayList<>();
    private final Sensor received;
    private final Sensor routed;
    private final Sensor deadLettered;
    private final Sensor forgetRequests;
    private final Sensor forgotten;
    private final Sensor forgottenMissing;
    private final Sensor waitingAgain;
    private final Sensor arrived;
    private final Sensor embedded;
    private final Sensor skipped;
    private final Sensor documentsUndone;
    private final Sensor miniBatchesUndone;
    private final Sensor waiting;
    private final Sensor undated;
    private final Sensor beyondMaximum;
    private final Sensor refused;
    private final Sensor woken;
    private final Sensor wakeMs;
    private final Sensor taskModels;
    private final Sensor awakeModels;
    private final Sensor partsReceived;
    private final Sensor partsMissed;
    private final ModelGauges models;
    private final Map<String, Sensor> tagged = new HashMap<>();

    /** Registers the metrics of the task that a processor belongs to. */
    public StreamsLearnerMetrics(ProcessingContext context) {
        this.metrics = context.metrics();
        this.taskId = context.taskId().toString();
        this.received = counter("documents-received");
        this.routed = counter("documents-routed");
        this.deadLettered = counter("documents-dead-lettered");
        this.forgetRequests = counter("forget-requests");
        this.forgotten = counter("documents-forgotten");
        this.forgottenMissing = counter("documents-to-forget-missing");
        this.waitingAgain = gauge(
                "documents-waiting-again",
                "Learned documents that wait again since others were forgotten, minus waiting ones that were forgotten",
                new CumulativeSum());
        this.arrived = counter("documents-arrived");
        this.embedded = counter("documents-embedded");
        this.skipped = counter("documents-skipped");
        this.documentsUndone = counter("documents-undone");
        this.miniBatchesUndone = counter("mini-batches-undone");
        this.waiting = gauge(WAITING, "Documents that wait for their mini-batch", new Value());
        this.undated = counter("documents-undated");
        this.beyondMaximum = counter("documents-beyond-maximum");
        this.refused = counter("documents-refused");
        this.woken = counter(ModelActivity.WOKEN);
        this.wakeMs = gauge(
                ModelActivity.WAKE_MS,
                "Time that restoring models that were asleep took, milliseconds",
                new CumulativeSum());
        this.taskModels = gauge(ModelActivity.MODELS, "Models of the task, asleep or awake", new Value());
        this.awakeModels = gauge("models-awake", "Models of the process that are awake", new Value());
        this.partsReceived = counter("parts-received");
        this.partsMissed = counter("parts-missed");
        this.models = new ModelGauges(metrics, SCOPE, taskId);
    }

    /** Documents that wait for their mini-batch, over all tasks of an instance. */
    public static long waitingDocuments(Map<MetricName, ? extends Metric> metrics) {
        return Math.round(sum(metrics, WAITING));
    }

    /** A metric of the application, summed over the tasks of an instance. */
    static double sum(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
                .sum();
    }

    @Override
    public void received() {
        received.record();
    }

    @Override
    public void routed() {
        routed.record();
    }

    @Override
    public void deadLettered() {
        deadLettered.record();
    }

    @Override
    public void personalDataDropped(String kind, int count) {
        tagged("personal-data-dropped-total", "Items of personal data dropped from documents", "kind", kind)
                .record(count);
    }

    @Override
    public void forgetRequested() {
        forgetRequests.record();
    }

    @Override
    public void forgotten(int documentCount, int missingCount, int waitingAgainCount) {
        record(forgotten, documentCount);
        record(forgottenMissing, missingCount);
        waitingAgain.record(waitingAgainCount);
    }

    @Override
    public void arrived() {
        arrived.record();
    }

    @Override
    public void learned(int embeddedCount, int skippedCount) {
        record(embedded, embeddedCount);
        record(skipped, skippedCount);
    }

    @Override
    public void undone(int deadLetteredCount, int skippedCount) {
        miniBatchesUndone.record();
        record(documentsUndone, deadLetteredCount);
        record(skipped, skippedCount);
    }

    @Override
    public void undated() {
        undated.record();
    }

    @Override
    public void beyondMaximum() {
        beyondMaximum.record();
    }

    @Override
    public void refused() {
        refused.record();
    }

    @Override
    public void woken(double ms) {
        woken.record();
        wakeMs.record(ms);
    }

    @Override
    public void models(int taskCount, int awakeCount) {
        taskModels.record(taskCount);
        awakeModels.record(awakeCount);
    }

    @Override
    public void roundWaited(int shard, double ms) {
        ofShard("round-wait-ms-total", "Time that mini-batches waited for a shard, milliseconds", shard)
                .record(ms);
    }

    @Override
    public void partReceived() {
        partsReceived.record();
    }

    @Override
    public void partMissed(int shard) {
        partsMissed.record();
        ofShard("shard-parts-missed-total", "Parts of a shard that did not come in time", shard)
                .record(1);
    }

    private Sensor ofShard(String name, String description, int shard) {
        return tagged(name, description, "shard", Integer.toString(shard));
    }

    private Sensor tagged(String name, String description, String tag, String value) {
        return tagged.computeIfAbsent(
                name + "-" + value, id -> sensor(id, name, description, Map.of(tag, value), new CumulativeSum()));
    }

    @Override
    public void reported(LearningReport report) {
        models.learned(report);
    }

    @Override
    public void drifted(String model, double meanDrift) {
        models.drifted(model, meanDrift);
    }

    @Override
    public void waiting(long documentCount) {
        waiting.record((double) documentCount);
    }

    /** Removes the metrics from the registry: the task may continue elsewhere. */
    @Override
    public void close() {
        sensors.forEach(metrics::removeSensor);
        models.close();
    }

    /** A sensor's total counts its records, whatever their values. */
    private static void record(Sensor counter, int times) {
        for (int i = 0; i < times; i++) {
            counter.record();
        }
    }

    private Sensor counter(String operation) {
        Sensor sensor = metrics.addRateTotalSensor(SCOPE, taskId, operation, RecordingLevel.INFO);
        sensors.add(sensor);
        return sensor;
    }

    private Sensor gauge(String name, String description, MeasurableStat value) {
        return sensor(name, name, description, Map.of(), value);
    }

    private Sensor sensor(
            String id, String name, String description, Map<String, String> ownTags, MeasurableStat value) {
        Map<String, String> tags = new HashMap<>(ownTags);
        tags.put("thread-id", Thread.currentThread().getName());
        tags.put(SCOPE + "-id", taskId);
        Sensor sensor = metrics.addSensor(SCOPE + "-" + taskId + "-" + id, RecordingLevel.INFO);
        sensor.add(new MetricName(name, "stream-" + SCOPE + "-metrics", description, tags), value);
        sensors.add(sensor);
        return sensor;
    }
}
