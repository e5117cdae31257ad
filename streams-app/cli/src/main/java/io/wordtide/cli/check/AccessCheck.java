package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;
import static java.util.Objects.requireNonNull;

import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether this user may do what the application does, as far as the cluster reports it: on topics and the consumer
 * group by their authorized operations; on transactional ids by using one. Names everything that is missing.
 */
final class AccessCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "access";

    /** Any broker allows it; {@link StepCheck} judges the application's own. */
    private static final int USUAL_TIMEOUT_MS = 60_000;

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
        findings.addAll(refusedTopics());
        refused("the consumer group " + config.applicationId(), Set.of(AclOperation.READ), allowedOnGroup())
                .ifPresent(findings::add);
        TransactionTrial.refusal(config, USUAL_TIMEOUT_MS)
                .map(this::refusedTransaction)
                .ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(SUBJECT, "topics, consumer group and transactions can be used"));
        }
        return findings;
    }

    private List<Finding> refusedTopics() {
        Map<String, Set<AclOperation>> needed = neededByTopic(topics, config);
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        Set<String> maybeMissing = new TreeSet<>();
        List<Finding> findings = new ArrayList<>();
        needed.forEach((topic, operations) -> {
            Set<AclOperation> allowed = allowed(topic, requireNonNull(descriptions.get(topic)));
            if (allowed == null || allowed.isEmpty()) {
                maybeMissing.add(topic);
            }
            refused("the topic " + topic, operations, allowed).ifPresent(findings::add);
        });
        maybeMissing.retainAll(InternalTopics.neededBy(config));
        findings.addAll(refusedCreation(maybeMissing));
        return findings;
    }

    /** Kafka Streams creates its topics under this user's name; here the cluster only says whether it would. */
    private List<Finding> refusedCreation(Set<String> internalTopics) {
        List<NewTopic> topics = internalTopics.stream()
                .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        admin.createTopics(topics, new CreateTopicsOptions().validateOnly(true))
                .values()
                .forEach((topic, creation) -> {
                    try {
                        await("try to create the topic " + topic, creation);
                    } catch (TopicException e) {
                        if (e.getCause() instanceof AuthorizationException) {
                            findings.add(Finding.problem(
                                    SUBJECT,
                                    "not allowed to create the topic " + topic
                                            + ": grant CREATE on topics that begin with " + config.applicationId()
                                            + "-, unless it exists"));
                        }
                    }
                });
        return findings;
    }

    /** What the application does with each topic, by name. Each of these operations implies DESCRIBE. */
    static Map<String, Set<AclOperation>> neededByTopic(Topics topics, WordtideConfig config) {
        String applicationId = config.applicationId();
        Map<String, Set<AclOperation>> needed = new TreeMap<>();
        needed.put(topics.documents().name(), Set.of(AclOperation.READ));
        Stream.of(
                        topics.wordEmbeddings(),
                        topics.documentEmbeddings(),
                        topics.learningReports(),
                        topics.learningEvents(),
                        topics.stories(),
                        topics.forgottenDocuments(),
                        topics.deadLetters())
                .forEach(topic -> needed.put(topic.name(), Set.of(AclOperation.WRITE)));
        InternalTopics.changelogs(applicationId)
                .forEach(topic -> needed.put(topic, Set.of(AclOperation.READ, AclOperation.WRITE)));
        // records are deleted once they have been read
        needed.put(
                InternalTopics.bags(applicationId), Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE));
        if (config.shards() > 1) {
            InternalTopics.ofShards(applicationId)
                    .forEach(topic -> needed.put(topic, Set.of(AclOperation.READ, AclOperation.WRITE)));
        }
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

    /** Nothing is reported about the operations on a topic that does not exist. */
    private @Nullable Set<AclOperation> allowed(String topic, KafkaFuture<TopicDescription> description) {
        return allowed(
                "describe what is allowed on the topic " + topic,
                description.thenApply(TopicDescription::authorizedOperations),
                UnknownTopicOrPartitionException.class);
    }

    /** Nothing is reported about a group that has never run, or is of the newer type. */
    private @Nullable Set<AclOperation> allowedOnGroup() {
        return allowed(
                "describe what is allowed on the consumer group",
                admin.describeConsumerGroups(
                                List.of(config.applicationId()),
                                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                        .describedGroups()
                        .values()
                        .iterator()
                        .next()
                        .thenApply(ConsumerGroupDescription::authorizedOperations),
                GroupIdNotFoundException.class);
    }

    private static @Nullable Set<AclOperation> allowed(
            String what, KafkaFuture<Set<AclOperation>> answer, Class<? extends Throwable> missing) {
        try {
            return await(what, answer);
        } catch (TopicException e) {
            if (missing.isInstance(e.getCause())) {
                return null;
            }
            if (e.getCause() instanceof AuthorizationException) {
                return Set.of(); // not even DESCRIBE
            }
            throw e;
        }
    }

    private Finding refusedTransaction(KafkaException refusal) {
        return Finding.problem(
                SUBJECT,
                "the transactional id " + TransactionTrial.transactionalId(config) + " cannot be used: "
                        + refusal.getMessage() + " Grant WRITE on transactional ids that begin with "
                        + config.applicationId() + "-, and see the kafka and transactions lines");
    }
}
