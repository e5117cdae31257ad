package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Whether this user may do what the application does, as far as the cluster reports it: on topics and the consumer
 * group by their authorized operations; on transactional ids by initializing one.
 */
final class AccessCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "access";

    /** Kafka's minute is long for a person at a terminal. */
    private static final int PATIENCE_MS = 15_000;

    private final WordtideConfig config;
    private final Topics topics;
    private final Admin admin;

    AccessCheck(WordtideConfig config, Topics topics, Admin admin) {
        this.config = config;
        this.topics = topics;
        this.admin = admin;
    }

    @Override
    public List<Finding> get() {
        List<Finding> findings = new ArrayList<>();
        Map<String, Set<AclOperation>> neededByTopic = neededByTopic(topics, config.applicationId());
        new TopicCreator(admin).missing(neededByTopic.keySet()).forEach(neededByTopic::remove);
        await(
                        "describe what is allowed on topics",
                        admin.describeTopics(
                                        neededByTopic.keySet(),
                                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                                .allTopicNames())
                .forEach((topic, description) -> refused(
                                "the topic " + topic,
                                neededByTopic.getOrDefault(topic, Set.of()),
                                description.authorizedOperations())
                        .ifPresent(findings::add));
        refused(
                        "the consumer group " + config.applicationId(),
                        Set.of(AclOperation.READ, AclOperation.DESCRIBE),
                        allowedOnGroup())
                .ifPresent(findings::add);
        requireTransactions(findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(SUBJECT, "topics, consumer group and transactions can be used"));
        }
        return findings;
    }

    /** What the application does with each topic, by name. */
    static Map<String, Set<AclOperation>> neededByTopic(Topics topics, String applicationId) {
        Map<String, Set<AclOperation>> needed = new TreeMap<>();
        needed.put(topics.documents().name(), Set.of(AclOperation.READ, AclOperation.DESCRIBE));
        Stream.of(
                        topics.wordEmbeddings(),
                        topics.documentEmbeddings(),
                        topics.learningReports(),
                        topics.learningEvents(),
                        topics.deadLetters())
                .forEach(topic -> needed.put(topic.name(), Set.of(AclOperation.WRITE, AclOperation.DESCRIBE)));
        InternalTopics.changelogs(applicationId)
                .forEach(topic -> needed.put(
                        topic, Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS)));
        // records are deleted once they have been read
        needed.put(
                InternalTopics.bags(applicationId), Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE));
        return needed;
    }

    /**
     * The problem, if a needed operation is not allowed.
     *
     * @param allowed as the cluster reports it; null if it does not
     */
    static Optional<Finding> refused(String what, Set<AclOperation> needed, @Nullable Set<AclOperation> allowed) {
        if (allowed == null || allowed.contains(AclOperation.ALL)) {
            return Optional.empty();
        }
        Set<AclOperation> refused = new TreeSet<>(needed);
        refused.removeAll(allowed);
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        SUBJECT, "not allowed on " + what + ": " + refused + "; grant these operations"));
    }

    private @Nullable Set<AclOperation> allowedOnGroup() {
        try {
            return await(
                            "describe what is allowed on the consumer group",
                            admin.describeConsumerGroups(
                                            List.of(config.applicationId()),
                                            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                    .all())
                    .values()
                    .iterator()
                    .next()
                    .authorizedOperations();
        } catch (TopicException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null; // it has never run, or its group is of the newer type
            }
            throw e;
        }
    }

    /** Uses an id of its own, so that it ends nobody else's transactions; brokers forget it after a week. */
    private void requireTransactions(List<Finding> findings) {
        String id = config.applicationId() + "-check";
        Map<String, Object> properties = new HashMap<>(config.producerProperties());
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        } catch (KafkaException e) {
            findings.add(Finding.problem(
                    SUBJECT,
                    "the transactional id " + id + " cannot be used: " + e.getMessage()
                            + " Grant WRITE and DESCRIBE on transactional ids that begin with "
                            + config.applicationId() + "-, and see the kafka and transactions lines"));
        }
    }
}
