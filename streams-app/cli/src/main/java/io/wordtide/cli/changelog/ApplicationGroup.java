package io.wordtide.cli.changelog;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;

import io.wordtide.streams.topics.TopicException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.StreamsGroupMemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The running instances of an application, as seen in its consumer group and its transactions. Thread-safe. */
public final class ApplicationGroup {

    private static final Set<TransactionState> ENDING = Set.of(
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;
    private final String applicationId;
    private final Pattern transactionalIds;

    /** @param admin not closed here */
    public ApplicationGroup(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
        // as Kafka Streams names them (application, process, thread), and the id of a command
        this.transactionalIds = Pattern.compile(
                Pattern.quote(applicationId) + "-(state|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+)");
    }

    /**
     * Where each stream thread of the application runs; empty if it is stopped.
     *
     * @throws TopicException if the cluster does not answer, or refuses
     */
    public List<String> hosts() {
        try {
            return await("describe the consumer group " + applicationId, consumerGroupHosts());
        } catch (TopicException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
            return streamsGroupHosts();
        }
    }

    /**
     * Requires that no instance runs.
     *
     * @throws StateException if one runs
     * @throws TopicException if the cluster does not answer or refuses
     */
    public void requireStopped() {
        List<String> hosts = hosts();
        if (!hosts.isEmpty()) {
            throw new StateException("expected the application " + applicationId + " to be stopped, found "
                    + hosts.size() + " stream threads of it, on "
                    + hosts.stream().distinct().sorted().collect(Collectors.joining(", "))
                    + "; stop all instances first (a killed one counts until session.timeout.ms has passed)");
        }
    }

    /**
     * How far each partition has been read; empty if nothing has been committed.
     *
     * @throws TopicException if the cluster does not answer or refuses
     */
    public Map<TopicPartition, OffsetAndMetadata> committedOffsets() {
        try {
            return await(
                    "read the committed offsets of " + applicationId,
                    admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        } catch (TopicException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    /**
     * Deletes the group, and with it the committed offsets.
     *
     * @throws TopicException if it has members, or the cluster does not answer or refuses
     */
    void delete() {
        await(
                "delete the consumer group " + applicationId,
                admin.deleteConsumerGroups(List.of(applicationId)).all());
    }

    /**
     * Aborts the transactions that killed or frozen instances left open, so that they can commit nothing later.
     *
     * @throws TopicException if the cluster does not answer or refuses
     */
    void abortTransactions() {
        Set<String> open = transactionalIds(Set.of(TransactionState.ONGOING));
        if (!open.isEmpty()) {
            await("abort the transactions " + open, admin.fenceProducers(open).all());
        }
        awaitTransactions();
    }

    /**
     * Waits until readers see the outcome of transactions that have been committed or aborted: the producer learns of
     * its commit a moment earlier.
     *
     * @throws TopicException if the cluster does not answer or refuses
     */
    void awaitTransactions() {
        Set<String> ending = transactionalIds(ENDING);
        awaitUntil("the transactions " + ending + " to end", () -> {
            if (!ending.isEmpty()) {
                ending.retainAll(transactionalIds(ENDING));
            }
            return ending.isEmpty();
        });
    }

    private Set<String> transactionalIds(Set<TransactionState> states) {
        return await(
                        "list the transactions of " + applicationId,
                        admin.listTransactions(new ListTransactionsOptions().filterStates(states))
                                .all())
                .stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> transactionalIds.matcher(id).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private KafkaFuture<List<String>> consumerGroupHosts() {
        return admin.describeConsumerGroups(List.of(applicationId))
                .all()
                .thenApply(groups -> groups.values().stream()
                        .flatMap(group -> group.members().stream())
                        .map(MemberDescription::host)
                        .toList());
    }

    /** With {@code group.protocol=streams}, the group is of another type. */
    private List<String> streamsGroupHosts() {
        try {
            return await(
                            "describe the streams group " + applicationId,
                            admin.describeStreamsGroups(List.of(applicationId)).all())
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .map(StreamsGroupMemberDescription::clientHost)
                    .toList();
        } catch (TopicException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }
}
