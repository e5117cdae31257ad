package io.wordtide.app.error;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died of a transient error, ten times in ten minutes at most; stops the application on
 * anything else, and remembers what it was. Thread-safe.
 */
public final class ReplaceThreadOnTransientError implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ReplaceThreadOnTransientError.class);
    private static final int MOST_REPLACEMENTS = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Instant> replacements = new ArrayDeque<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** @param clock what time it is; {@link InstantSource#system} but in tests */
    public ReplaceThreadOnTransientError(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable exception) {
        if (isTransient(exception) && mayReplace()) {
            LOG.warn("Replacing a stream thread after a transient error; its documents are read again", exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure.compareAndSet(null, exception);
        LOG.error("Stopping: the state is that of the last commit", exception);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** What stopped the application, if an error did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    private synchronized boolean mayReplace() {
        Instant now = clock.instant();
        while (!replacements.isEmpty() && replacements.getFirst().isBefore(now.minus(WITHIN))) {
            replacements.removeFirst();
        }
        replacements.addLast(now);
        return replacements.size() <= MOST_REPLACEMENTS;
    }

    private static boolean isTransient(Throwable exception) {
        return Stream.iterate(exception, error -> error != null, Throwable::getCause)
                .anyMatch(error -> error instanceof RegistryUnavailableException
                        || error instanceof RetriableException
                        || isRegistryWhileWriting(error));
    }

    /** The serializer asks the registry too, and wraps what it meets: an answer it did not expect, or none. */
    private static boolean isRegistryWhileWriting(Throwable error) {
        return error instanceof SerializationException
                && (error.getCause() instanceof RestClientException || error.getCause() instanceof IOException);
    }
}
