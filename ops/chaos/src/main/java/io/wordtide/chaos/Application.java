package io.wordtide.chaos;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.Document;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * One application id on the cluster, as seen by its readers and writers.
 *
 * @param id the application id
 * @param settings for {@code wordtide run}
 * @param config the same, read
 * @param registry a client of the Schema Registry
 * @param topics with serdes
 */
record Application(
        String id, Map<String, String> settings, WordtideConfig config, SchemaRegistryClient registry, Topics topics)
        implements AutoCloseable {

    /** Creates its topics. */
    static Application create(String id, Map<String, String> settings) {
        WordtideConfig config = WordtideConfig.of(settings);
        SchemaRegistryClient registry = config.schemaRegistry();
        Topics topics = config.topics(registry);
        TopicCreator.createAll(config, topics);
        return new Application(id, Map.copyOf(settings), config, registry, topics);
    }

    /** Documents of a full mini-batch. */
    int batchSize() {
        return config.learner().batchSize();
    }

    /** Id of the model that learns a document. */
    String modelOf(Document document) {
        return config.modelRoute().modelId(document, Optional.empty(), config.defaultModelId());
    }

    @Override
    public void close() {
        try {
            registry.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the Schema Registry's client did not close", e);
        }
    }
}
