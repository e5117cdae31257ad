package io.wordtide.server;

import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.ApplicationGroup;
import io.wordtide.streams.topics.TopicException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions that killed or frozen instances left open, so that the instances which take over need not wait until
 * the brokers do it, after {@code transaction.timeout.ms}, a minute or more. Kafka Streams restores a changelog up to its
 * end, but reads only what is committed, and so does every reader of a topic: an open transaction holds them up.
 *
 * <p>Looks a second after each change of the group, and once a second while this instance restores state. Every instance
 * does so; a transaction that two of them abort is aborted. Thread-safe.
 */
final class AbandonedTransactions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Admin admin;
    private final ApplicationGroup group;
    private final BooleanSupplier isRestoring;
    private final Semaphore changes = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    private AbandonedTransactions(WordtideConfig config, BooleanSupplier isRestoring) {
        this.admin = Admin.create(config.adminProperties());
        this.group = new ApplicationGroup(admin, config.applicationId());
        this.isRestoring = isRestoring;
    }

    /**
     * Begins, on a daemon thread.
     *
     * @param isRestoring whether this instance waits for state
     */
    static AbandonedTransactions watch(WordtideConfig config, BooleanSupplier isRestoring) {
        AbandonedTransactions watch = new AbandonedTransactions(config, isRestoring);
        Thread thread = new Thread(watch::run, "abandoned-transactions");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** Looks soon: instances may have come or gone. */
    void onChange() {
        changes.release();
    }

    /** Ends it; later calls do nothing. */
    @Override
    public void close() {
        closed.countDown();
        changes.release();
        admin.close(Duration.ZERO);
    }

    private void run() {
        try {
            boolean answers = true;
            while (isAfterNextChange()) {
                answers = abort(answers);
                if (isRestoring.getAsBoolean()) {
                    onChange();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a change and a second longer; returns whether there is more to do. */
    private boolean isAfterNextChange() throws InterruptedException {
        changes.acquire();
        boolean isClosed = closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
        return !isClosed;
    }

    /**
     * Returns whether the cluster answers.
     *
     * @param answered whether it did so the last time: that it no longer does is said once
     */
    private boolean abort(boolean answered) {
        try {
            Set<String> aborted = group.abortAbandonedTransactions();
            if (!aborted.isEmpty()) {
                LOG.info("Aborted transactions of stream threads that are gone transactionalIds={}", aborted);
            }
            return true;
        } catch (TopicException e) {
            if (answered && closed.getCount() > 0) {
                LOG.warn(
                        "Could not look for transactions of stream threads that are gone; restoring may wait for them: {}",
                        e.getMessage());
            }
            return false;
        }
    }
}
