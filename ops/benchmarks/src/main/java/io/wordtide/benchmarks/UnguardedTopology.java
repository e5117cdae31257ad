package io.wordtide.benchmarks;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.processor.LearnProcessor;
import io.wordtide.app.processor.TokenizeProcessor;
import io.wordtide.app.processor.TokenizeResult;
import io.wordtide.app.store.LearnerStores;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * {@link io.wordtide.app.LearnerTopology} without what a crash would ask for: its stores are in memory and have no
 * changelog. The journal is written to memory and to nowhere else.
 */
final class UnguardedTopology implements Supplier<Topology> {

    private static final String LEARN = "learn";

    private final WordtideConfig config;
    private final SchemaRegistryClient registry;
    private final Topics topics;

    UnguardedTopology(WordtideConfig config, SchemaRegistryClient registry) {
        this.config = config;
        this.registry = registry;
        this.topics = config.topics(registry);
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        for (String store : LearnerStores.NAMES) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
                            .withLoggingDisabled());
        }
        KStream<byte[], TokenizeResult> tokenized = builder.stream(
                        topics.documents().name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new TokenizeProcessor(config, registry), Named.as("tokenize"));
        tokenized
                .flatMap((id, result) -> result.routed(), Named.as("route-to-model"))
                .repartition(
                        Repartitioned.with(topics.bags().key(), topics.bags().value())
                                .withName(topics.bags().name())
                                .withNumberOfPartitions(config.topicPartitions()))
                .process(() -> new LearnProcessor(config), Named.as(LEARN), LearnerStores.NAMES.toArray(String[]::new));
        Topology topology = builder.build();
        addSink(topology, LearnProcessor.LEARNING_REPORTS, topics.learningReports());
        addSink(topology, LearnProcessor.DOCUMENT_EMBEDDINGS, topics.documentEmbeddings());
        addSink(topology, LearnProcessor.WORD_EMBEDDINGS, topics.wordEmbeddings());
        addSink(topology, LearnProcessor.DEAD_LETTERS, topics.deadLetters());
        return topology;
    }

    private static <V> void addSink(Topology topology, String name, Topic<String, V> topic) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), LEARN);
    }
}
