package io.wordtide.streams.topics;

import static io.wordtide.streams.topics.AdminCalls.await;
import static io.wordtide.streams.topics.AdminCalls.awaitUntil;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** The running instances of an application, as its consumer group and its transactions show them. Thread-safe. */
public final class ApplicationGroup {

    /** How Kafka Streams names a process. */
    private static final String PROCESS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private static final Set<TransactionState> ENDING = Set.of(
            TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;
    private final String applicationId;
    private final Pattern transactionalIds;
    private final Pattern threadClients;

    /** @param admin not closed here */
    public ApplicationGroup(Admin admin, String applicationId) {
        this.admin = admin;
        this.applicationId = applicationId;
        // as Kafka Streams names them (application, process, thread), and the id of a command
        String process = Pattern.quote(applicationId) + "-" + PROCESS;
        this.transactionalIds =
                Pattern.compile(process + "-\\d+|" + Pattern.quote(commandTransactionalId(applicationId)));
        this.threadClients = Pattern.compile("(?<process>" + process + ")-StreamThread-(?<thread>\\d+)-consumer");
    }

    /** Transactional id of the command that changes the state of a stopped application: one at a time. */
    public static String commandTransactionalId(String applicationId) {
        return applicationId + "-state";
    }

    /**
     * A stream thread of the application.
     *
     * @param clientId of its consumer; Kafka Streams names it after application, process and number of the thread, unless
     *     {@code client.id} is set
     * @param host where it runs
     */
    public record StreamThread(String clientId, String host) {}

    /**
     * The stream threads of all instances; empty if the application is stopped. One that was killed counts until its
     * {@code session.timeout.ms} has passed.
     *
     * @throws TopicException if the cluster does not answer, or refuses
     */
    public List<StreamThread> threads() {
        try {
            return await("describe the consumer group " + applicationId, threadsOfConsumerGroup());
        } catch (TopicException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
            return threadsOfStreamsGroup();
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
    public void delete() {
        await(
                "delete the consumer group " + applicationId,
                admin.deleteConsumerGroups(List.of(applicationId)).all());
    }

    /**
     * Aborts the transactions that killed or frozen instances left open, so that they can commit nothing later.
     *
     * @throws TopicException if the cluster does not answer or refuses
     */
    public void abortTransactions() {
        abort(openTransactions());
        awaitTransactions();
    }

    /**
     * Aborts transactions that stream threads have left open which are no longer members of the group: their process was
     * killed, or has been frozen for longer than {@code session.timeout.ms}. A frozen one can no longer commit anyway.
     *
     * @return their transactional ids; empty if {@code client.id} is set, since the members of the group do not show then
     *     whose transactions are theirs
     * @throws TopicException if the cluster does not answer or refuses
     */
    public Set<String> abortAbandonedTransactions() {
        // before the members, so that a thread which joins meanwhile has none
        Set<String> open = openTransactions();
        open.remove(commandTransactionalId(applicationId));
        if (!open.isEmpty()) {
            List<Matcher> threads = threads().stream()
                    .map(thread -> threadClients.matcher(thread.clientId()))
                    .toList();
            if (threads.isEmpty() || !threads.stream().allMatch(Matcher::matches)) {
                return Set.of();
            }
            threads.forEach(thread -> open.remove(thread.group("process") + "-" + thread.group("thread")));
            abort(open);
        }
        return open;
    }

    private Set<String> openTransactions() {
        return transactionalIds(Set.of(TransactionState.ONGOING));
    }

    private void abort(Set<String> ids) {
        if (!ids.isEmpty()) {
            await("abort the transactions " + ids, admin.fenceProducers(ids).all());
        }
    }

    /**
     * Waits until readers see the outcome of transactions that have been committed or aborted: the producer learns of
     * its commit a moment earlier.
     *
     * @throws TopicException if the cluster does not answer or refuses
     */
    public void awaitTransactions() {
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

    private KafkaFuture<List<StreamThread>> threadsOfConsumerGroup() {
        return admin.describeConsumerGroups(List.of(applicationId))
                .all()
                .thenApply(groups -> groups.values().stream()
                        .flatMap(group -> group.members().stream())
                        .map(member -> new StreamThread(member.clientId(), member.host()))
                        .toList());
    }

    /** With {@code group.protocol=streams}, the group is of another type. */
    private List<StreamThread> threadsOfStreamsGroup() {
        try {
            return await(
                            "describe the streams group " + applicationId,
                            admin.describeStreamsGroups(List.of(applicationId)).all())
                    .values()
                    .stream()
                    .flatMap(group -> group.members().stream())
                    .map(member -> new StreamThread(member.clientId(), member.clientHost()))
                    .toList();
        } catch (TopicException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }
}
