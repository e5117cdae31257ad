package io.wordtide.server;

import java.time.Duration;

/** The wall clock was put back while the application ran, so that Kafka's clients would stand still. */
public final class ClockPutBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClockPutBackException(Duration step) {
        super("expected the system's clock to advance, found it put back by %,d s, for which time Kafka's clients would"
                        .formatted(step.toSeconds())
                + " neither commit nor keep their place in the group. Start the application again: it continues from"
                + " its last commit");
    }
}
