package io.wordtide.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class BrokerCheckTest {

    private static final String SUBJECT = "transactions";

    @Test
    void shouldFindNoProblemWhenOneBrokerMayBeLost() {
        // Given: three replicas of three brokers, two must be in sync
        assertThat(BrokerCheck.ofLog(List.of(partition(3, 3), partition(3, 2)), 2, 3))
                .isEqualTo(Finding.ok(SUBJECT, "3 replicas, 2 must be in sync"));
        assertThat(BrokerCheck.ofNewLog(3, 2, 3)).isEqualTo(Finding.ok(SUBJECT, "3 replicas, 2 must be in sync"));
    }

    @Test
    void shouldSayWhatTheLossOfTheOnlyBrokerMeans() {
        assertThat(BrokerCheck.ofNewLog(1, 1, 1))
                .isEqualTo(Finding.ok(
                        SUBJECT, "1 replicas, 1 must be in sync; one broker: nothing survives the loss of its disk"));
    }

    @Test
    void shouldReportThatNothingCanBeCommittedWhenAPartitionHasTooFewInSync() {
        assertThat(BrokerCheck.ofLog(List.of(partition(3, 3), partition(3, 1), partition(3, 2)), 2, 3))
                .isEqualTo(Finding.problem(
                        SUBJECT,
                        "expected at least 2 in-sync replicas for each partition of __transaction_state, found one"
                                + " with 1: nothing can be committed; restart the missing brokers"));
    }

    @Test
    void shouldReportASingleReplicaAmongSeveralBrokers() {
        // Given: the weakest partition counts
        assertThat(BrokerCheck.ofLog(List.of(partition(3, 3), partition(1, 1)), 1, 3))
                .isEqualTo(Finding.problem(
                        SUBJECT,
                        "1 replicas, 1 must be in sync: the loss of one of 3 brokers loses transactions; give"
                                + " __transaction_state 3 replicas with kafka-reassign-partitions.sh"));
    }

    @Test
    void shouldReportThatARestartOfABrokerStopsTheApplicationWhenAllMustBeInSync() {
        assertThat(BrokerCheck.ofNewLog(2, 2, 3))
                .isEqualTo(Finding.problem(
                        SUBJECT,
                        "2 replicas, 2 must be in sync: every restart of a broker stops the application; lower"
                                + " min.insync.replicas of __transaction_state, or add a replica"));
    }

    @Test
    void shouldReportThatNoTransactionCanBeginWhenThereAreTooFewBrokers() {
        assertThat(BrokerCheck.ofNewLog(3, 2, 1))
                .isEqualTo(Finding.problem(
                        SUBJECT,
                        "expected transaction.state.log.replication.factor to be at most the number of brokers, found"
                                + " 3 with 1 brokers: no transaction can begin; start more brokers, or lower it"));
    }

    private static TopicPartitionInfo partition(int replicas, int inSync) {
        return new TopicPartitionInfo(0, node(0), nodes(replicas), nodes(inSync));
    }

    private static List<Node> nodes(int count) {
        return IntStream.range(0, count).mapToObj(BrokerCheckTest::node).toList();
    }

    private static Node node(int id) {
        return new Node(id, "broker", 9092);
    }
}
