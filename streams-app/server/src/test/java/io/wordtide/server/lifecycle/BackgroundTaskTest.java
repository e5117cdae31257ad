package io.wordtide.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {

    @Test
    void shouldRunWhileItsStarterDoesSomethingElse() {
        // Given: ends only after its starter has gone on
        CountDownLatch goneOn = new CountDownLatch(1);
        BackgroundTask<String> task = BackgroundTask.start("part", () -> {
            goneOn.await();
            return Thread.currentThread().getName();
        });

        // When
        goneOn.countDown();

        // Then
        assertThat(task.await()).isEqualTo("part");
    }

    @Test
    void shouldThrowWhatTheTaskThrew() {
        // Given
        IllegalArgumentException error = new IllegalArgumentException("no");
        BackgroundTask<Void> task = BackgroundTask.start("part", () -> {
            throw error;
        });

        // When, Then
        assertThatThrownBy(task::await).isSameAs(error);
    }

    @Test
    void shouldThrowAnErrorOfTheVirtualMachineAsItIs() {
        // Given
        OutOfMemoryError error = new OutOfMemoryError("heap");
        BackgroundTask<Void> task = BackgroundTask.start("part", () -> {
            throw error;
        });

        // When, Then
        assertThatThrownBy(task::await).isSameAs(error);
    }

    @Test
    void shouldWrapACheckedException() {
        // Given
        IOException error = new IOException("no");
        BackgroundTask<Void> task = BackgroundTask.start("part", () -> {
            throw error;
        });

        // When, Then
        assertThatThrownBy(task::await)
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);
    }
}
