package io.wordtide.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.AwakeModels;
import io.wordtide.streams.processor.BagPartitioner;
import io.wordtide.streams.processor.BagSerdes;
import io.wordtide.streams.processor.EndOfInput;
import io.wordtide.streams.processor.LearnProcessor;
import io.wordtide.streams.processor.SetUndecodableBagAside;
import io.wordtide.streams.processor.TokenizeProcessor;
import io.wordtide.streams.processor.TokenizeResult;
import io.wordtide.streams.shard.ShardProcessor;
import io.wordtide.streams.shard.Shards;
import io.wordtide.streams.store.BoundedRocksDb;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.topics.InternalTopics;
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
 *                     |                                        |     \> (embeddings.words, stories, forgotten.documents)
 *                     \-> [refuse] -> (dead-letters)           |      \ (dead-letters)
 *                       bag-journal, model-snapshot, document-frequencies, recent-documents
 * }</pre>
 *
 * The bags topic divides it: tokenizing is stateless and spreads over the partitions of the documents topic; learning
 * has one task per partition of the bags, and all bags of a model are in one partition.
 *
 * <p>With {@code wordtide.model.shards} above 1, {@code (shards) -> [hold-shard]} is a third part, which makes Kafka Streams
 * spread the refinement of large mini-batches over the instances ({@link io.wordtide.streams.shard}).
 *
 * <p>It runs as its own application or as part of another: {@link #build} adds the graph to those of a builder. Start
 * Kafka Streams with {@link #properties}, on existing topics ({@link io.wordtide.streams.topics.TopicCreator}).
 */
public final class LearnerTopology {

    static final String DOCUMENTS = "documents";
    static final String TOKENIZE = "tokenize";
    static final String REFUSE = "refuse";
    static final String DEAD_LETTERS = "dead-letters";
    static final String ROUTE_TO_MODEL = "route-to-model";
    static final String LEARN = "learn";
    static final String SHARDS = "shards";
    static final String HOLD_SHARD = "hold-shard";

    private final WordtideConfig config;
    private final SchemaRegistryClient registry;
    private final ModelViews views;
    private final AwakeModels awake;
    private final Shards shards;
    private final EndOfInput endOfInput = new EndOfInput();
    private final List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> stores;
    private final Topics topics;

    /**
     * @param registry used by all tasks; thread-safe
     * @param views where the tasks publish views of their models
     */
    public LearnerTopology(WordtideConfig config, SchemaRegistryClient registry, ModelViews views) {
        this(config, registry, views, Shards.of(config), LearnerStores.builders());
    }

    /**
     * @param shards of this process
     * @param stores one for each of {@link LearnerStores#NAMES}, for callers that measure what they cost
     */
    public LearnerTopology(
            WordtideConfig config,
            SchemaRegistryClient registry,
            ModelViews views,
            Shards shards,
            List<StoreBuilder<KeyValueStore<Bytes, byte[]>>> stores) {
        this.shards = shards;
        this.views = views;
        this.awake = new AwakeModels(config.models());
        this.stores = List.copyOf(stores);
        this.config = config;
        this.registry = registry;
        this.topics = config.topics(registry);
    }

    /**
     * Settings that Kafka Streams must be started with: exactly-once, time limits that the step fits, and a handler
     * that sets undecodable bags aside.
     *
     * @param timing of a learning step, from {@link StepProbe#measure}
     * @throws org.apache.kafka.common.config.ConfigException if the model does not fit Kafka's time limits
     */
    public Properties properties(StepTiming timing) {
        Properties properties = config.streamsProperties(timing);
        // the user's own setter wins
        properties.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.putAll(SetUndecodableBagAside.settings(topics.deadLetters()));
        return properties;
    }

    /** The graph alone, configured by the properties. */
    public Topology build(Properties properties) {
        return build(new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties))));
    }

    /**
     * Adds the graph to a builder and builds it; call this last, since the sinks are added to the finished topology.
     *
     * @param builder may contain other streams, with names that differ from those above and from the stores'
     */
    public Topology build(StreamsBuilder builder) {
        // 1 read documents as bytes, since a dead letter carries them
        KStream<byte[], byte[]> documents = builder.stream(
                topics.documents().name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(DOCUMENTS));
        // 2 tokenize and count
        KStream<byte[], TokenizeResult> tokenized =
                documents.process(() -> new TokenizeProcessor(config, registry), Named.as(TOKENIZE));
        // 3 set aside what cannot be learned, under its original key
        tokenized
                .flatMapValues(TokenizeResult::refused, Named.as(REFUSE))
                .to(
                        topics.deadLetters().name(),
                        Produced.with(Serdes.ByteArray(), topics.deadLetters().value())
                                .withName(DEAD_LETTERS));
        // 4 send all bags of a model to one task, in stream order, and what is to be forgotten to all tasks
        stores.forEach(builder::addStateStore);
        tokenized
                .flatMap((id, result) -> result.routed(), Named.as(ROUTE_TO_MODEL))
                .repartition(Repartitioned.with(BagSerdes.key(topics.bags()), BagSerdes.value(topics.bags(), registry))
                        .withName(topics.bags().name())
                        .withStreamPartitioner(new BagPartitioner())
                        .withNumberOfPartitions(config.topicPartitions()))
                // 5 document frequencies, mini-batches, learning
                .process(
                        () -> new LearnProcessor(config, views, awake, shards, endOfInput),
                        Named.as(LEARN),
                        LearnerStores.NAMES.toArray(String[]::new));
        // 6 hold the shards of large models
        if (config.shards() > 1) {
            builder.stream(
                            InternalTopics.shards(config.applicationId()),
                            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                    .withName(SHARDS))
                    .process(() -> new ShardProcessor(shards), Named.as(HOLD_SHARD));
        }
        // 7 publish what was learned
        Topology topology = builder.build();
        addSink(topology, LearnProcessor.LEARNING_REPORTS, topics.learningReports());
        addSink(topology, LearnProcessor.LEARNING_EVENTS, topics.learningEvents());
        addSink(topology, LearnProcessor.DOCUMENT_EMBEDDINGS, topics.documentEmbeddings());
        addSink(topology, LearnProcessor.WORD_EMBEDDINGS, topics.wordEmbeddings());
        addSink(topology, LearnProcessor.STORIES, topics.stories());
        addSink(topology, LearnProcessor.FORGOTTEN_DOCUMENTS, topics.forgottenDocuments());
        addSink(topology, LearnProcessor.DEAD_LETTERS, topics.deadLetters());
        return topology;
    }

    /**
     * Has the tasks of this process learn the documents that wait for their mini-batch as if they had lingered: for a
     * caller that knows that all documents have arrived there and no more will come. Returns at once. Thread-safe.
     */
    public void learnWaiting() {
        endOfInput.reached();
    }

    private static <V> void addSink(Topology topology, String name, Topic<String, V> topic) {
        topology.addSink(
                name, topic.name(), topic.key().serializer(), topic.value().serializer(), LEARN);
    }
}
