package io.wordtide.chaos;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Inspects and changes the cluster: leaders, replicas in sync, members of a group. For one thread. */
final class ClusterAdmin implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Admin admin;

    ClusterAdmin(Cluster cluster) {
        this.admin = cluster.admin();
    }

    /** Waits until every partition has all its replicas in sync again. */
    void awaitInSync() {
        await("all replicas in sync")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> describe().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size()));
    }

    /**
     * Gives every partition of every topic, including Kafka's own, another leader.
     *
     * @return partitions whose leader was changed
     */
    int changeLeaders() {
        Map<TopicPartition, Optional<NewPartitionReassignment>> turned = new HashMap<>();
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : describe()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                List<Integer> replicas = new ArrayList<>(
                        partition.replicas().stream().map(Node::id).toList());
                int next = replicas.indexOf(partition.leader().id()) + 1;
                Collections.rotate(replicas, -next);
                TopicPartition id = new TopicPartition(topic.name(), partition.partition());
                turned.put(id, Optional.of(new NewPartitionReassignment(replicas)));
                leaders.put(id, replicas.get(0));
            }
        }
        get(admin.alterPartitionReassignments(turned).all());
        await("reassignment")
                .atMost(PATIENCE)
                .until(() ->
                        get(admin.listPartitionReassignments().reassignments()).isEmpty());
        get(admin.electLeaders(ElectionType.PREFERRED, turned.keySet()).partitions());
        await("the new leaders").atMost(PATIENCE).until(() -> leaders().equals(leaders));
        return turned.size();
    }

    /**
     * Client ids of the stream threads that have partitions of a topic. None while the group rebalances, or if the
     * cluster does not answer.
     */
    Set<String> clientsWith(String applicationId, String topic) {
        try {
            return get(admin.describeConsumerGroups(List.of(applicationId)).all()).values().stream()
                    .filter(group -> group.groupState() == GroupState.STABLE)
                    .flatMap(group -> group.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topic)))
                    .map(MemberDescription::clientId)
                    .collect(Collectors.toSet());
        } catch (IllegalStateException e) {
            return Set.of();
        }
    }

    /** Lets a topic accept records from the future, as brokers before Kafka 3.6 did. */
    void allowFutureTimestamps(String topic) {
        AlterConfigOp any = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.toString(Long.MAX_VALUE)),
                AlterConfigOp.OpType.SET);
        get(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(any)))
                .all());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private Map<TopicPartition, Integer> leaders() {
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (TopicDescription topic : describe()) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                leaders.put(
                        new TopicPartition(topic.name(), partition.partition()),
                        partition.leader().id());
            }
        }
        return leaders;
    }

    private Collection<TopicDescription> describe() {
        Set<String> names =
                get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return get(admin.describeTopics(names).allTopicNames()).values();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "expected the cluster to answer, found " + requireNonNull(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the cluster", e);
        }
    }
}
