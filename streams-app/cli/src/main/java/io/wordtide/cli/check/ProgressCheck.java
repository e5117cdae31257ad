package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;
import static java.util.Objects.requireNonNull;

import io.wordtide.cli.changelog.ApplicationGroup;
import io.wordtide.streams.config.WordtideConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Who runs the application, how far it has read, and whether records went before it could read them. */
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
        List<String> hosts = group.hosts();
        String state = hosts.isEmpty()
                ? "stopped"
                : "%d stream threads on %d hosts"
                        .formatted(hosts.size(), hosts.stream().distinct().count());
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(group.committedOffsets());
        if (committed.isEmpty()) {
            return List.of(Finding.ok(SUBJECT, state + "; nothing has been read yet"));
        }
        Map<TopicPartition, ListOffsetsResultInfo> earliest = offsets(committed, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> latest = offsets(committed, OffsetSpec.latest());
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, Long> lagByTopic = new TreeMap<>();
        committed.forEach((partition, read) -> {
            long lost = requireNonNull(earliest.get(partition)).offset() - read.offset();
            if (lost > 0) {
                findings.add(Finding.problem(
                        SUBJECT,
                        "up to %,d records of %s were deleted before they were read; raise retention.ms of the topic, and start more instances"
                                .formatted(lost, partition)));
            }
            long lag = requireNonNull(latest.get(partition)).offset() - read.offset();
            lagByTopic.merge(partition.topic(), Math.max(0, lag), Long::sum);
        });
        if (findings.isEmpty()) {
            List<String> lags = new ArrayList<>();
            lagByTopic.forEach((topic, lag) -> lags.add("%,d offsets of %s".formatted(lag, topic)));
            findings.add(Finding.ok(SUBJECT, state + "; not yet read: " + String.join(", ", lags)));
        }
        return findings;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Map<TopicPartition, OffsetAndMetadata> committed, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        committed.keySet().forEach(partition -> asked.put(partition, which));
        return await(
                "read the offsets of " + asked.keySet(),
                admin.listOffsets(asked).all());
    }
}
