package io.wordtide.streams.error;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died of a transient error, after a wait: 1 s after the first, twice as long after each
 * further one, 30 s at most. Trouble is over when no error came for three minutes; ten minutes of unbroken trouble stop
 * the application, as anything else does at once. Remembers what stopped it.
 *
 * <p>Kafka Streams calls this on the thread that dies, before it gives its transaction and its tasks up. So while it
 * waits, its consumer's heartbeat keeps the tasks, and readers of committed records wait for its transaction: 30 s is
 * half of the shortest transaction timeout that {@code StepLimits} derives, and a tenth of the poll interval. Where a
 * limit is set shorter than that, the broker ends the transaction first, and the thread finds itself fenced as it
 * closes, which Kafka Streams expects.
 *
 * <p>Thread-safe; threads that die at the same time wait beside each other.
 */
public final class ReplaceThreadOnTransientError implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThreadOnTransientError.class);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_TROUBLE = Duration.ofMinutes(10);

    /**
     * A new thread that meets the same error again takes up to a minute and a half for it: the session of the dead one
     * has to end, the group to settle, and a registry that does not answer is waited for.
     */
    private static final Duration OVER_AFTER = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final Pause pause;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private @Nullable Instant troubleSince;
    private Instant lastReplacement = Instant.EPOCH;
    private Duration nextWait = SHORTEST_WAIT;

    /** A wait that ends before its time when there is no reason to wait any more. */
    @FunctionalInterface
    public interface Pause {

        /** Waits. */
        void await(Duration time) throws InterruptedException;
    }

    /**
     * @param clock what time it is; {@link InstantSource#system} but in tests
     * @param pause waits, and must end at once when the application closes: Kafka Streams waits for its threads
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
            LOG.error("Stopping: the state is that of the last commit", exception);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn(
                "Replacing a stream thread in {} s after a transient error; its documents are read again",
                wait.get().toSeconds(),
                exception);
        try {
            pause.await(wait.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // while closing, Kafka Streams starts no new thread
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** What stopped the application, if an error did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How long to wait; empty if there has been trouble for too long. */
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
        return Stream.iterate(exception, error -> error != null, Throwable::getCause)
                .anyMatch(error -> error instanceof RegistryUnavailableException
                        || error instanceof RetriableException
                        || error instanceof TransactionAbortableException
                        || isUnacknowledged(error)
                        || isRegistryWhileWriting(error));
    }

    /**
     * Records of a transaction were sent, not acknowledged, and given up: the brokers were away for longer than
     * {@code delivery.timeout.ms}. The producer has no type of error for it but Kafka's most general, and no cause.
     */
    private static boolean isUnacknowledged(Throwable error) {
        return error.getClass().equals(KafkaException.class) && error.getCause() == null;
    }

    /** The serializer asks the registry too, and wraps what it meets: an answer it did not expect, or none. */
    private static boolean isRegistryWhileWriting(Throwable error) {
        return error instanceof SerializationException
                && (error.getCause() instanceof RestClientException || error.getCause() instanceof IOException);
    }
}
