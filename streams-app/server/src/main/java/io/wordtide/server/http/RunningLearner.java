package io.wordtide.server.http;

import io.wordtide.streams.view.ModelViews;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** What the server knows of the application it serves. Implementations are thread-safe. */
public interface RunningLearner {

    /** What Kafka Streams is doing. */
    KafkaStreams.State state();

    /** The models of this instance. */
    ModelViews views();

    /** Documents of this instance's models that wait for their mini-batch. */
    long waitingDocuments();

    /** Records of the documents and bags topics that this instance is to read and has not. */
    long lag();

    /** All metrics in Prometheus' text format. */
    String scrape();

    /** Where the instance that holds a model, or would hold it, answers over HTTP; empty while nobody knows. */
    Optional<HostInfo> holder(String modelId);
}
