package io.wordtide.app.error;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ReplaceThreadOnTransientErrorTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ReplaceThreadOnTransientError handler = new ReplaceThreadOnTransientError(now::get);

    @Test
    void shouldReplaceThreadWhenErrorIsTransient() {
        assertThat(handler.handle(registryIsAway())).isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(new StreamsException(new TimeoutException("broker"))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.handle(new StreamsException(
                        new SerializationException("registering", new RestClientException("busy", 503, 50301)))))
                .isEqualTo(REPLACE_THREAD);
        assertThat(handler.failure()).isEmpty();
    }

    @Test
    void shouldStopAndRememberWhenLearnerIsBroken() {
        // Given
        StreamsException error = new StreamsException(new BrokenLearnerException("not finite", null));

        // When, Then
        assertThat(handler.handle(error)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(handler.failure()).contains(error);
    }

    @Test
    void shouldStopWhenTransientErrorDoesNotPass() {
        // Given
        for (int i = 0; i < 10; i++) {
            assertThat(handler.handle(registryIsAway())).isEqualTo(REPLACE_THREAD);
        }

        // When, Then
        assertThat(handler.handle(registryIsAway())).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldForgetReplacementsOfLongAgo() {
        // Given
        for (int i = 0; i < 10; i++) {
            handler.handle(registryIsAway());
        }

        // When
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(11)));

        // Then
        assertThat(handler.handle(registryIsAway())).isEqualTo(REPLACE_THREAD);
    }

    private static StreamsException registryIsAway() {
        return new StreamsException(new RegistryUnavailableException("away", new IOException()));
    }
}
