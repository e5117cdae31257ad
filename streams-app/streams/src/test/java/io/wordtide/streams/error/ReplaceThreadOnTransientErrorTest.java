package io.wordtide.streams.error;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ReplaceThreadOnTransientErrorTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Duration> waits = new ArrayList<>();

    /** Waiting advances the clock. */
    private final ReplaceThreadOnTransientError handler = new ReplaceThreadOnTransientError(() -> now, time -> {
        waits.add(time);
        now = now.plus(time);
    });

    @Test
    void shouldReplaceThreadWhenErrorIsTransient() {
        assertThat(handler.handle(registryIsAway())).isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(new StreamsException(new TimeoutException("broker"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(new StreamsException(
                        new SerializationException("registering", new RestClientException("busy", 503, 50301)))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(new StreamsException(
                        new SerializationException("registering", new IOException("connection refused")))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.failure()).isEmpty();
    }

    @Test
    void shouldReplaceThreadWhenTransactionHasToBeAbortedBecauseRecordsWereNotAcknowledged() {
        assertThat(handler.handle(commitFailed(new KafkaException("no acknowledgment, no more retries"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(commitFailed(new TransactionAbortableException("after exhausting retries"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.failure()).isEmpty();
    }

    @Test
    void shouldReplaceThreadWhenAnotherOneHasDeletedTheDirectoryOfATaskThatMoved() {
        assertThat(handler.handle(new ProcessorStateException("existing file with the same name")))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.failure()).isEmpty();
    }

    @Test
    void shouldStopAtOnceAndRememberWhenErrorIsNotTransient() {
        // Given
        StreamsException broken = new StreamsException(new BrokenLearnerException("not finite", null));
        StreamsException tooLarge = new StreamsException(new RecordTooLargeException("of 17 MiB"));

        // When, Then
        assertThat(handler.handle(broken)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(handler.handle(tooLarge)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(handler.handle(commitFailed(new RecordTooLargeException("of 17 MiB"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(handler.handle(new StreamsException(new EOFException()))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(handler.handle(new ProcessorStateException("opening a store", new IOException("no space left"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(waits).isEmpty();
        assertThat(handler.failure()).contains(broken);
    }

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToHalfAMinute() {
        // When
        for (int i = 0; i < 7; i++) {
            handler.handle(registryIsAway());
        }

        // Then
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void shouldBeginWithTheShortestWaitAgainWhenTroubleWasOver() {
        // Given
        handler.handle(registryIsAway());
        handler.handle(registryIsAway());

        // When
        now = now.plus(Duration.ofMinutes(3).plusMillis(1));
        handler.handle(registryIsAway());

        // Then
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 1L);
    }

    @Test
    void shouldStopAfterTenMinutesOfUnbrokenTrouble() {
        // Given
        Instant begin = now;

        // When
        while (handler.handle(registryIsAway()) == REPLACE_THREAD) {
            // a new thread takes 12 s to meet the error again
            now = now.plusSeconds(12);
        }

        // Then
        assertThat(Duration.between(begin, now)).isBetween(Duration.ofMinutes(10), Duration.ofSeconds(642));
        assertThat(handler.failure()).isPresent();
    }

    @Test
    void shouldContinueWhenThereIsQuietBetweenErrors() {
        for (int i = 0; i < 10; i++) {
            assertThat(handler.handle(registryIsAway())).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(4));
        }
    }

    @Test
    void shouldStayInterruptedWhenWaitIsInterrupted() {
        // Given
        ReplaceThreadOnTransientError interrupted = new ReplaceThreadOnTransientError(() -> now, time -> {
            throw new InterruptedException();
        });

        // When
        var response = interrupted.handle(registryIsAway());

        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(response).isEqualTo(REPLACE_THREAD);
    }

    /** As Kafka Streams reports that a transaction could not be committed because of an earlier error in it. */
    private static StreamsException commitFailed(RuntimeException before) {
        return new StreamsException(
                "trying to commit a transaction", new KafkaException("we are in an error state", before));
    }

    private static StreamsException registryIsAway() {
        return new StreamsException(new RegistryUnavailableException("away", new IOException()));
    }
}
