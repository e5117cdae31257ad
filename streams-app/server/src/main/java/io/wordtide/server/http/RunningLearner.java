package io.wordtide.server.http;

import io.wordtide.streams.view.ModelViews;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** What the server knows about the application it serves. Implementations are thread-safe. */
public interface RunningLearner {

    /** What Kafka Streams is doing. */
    KafkaStreams.State state();

    /** The models of this instance. */
    ModelViews views();

    /** Documents of this instance's models that wait for their mini-batch. */
    long waitingDocuments();

    /** Records on the documents and bags topics that this instance has yet to read. */
    long lag();

    /** All metrics in Prometheus' text format. */
    String scrape();

    /** HTTP address of the instance that holds a model, or would hold it; empty while that is unknown. */
    Optional<HostInfo> holder(String modelId);
}
