package io.wordtide.streams.monitor;

import io.wordtide.schema.LearningReport;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Gauges of how well each model of a task does, measured on its last mini-batch, with the tag {@code model}. A value
 * that is not known yet is missing rather than zero. Belongs to one task.
 */
final class ModelGauges implements AutoCloseable {

    /** Models of a task with gauges, those that reported last; a monitoring system bears no more values of a tag. */
    static final int MOST_MODELS = 100;

    private final StreamsMetrics metrics;
    private final String scope;
    private final String taskId;

    /** By model, its sensors by their names; the model that reported longest ago is first. */
    private final Map<String, Map<String, Sensor>> sensors = new LinkedHashMap<>(16, 0.75f, true);

    /** @param scope Wordtide's scope among those of Kafka Streams */
    ModelGauges(StreamsMetrics metrics, String scope, String taskId) {
        this.metrics = metrics;
        this.scope = scope;
        this.taskId = taskId;
    }

    void learned(LearningReport report) {
        String model = report.getModel();
        record(
                model,
                "model-refined-perplexity",
                "Prequential perplexity of the last mini-batch at the refined psi, mean over its documents",
                report.getRefinedPerDocumentPerplexity());
        record(
                model,
                "model-unigram-perplexity",
                "The same for the running unigram model",
                report.getUnigramPerDocumentPerplexity());
        record(
                model,
                "model-recent-unigram-perplexity",
                "The same for the unigram model that forgets and counts all documents alike",
                report.getRecentUnigramPerDocumentPerplexity());
        record(
                model,
                "model-cache-perplexity",
                "The same for a cache of each document's own words, another kind of model",
                report.getCachePerDocumentPerplexity());
        record(
                model,
                "model-out-of-vocabulary-rate",
                "Share of the tokens of the last mini-batch without a row, 0 to 1",
                Optional.of(report.getOutOfVocabularyRate()));
        record(model, "model-vocabulary-size", "Words that have a row", Optional.of((double)
                report.getVocabularySize()));
        record(model, "model-active-dimensions", "Latent dimensions in use in the last mini-batch", Optional.of((double)
                report.getActiveLatentCount()));
        record(model, "model-step-ms", "Time of the last learning step, milliseconds", Optional.of(report.getStepMs()));
    }

    void drifted(String model, double meanDrift) {
        record(
                model,
                "model-word-drift",
                "Mean cosine drift of the words that were published most recently, 0 to 2",
                Optional.of(meanDrift));
    }

    @Override
    public void close() {
        sensors.values().forEach(this::remove);
        sensors.clear();
    }

    private void remove(Map<String, Sensor> ofModel) {
        ofModel.values().forEach(metrics::removeSensor);
    }

    private void record(String model, String name, String description, Optional<Double> value) {
        value.ifPresent(number -> ofModel(model)
                .computeIfAbsent(name, key -> sensor(model, name, description))
                .record(number));
    }

    private Map<String, Sensor> ofModel(String model) {
        Map<String, Sensor> ofModel = sensors.computeIfAbsent(model, key -> new HashMap<>());
        if (sensors.size() > MOST_MODELS) {
            var eldest = sensors.entrySet().iterator();
            remove(eldest.next().getValue());
            eldest.remove();
        }
        return ofModel;
    }

    private Sensor sensor(String model, String name, String description) {
        Sensor sensor = metrics.addSensor(scope + "-" + taskId + "-" + model + "-" + name, RecordingLevel.INFO);
        sensor.add(
                new MetricName(
                        name,
                        "stream-" + scope + "-metrics",
                        description,
                        Map.of("thread-id", Thread.currentThread().getName(), scope + "-id", taskId, "model", model)),
                new Value());
        return sensor;
    }
}
