package io.wordtide.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {

    private final List<String> closed = new ArrayList<>();

    @Test
    void shouldCloseTheLastFirstAndOnlyOnce() {
        // Given
        Closer closer = new Closer();
        AutoCloseable a = closer.register(() -> closed.add("a"));
        closer.register(() -> closed.add("b"));

        // When
        closer.close();
        closer.close();

        // Then
        assertThat(a).isNotNull();
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void shouldThrowTheErrorOfTheStartAndSuppressThoseOfClosing() {
        // When
        assertThatThrownBy(() -> {
                    try (Closer closer = new Closer()) {
                        closer.register(() -> closed.add("a"));
                        closer.register(() -> {
                            throw new IOException("b does not close");
                        });
                        closer.register(() -> closed.add("c"));
                        throw new IllegalArgumentException("d does not start");
                    }
                })
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("d does not start")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed)
                                .hasMessageContaining("b does not close")
                                .hasCauseInstanceOf(IOException.class)));
        assertThat(closed).containsExactly("c", "a");
    }

    @Test
    void shouldThrowTheFirstErrorOfClosing() {
        // Given
        Closer closer = new Closer();
        closer.register(() -> closed.add("a"));
        closer.register(() -> {
            throw new IllegalStateException("second");
        });
        closer.register(() -> {
            throw new IllegalStateException("first");
        });

        // When, Then
        assertThatThrownBy(closer::close)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed).hasMessage("second")));
        assertThat(closed).containsExactly("a");
    }

    @Test
    void shouldCloseNothingThatHasBeenHandedOver() {
        // When
        Closer kept;
        try (Closer closer = new Closer()) {
            closer.register(() -> closed.add("a"));
            closer.register(() -> closed.add("b"));
            kept = closer.keep();
        }

        // Then
        assertThat(closed).isEmpty();
        kept.close();
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void shouldStayInterruptedWhenClosingIs() {
        // Given
        Closer closer = new Closer();
        closer.register(() -> {
            throw new InterruptedException("in closing");
        });

        // When, Then
        assertThatThrownBy(closer::close).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
