package io.wordtide.streams.monitor;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What the models of an instance have done since its start.
 *
 * @param count models, asleep or awake
 * @param wokenCount how often one was restored because it was needed
 * @param wakeMs how long that took, milliseconds
 */
public record ModelActivity(long count, long wokenCount, double wakeMs) {

    static final String MODELS = "models";
    static final String WOKEN = "models-woken";
    static final String WAKE_MS = "model-wake-ms-total";

    /** The sums over all tasks. */
    public static ModelActivity of(Map<MetricName, ? extends Metric> metrics) {
        return new ModelActivity(
                Math.round(StreamsLearnerMetrics.sum(metrics, MODELS)),
                Math.round(StreamsLearnerMetrics.sum(metrics, WOKEN + "-total")),
                StreamsLearnerMetrics.sum(metrics, WAKE_MS));
    }
}
