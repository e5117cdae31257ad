package io.wordtide.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;

/** Whether this instance is alive, and whether it is ready for requests. Thread-safe. */
final class Health {

    private final ServedLearner learner;

    Health(ServedLearner learner) {
        this.learner = learner;
    }

    record Live(String status) {}

    record NotReady(String status, String reason) {}

    void live(Context context) {
        boolean failed = learner.isStarted() && learner.state().hasStartedOrFinishedShuttingDown();
        context.status(failed ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK);
        context.json(new Live(failed ? "failed" : "live"));
    }

    void ready(Context context) {
        whyNotReady()
                .ifPresentOrElse(
                        reason ->
                                context.status(HttpStatus.SERVICE_UNAVAILABLE).json(new NotReady("not-ready", reason)),
                        () -> context.json(new Live("ready")));
    }

    /** Why this instance is not ready for requests; empty if it is. */
    Optional<String> whyNotReady() {
        if (!learner.isStarted()) {
            return Optional.of("the application is starting");
        }
        State state = learner.state();
        if (state != State.RUNNING) {
            return Optional.of("expected the state RUNNING, found " + state);
        }
        Set<String> expected = learner.views().expected();
        return expected.isEmpty() ? Optional.empty() : Optional.of("models yet to be restored: " + expected.size());
    }
}
