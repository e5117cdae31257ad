package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;
import static java.util.Objects.requireNonNull;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.ApplicationGroup.StreamThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Who runs the application, how far it has read, and whether records were deleted before it could read them. */
final class ProgressCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "progress";

    private final Admin admin;
    private final ApplicationGroup group;

    ProgressCheck(WordtideConfig config, Admin admin) {
        this.admin = admin;
        this.group = new ApplicationGroup(admin, config.applicationId());
    }

    @Override
    public List<Finding> get() {
        List<String> hosts = group.threads().stream().map(StreamThread::host).toList();
        Map<TopicPartition, Long> read = new HashMap<>();
        group.committedOffsets().forEach((partition, committed) -> read.put(partition, committed.offset()));
        return read.isEmpty()
                ? judge(hosts, Map.of())
                : judge(hosts, ranges(read, offsets(read, OffsetSpec.earliest()), offsets(read, OffsetSpec.latest())));
    }

    /**
     * Where the application stands in a partition.
     *
     * @param earliest offset of the first record that still exists
     * @param read offset of the next record it will read
     * @param latest offset of the next record to be written
     */
    record Range(long earliest, long read, long latest) {}

    /**
     * @param hosts of each stream thread
     * @param rangeByPartition for the partitions it has read from
     */
    static List<Finding> judge(List<String> hosts, Map<TopicPartition, Range> rangeByPartition) {
        String state = hosts.isEmpty()
                ? "stopped"
                : "%d stream threads on %d hosts"
                        .formatted(hosts.size(), hosts.stream().distinct().count());
        if (rangeByPartition.isEmpty()) {
            return List.of(Finding.ok(SUBJECT, state + "; nothing has been read yet"));
        }
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, Long> lagByTopic = new TreeMap<>();
        rangeByPartition.forEach((partition, range) -> {
            long lost = range.earliest() - range.read();
            if (lost > 0) {
                findings.add(Finding.problem(
                        SUBJECT,
                        "up to %,d records of %s were deleted before they were read; raise retention.ms of the topic, and start more instances"
                                .formatted(lost, partition)));
            }
            lagByTopic.merge(partition.topic(), Math.max(0, range.latest() - range.read()), Long::sum);
        });
        if (findings.isEmpty()) {
            List<String> lags = new ArrayList<>();
            lagByTopic.forEach((topic, lag) -> lags.add("%,d offsets of %s".formatted(lag, topic)));
            findings.add(Finding.ok(SUBJECT, state + "; not yet read: " + String.join(", ", lags)));
        }
        return findings;
    }

    private static Map<TopicPartition, Range> ranges(
            Map<TopicPartition, Long> read,
            Map<TopicPartition, ListOffsetsResultInfo> earliest,
            Map<TopicPartition, ListOffsetsResultInfo> latest) {
        Map<TopicPartition, Range> ranges = new HashMap<>();
        read.forEach((partition, offset) -> ranges.put(
                partition,
                new Range(
                        requireNonNull(earliest.get(partition)).offset(),
                        offset,
                        requireNonNull(latest.get(partition)).offset())));
        return ranges;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Map<TopicPartition, Long> read, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        read.keySet().forEach(partition -> asked.put(partition, which));
        return await(
                "read the offsets of " + asked.keySet(),
                admin.listOffsets(asked).all());
    }
}
