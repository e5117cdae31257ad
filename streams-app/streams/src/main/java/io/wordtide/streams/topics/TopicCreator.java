package io.wordtide.streams.topics;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitKnown;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;
import static java.util.Objects.requireNonNull;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of an application on any cluster. Safe to repeat, and to run in several processes at once:
 * existing topics are left as they are and compared.
 *
 * <p>Thread-safe; the caller closes the {@link Admin}.
 */
public final class TopicCreator {

    private final Admin admin;

    /**
     * @param admin a client of the cluster; its {@code default.api.timeout.ms} limits the wait for each response
     */
    public TopicCreator(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates the topics of an application as configured, with a client of its own.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public static void createAll(WordtideConfig config, Topics topics) {
        try (Admin admin = Admin.create(config.adminProperties())) {
            TopicCreator creator = new TopicCreator(admin);
            creator.create(topics, config.topicPartitions(), config.topicReplicationFactor());
            creator.createForShards(config);
        }
    }

    /**
     * Creates the topics of sharded models that do not exist: Kafka Streams takes them for somebody else's, and does not.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public void createForShards(WordtideConfig config) {
        create(TopicSpecification.ofShards(config), config.topicPartitions(), config.topicReplicationFactor());
    }

    /**
     * As {@link #createAll}, with the internal topics, which Kafka Streams would otherwise create after its members have
     * joined their group. The group then rebalances again, which delays the first document of a new application by seconds.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public static void createAllAndInternal(WordtideConfig config, Topics topics) {
        try (Admin admin = Admin.create(config.adminProperties())) {
            // a broker that is asked for a coordinator creates the topic of its state; the answers do not matter
            admin.describeConsumerGroups(List.of(config.applicationId()));
            admin.describeTransactions(List.of(config.applicationId()));
            List<TopicSpecification> all = new ArrayList<>(TopicSpecification.of(topics));
            all.addAll(TopicSpecification.internal(config));
            new TopicCreator(admin).create(all, config.topicPartitions(), config.topicReplicationFactor());
        }
    }

    /**
     * Creates the topics that do not exist, and returns when clients can use them.
     *
     * @param topics the topics of the application
     * @param partitions partitions of each topic, at least 1
     * @param replicationFactor copies of each partition, at least 1 and no more than the cluster has brokers
     * @return how topics that already existed differ from what would have been created; empty if they do not
     * @throws TopicException if the cluster does not respond or refuses
     */
    public List<TopicDifference> create(Topics topics, int partitions, int replicationFactor) {
        create(TopicSpecification.of(topics), partitions, replicationFactor);
        return differences(topics, partitions);
    }

    /**
     * Creates the changelogs that do not exist, as Kafka Streams would, for an application that has never run.
     *
     * @param partitions partitions of each
     * @throws TopicException if the cluster does not respond or refuses
     */
    public void createChangelogs(WordtideConfig config, int partitions) {
        List<String> changelogs = InternalTopics.changelogs(config.applicationId());
        List<TopicSpecification> specifications = TopicSpecification.internal(config).stream()
                .filter(specification -> changelogs.contains(specification.name()))
                .toList();
        create(specifications, partitions, config.topicReplicationFactor());
    }

    /**
     * How existing public topics differ from what would be created.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public List<TopicDifference> differences(Topics topics, int partitions) {
        return differences(TopicSpecification.of(topics), partitions);
    }

    /**
     * How existing internal topics differ from what Kafka Streams would create; it never changes existing ones.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public List<TopicDifference> internalDifferences(WordtideConfig config) {
        return differences(TopicSpecification.internal(config), config.topicPartitions());
    }

    private void create(List<TopicSpecification> specifications, int partitions, int replicationFactor) {
        if (specifications.isEmpty()) {
            return;
        }
        SortedSet<String> missing = missing(names(specifications));
        List<NewTopic> newTopics = specifications.stream()
                .filter(specification -> missing.contains(specification.name()))
                .map(specification -> specification.toNewTopic(partitions, replicationFactor))
                .toList();
        admin.createTopics(newTopics).values().forEach(this::awaitCreation);
        awaitVisible(names(specifications));
    }

    /**
     * The public topics that do not exist, in ascending order.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public SortedSet<String> missing(Topics topics) {
        return missing(names(TopicSpecification.of(topics)));
    }

    /**
     * The given topics, by full name, that do not exist, in ascending order.
     *
     * @throws TopicException if the cluster does not respond or refuses
     */
    public SortedSet<String> missing(Collection<String> topics) {
        SortedSet<String> missing = new TreeSet<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, description) -> {
            try {
                await("describe the topic " + topic, description);
            } catch (TopicException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topic);
            }
        });
        return missing;
    }

    private void awaitCreation(String topic, KafkaFuture<Void> creation) {
        try {
            await("create the topic " + topic, creation);
        } catch (TopicException e) {
            // another process was faster, which is just as good
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The controller knows a new topic first; an application that starts before the brokers know it would fail. */
    private void awaitVisible(List<String> topics) {
        awaitUntil("the topics " + topics + " to exist", () -> missing(topics).isEmpty());
    }

    /** A broker may not know yet what another has just described; then both are asked again. */
    private List<TopicDifference> differences(List<TopicSpecification> specifications, int partitions) {
        return awaitKnown(() -> describedDifferences(specifications, partitions));
    }

    private List<TopicDifference> describedDifferences(List<TopicSpecification> specifications, int partitions) {
        SortedSet<String> missing = missing(names(specifications));
        List<TopicSpecification> existing = specifications.stream()
                .filter(specification -> !missing.contains(specification.name()))
                .toList();
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(names(existing)).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(
                        names(existing).stream().map(TopicCreator::resource).toList())
                .values();
        List<TopicDifference> differences = new ArrayList<>();
        for (TopicSpecification specification : existing) {
            String name = specification.name();
            KafkaFuture<TopicDescription> description = requireNonNull(descriptions.get(name));
            KafkaFuture<Config> config = requireNonNull(configs.get(resource(name)));
            differences.addAll(specification.differences(
                    partitions,
                    await("describe the topic " + name, description),
                    await("read the settings of the topic " + name, config)));
        }
        return differences;
    }

    private static List<String> names(List<TopicSpecification> specifications) {
        return specifications.stream().map(TopicSpecification::name).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
