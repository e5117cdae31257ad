package io.wordtide.server.http;

import io.javalin.http.HttpStatus;
import io.wordtide.streams.view.ModelViews;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** The application behind the server once it has started; until then every call throws {@link Problem}. Thread-safe. */
final class ServedLearner implements RunningLearner {

    private volatile @Nullable RunningLearner learner;

    void serve(RunningLearner started) {
        learner = started;
    }

    boolean isStarted() {
        return learner != null;
    }

    private RunningLearner started() {
        RunningLearner started = learner;
        if (started == null) {
            throw Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "the application is starting; try again shortly")
                    .with("Retry-After", "5");
        }
        return started;
    }

    @Override
    public KafkaStreams.State state() {
        return started().state();
    }

    @Override
    public ModelViews views() {
        return started().views();
    }

    @Override
    public long waitingDocuments() {
        return started().waitingDocuments();
    }

    @Override
    public long lag() {
        return started().lag();
    }

    @Override
    public String scrape() {
        return started().scrape();
    }

    @Override
    public Optional<HostInfo> holder(String modelId) {
        return started().holder(modelId);
    }
}
