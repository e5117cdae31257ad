package io.wordtide.cli.embedded;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a new broker create its own topics, {@code __consumer_offsets} and {@code __transaction_state}, before the first
 * application asks for a coordinator and has to wait for them.
 */
final class Coordinators {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinators.class);

    /** Any name: looking up its coordinator is what creates the topic. */
    private static final List<String> NOBODY = List.of("nobody");

    private Coordinators() {}

    /** Returns when both exist. If they cannot be created now, the application creates them later. */
    static void prepare(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var group = admin.listConsumerGroupOffsets(NOBODY.get(0)).all();
            var transaction = admin.describeTransactions(NOBODY).all();
            group.get();
            transaction.get();
        } catch (ExecutionException e) {
            LOG.debug("Looked up coordinators", e); // nobody's transaction does not exist
        }
    }
}
