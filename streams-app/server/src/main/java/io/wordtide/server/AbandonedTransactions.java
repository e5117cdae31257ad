package io.wordtide.server;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.AdminCalls;
import io.wordtide.streams.topics.TopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that an earlier process on the same state directory left open when it was killed. Kafka Streams restores a
 * changelog up to its end, but reads only what is committed: it waits for an open transaction until the brokers abort it
 * after {@code transaction.timeout.ms}, a minute or more. A stream thread aborts the transaction of its predecessor with the
 * same number. Threads that replaced others had higher numbers, so nobody aborts theirs.
 *
 * <p>Kafka Streams names a transaction after the application, an id that it keeps in the state directory, and the number
 * of the thread.
 */
final class AbandonedTransactions {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    /** Where Kafka Streams keeps the id, as JSON. */
    private static final String ID_FILE = "kafka-streams-process-metadata";

    private static final Pattern ID = Pattern.compile("\"processId\"\\s*:\\s*\"([0-9a-f-]{36})\"");

    private AbandonedTransactions() {}

    /** The beginning of the names of the transactions of earlier processes on the state directory, if there were any. */
    static Optional<String> prefix(WordtideConfig config) {
        Path file = config.stateDirectory().resolve(ID_FILE);
        try {
            Matcher id = ID.matcher(Files.exists(file) ? Files.readString(file) : "");
            return id.find() ? Optional.of(config.applicationId() + "-" + id.group(1) + "-") : Optional.empty();
        } catch (IOException e) {
            LOG.warn("Could not read {}, so transactions of an earlier process stay open cause={}", file, e.toString());
            return Optional.empty();
        }
    }

    /**
     * Aborts them. Without the access to list transactions none are found, which only costs time.
     *
     * @param prefix from {@link #prefix}; no other process may use the state directory any more
     */
    static void abort(WordtideConfig config, String prefix) {
        try (Admin admin = Admin.create(config.adminProperties())) {
            ListTransactionsOptions open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
            List<String> abandoned =
                    AdminCalls.await(
                                    "list the open transactions",
                                    admin.listTransactions(open).all())
                            .stream()
                            .map(TransactionListing::transactionalId)
                            .filter(id -> id.startsWith(prefix))
                            .toList();
            if (!abandoned.isEmpty()) {
                AdminCalls.await(
                        "abort transactions of an earlier process",
                        admin.fenceProducers(abandoned).all());
                LOG.info("Aborted transactions that an earlier process left open ids={}", abandoned);
            }
        } catch (TopicException e) {
            LOG.warn("Could not abort transactions of an earlier process; restoring may wait: {}", e.getMessage());
        }
    }
}
