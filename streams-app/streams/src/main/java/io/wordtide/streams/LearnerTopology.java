package io.wordtide.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.BagSerdes;
import io.wordtide.streams.processor.LearnProcessor;
import io.wordtide.streams.processor.SetUndecodableBagAside;
import io.wordtide.streams.processor.TokenizeProcessor;
import io.wordtide.streams.processor.TokenizeResult;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.view.ModelViews;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The graph: topics in round brackets, steps in square ones.
 *
 * <pre>{@code
 * (documents) -> [tokenize] -> [route-to-model] -> (bags) -> [learn] -> (learning.reports, learning.events)
 *                     |                                        |    \-> (embeddings.documents)
 *                     |                                        |     \> (embeddings.words)
 *                     \-> [refuse] -> (dead-letters)           |      \ (dead-letters)
 *                       bag-journal, model-snapshot, document-frequencies, recent-documents
 * }</pre>
 *
 * It is cut at the bags: tokenizing has no state and spreads over the partitions of the documents topic; learning is
 * one task for each partition of the bags, and all bags of a model are in one partition.
 *
 * <p>An application of its own, or a part of somebody else's: {@link #build} adds the graph to what a builder holds.
 * Kafka Streams has to be started with {@link #properties}, on topics that exist
 * ({@link io.wordtide.streams.topics.TopicCreator}).
 */
public final class LearnerTopology {

    static final String DOCUMENTS = "documents";
    static final String TOKENIZE = "tokenize";
    static final String REFUSE = "refuse";
    static final String DEAD_LETTERS = "dead-letters";
    static final String ROUTE_TO_MODEL = "route-to-model";
    static final String LEARN = "learn";

    private final WordtideConfig config;
    private final SchemaRegistryClient registry;
    private final ModelViews views;
    private final List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> stores;
    private final Topics topics;

    /**
     * @param registry used by all tasks; thread-safe
     * @param views where the tasks show their models
     */
    public LearnerTopology(WordtideConfig config, SchemaRegistryClient registry, ModelViews views) {
        this(config, registry, views, LearnerStores.builders());
    }

    /** @param stores one of each name of {@link LearnerStores#NAMES}, for whoever asks what they cost */
    public LearnerTopology(
            WordtideConfig config,
            SchemaRegistryClient registry,
            ModelViews views,
            List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> stores) {
        this.views = views;
        this.stores = List.copyOf(stores);
        this.config = config;
        this.registry = registry;
        this.topics = config.topics(registry);
    }

    /**
     * What Kafka Streams has to be started with: exactly once, time limits that the step fits, and a handler that sets
     * undecodable bags aside.
     *
     * @param timing of a learning step, from {@link StepProbe#measure}
     * @throws org.apache.kafka.common.config.ConfigException if the model cannot fit Kafka's time limits
     */
    public Properties properties(StepTiming timing) {
        Properties properties = config.streamsProperties(timing);
        properties.putAll(SetUndecodableBagAside.settings(topics.deadLetters()));
        return properties;
    }

    /** The graph alone, with whatever the properties decide on. */
    public Topology build(Properties properties) {
        return build(new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties))));
    }

    /**
     * Adds the graph to a builder and builds it; call it last, since the sinks are added to what was built.
     *
     * @param builder may hold other streams, whose names differ from those above and from the stores'
     */
    public Topology build(StreamsBuilder builder) {
        // 1 documents in, as bytes: a dead letter has to carry them on
        KStream<byte[], byte[]> documents = builder.stream(
                topics.documents().name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(DOCUMENTS));
        // 2 tokenize and count
        KStream<byte[], TokenizeResult> tokenized =
                documents.process(() -> new TokenizeProcessor(config, registry), Named.as(TOKENIZE));
        // 3 what cannot be learned from goes aside under its original key
        tokenized
                .flatMapValues(TokenizeResult::refused, Named.as(REFUSE))
                .to(
                        topics.deadLetters().name(),
                        Produced.with(Serdes.ByteArray(), topics.deadLetters().value())
                                .withName(DEAD_LETTERS));
        // 4 all bags of a model to one task, in the order of the stream
        stores.forEach(builder::addStateStore);
        tokenized
                .flatMap((id, result) -> result.routed(), Named.as(ROUTE_TO_MODEL))
                .repartition(Repartitioned.with(BagSerdes.key(topics.bags()), BagSerdes.value(topics.bags(), registry))
                        .withName(topics.bags().name())
                        .withNumberOfPartitions(config.topicPartitions()))
                // 5 document frequencies, mini-batches, learning
                .process(
                        () -> new LearnProcessor(config, views),
                        Named.as(LEARN),
                        LearnerStores.NAMES.toArray(String[]::new));
        // 6 what was learned goes out
        Topology topology = builder.build();
        addSink(topology, LearnProcessor.LEARNING_REPORTS, topics.learningReports());
        addSink(topology, LearnProcessor.LEARNING_EVENTS, topics.learningEvents());
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
