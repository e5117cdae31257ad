package io.wordtide.streams.monitor;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How far the consumers of an instance are behind the ends of their partitions. */
public final class ConsumerLag {

    private static final String LAG = "records-lag";
    private static final String RESTORING = "-restore-consumer";

    private ConsumerLag() {}

    /** Records in the instance's share of the documents and bags topics that it has not read yet. */
    public static long of(Map<MetricName, ? extends Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(entry -> isLag(entry.getKey()))
                .map(entry -> entry.getValue().metricValue())
                .mapToDouble(value -> ((Number) value).doubleValue())
                .filter(Double::isFinite) // not known before the first fetch
                .mapToLong(Math::round)
                .sum();
    }

    private static boolean isLag(MetricName name) {
        return name.name().equals(LAG)
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith(RESTORING);
    }
}
