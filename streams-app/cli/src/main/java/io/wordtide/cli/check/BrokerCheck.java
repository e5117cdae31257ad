package io.wordtide.cli.check;

import static io.wordtide.streams.topics.AdminCalls.await;

import io.wordtide.streams.topics.TopicException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * The cluster and its transaction log, which exactly-once depends on. {@link TopicCheck} covers the topics of the
 * application.
 */
final class BrokerCheck implements Supplier<List<Finding>> {

    private static final String SUBJECT = "transactions";

    private final Admin admin;

    BrokerCheck(Admin admin) {
        this.admin = admin;
    }

    @Override
    public List<Finding> get() {
        DescribeClusterResult cluster = admin.describeCluster();
        Collection<Node> brokers = await("describe the cluster", cluster.nodes());
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "kafka",
                "cluster %s, %d brokers, controller %s"
                        .formatted(
                                await("describe the cluster", cluster.clusterId()),
                                brokers.size(),
                                await("describe the cluster", cluster.controller())
                                        .idString())));
        findings.add(visibleTransactionLog(brokers));
        return findings;
    }

    /** The application neither reads the log nor the brokers' settings, so its user need not be allowed to. */
    private Finding visibleTransactionLog(Collection<Node> brokers) {
        try {
            return transactionLog(brokers);
        } catch (TopicException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Finding.ok(
                        SUBJECT,
                        "not checked: this user is not allowed DESCRIBE and DESCRIBE_CONFIGS on "
                                + Topic.TRANSACTION_STATE_TOPIC_NAME + " and DESCRIBE_CONFIGS on the cluster");
            }
            throw e;
        }
    }

    private Finding transactionLog(Collection<Node> brokers) {
        TopicDescription log;
        try {
            log = await(
                            "describe the transaction log",
                            admin.describeTopics(List.of(Topic.TRANSACTION_STATE_TOPIC_NAME))
                                    .allTopicNames())
                    .values()
                    .iterator()
                    .next();
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return askForNewLog(brokers);
            }
            throw e;
        }
        int minimum = number(
                new ConfigResource(ConfigResource.Type.TOPIC, log.name()), TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return ofLog(log.partitions(), minimum, brokers.size());
    }

    /**
     * Judges an existing log by its weakest partition.
     *
     * @param minimum replicas that must be in sync
     * @param brokers number of brokers
     */
    static Finding ofLog(List<TopicPartitionInfo> partitions, int minimum, int brokers) {
        int replicas = fewest(partitions, TopicPartitionInfo::replicas);
        int inSync = fewest(partitions, TopicPartitionInfo::isr);
        if (inSync < minimum) {
            return Finding.problem(
                    SUBJECT,
                    "expected at least %d in-sync replicas for each partition of %s, found one with %d: nothing can be committed; restart the missing brokers"
                            .formatted(minimum, Topic.TRANSACTION_STATE_TOPIC_NAME, inSync));
        }
        return judge(replicas, minimum, brokers);
    }

    private static int fewest(List<TopicPartitionInfo> partitions, Function<TopicPartitionInfo, List<Node>> nodes) {
        return partitions.stream()
                .mapToInt(partition -> nodes.apply(partition).size())
                .min()
                .orElse(0);
    }

    private Finding askForNewLog(Collection<Node> brokers) {
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, brokers.iterator().next().idString());
        return ofNewLog(
                number(broker, "transaction.state.log.replication.factor"),
                number(broker, "transaction.state.log.min.isr"),
                brokers.size());
    }

    /** Judges the log that the first transaction will create, by the brokers' settings. */
    static Finding ofNewLog(int replicas, int minimum, int brokers) {
        if (replicas > brokers) {
            return Finding.problem(
                    SUBJECT,
                    "expected transaction.state.log.replication.factor to be at most the number of brokers, found %d with %d brokers: no transaction can begin; start more brokers, or lower it"
                            .formatted(replicas, brokers));
        }
        return judge(replicas, minimum, brokers);
    }

    private static Finding judge(int replicas, int minimum, int brokers) {
        String found = "%d replicas, %d must be in sync".formatted(replicas, minimum);
        if (brokers == 1) {
            return Finding.ok(SUBJECT, found + "; one broker: nothing survives the loss of its disk");
        }
        if (replicas == 1) {
            return Finding.problem(
                    SUBJECT,
                    found + ": the loss of one of " + brokers + " brokers loses transactions; give "
                            + Topic.TRANSACTION_STATE_TOPIC_NAME + " 3 replicas with kafka-reassign-partitions.sh");
        }
        if (minimum >= replicas) {
            return Finding.problem(
                    SUBJECT,
                    found + ": every restart of a broker stops the application; lower "
                            + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG + " of " + Topic.TRANSACTION_STATE_TOPIC_NAME
                            + ", or add a replica");
        }
        return Finding.ok(SUBJECT, found);
    }

    private int number(ConfigResource resource, String key) {
        Config config = await(
                        "read the settings of " + resource.name(),
                        admin.describeConfigs(List.of(resource)).all())
                .values()
                .iterator()
                .next();
        return Integer.parseInt(config.get(key).value());
    }
}
