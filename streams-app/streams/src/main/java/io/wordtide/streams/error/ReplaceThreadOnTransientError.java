package io.wordtide.streams.error;

import com.google.common.base.Throwables;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died of a transient error, after a wait: 1 s after the first error, twice as long after
 * each further one, 30 s at most. Trouble is over after three minutes without an error. Ten minutes of unbroken trouble
 * stop the application; any other kind of error stops it at once. Remembers what stopped it.
 *
 * <p>Kafka Streams calls this on the dying thread, before the thread gives up its transaction and its tasks. While the
 * thread waits, its consumer's heartbeat keeps the tasks, and readers of committed records wait for its transaction: 30
 * s is half of the shortest transaction timeout that {@code StepLimits} derives, and a tenth of the shortest poll
 * interval. If a user sets a shorter limit, the broker aborts the transaction first, and the thread is fenced as it
 * closes, which Kafka Streams expects.
 *
 * <p>Thread-safe; threads that die at the same time wait in parallel.
 */
public final class ReplaceThreadOnTransientError implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThreadOnTransientError.class);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TROUBLE = Duration.ofMinutes(10);

    /**
     * A new thread takes up to a minute and a half to meet the same error again: the dead thread's session must end,
     * the group must rebalance, and calls to an unresponsive registry must time out.
     */
    private static final Duration OVER_AFTER = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final Pause pause;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private @Nullable Instant troubleSince;
    private Instant lastReplacement = Instant.EPOCH;
    private Duration nextWait = SHORTEST_WAIT;

    /** A wait that ends early once there is no reason to wait any more. */
    @FunctionalInterface
    public interface Pause {

        /** Waits. */
        void await(Duration time) throws InterruptedException;
    }

    /**
     * @param clock source of the current time; {@link InstantSource#system} except in tests
     * @param pause performs the wait; must return at once when the application closes, since Kafka Streams waits for
     *     its threads
     */
    public ReplaceThreadOnTransientError(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        Optional<Duration> wait = isTransient(exception) ? waitBeforeReplacement() : Optional.empty();
        if (wait.isEmpty()) {
            failure.compareAndSet(null, exception);
            LOG.error("Stopping; the state remains that of the last commit", exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn(
                "Replacing a stream thread in {} s after a transient error; its documents will be read again",
                wait.get().toSeconds(),
                exception);
        try {
            pause.await(wait.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Kafka Streams starts no new thread while it is closing
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** The error that stopped the application, if any. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How long to wait; empty if trouble has lasted too long. */
    private synchronized Optional<Duration> waitBeforeReplacement() {
        Instant now = clock.instant();
        if (troubleSince == null || now.isAfter(lastReplacement.plus(OVER_AFTER))) {
            troubleSince = now;
            nextWait = SHORTEST_WAIT;
        }
        if (!now.isBefore(troubleSince.plus(LONGEST_TROUBLE))) {
            return Optional.empty();
        }
        Duration wait = nextWait;
        nextWait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        lastReplacement = now.plus(wait);
        return Optional.of(wait);
    }

    private static boolean isTransient(Throwable exception) {
        return Throwables.getCausalChain(exception).stream()
                .anyMatch(error -> error instanceof RegistryUnavailableException
                        || error instanceof RetriableException
                        || error instanceof TransactionAbortableException
                        || isUnacknowledged(error)
                        || isTaskDirectoryGone(error)
                        || isRegistryWhileWriting(error));
    }

    /**
     * The producer gave up on records of a transaction that were sent but not acknowledged: the brokers were
     * unavailable for longer than {@code delivery.timeout.ms}. It reports this as Kafka's most general exception,
     * without a cause.
     */
    private static boolean isUnacknowledged(Throwable error) {
        return error.getClass().equals(KafkaException.class) && error.getCause() == null;
    }

    /**
     * A task has moved from one thread to another of this instance, and the one that gives it up has deleted its directory
     * between two looks of the other. Kafka Streams reports this without a cause; errors of the disk have one.
     */
    private static boolean isTaskDirectoryGone(Throwable error) {
        return error instanceof ProcessorStateException && error.getCause() == null;
    }

    /** The serializer calls the registry, too, and wraps its errors: an unexpected response, or none. */
    private static boolean isRegistryWhileWriting(Throwable error) {
        return error instanceof SerializationException
                && (error.getCause() instanceof RestClientException || error.getCause() instanceof IOException);
    }
}
