package io.wordtide.examples;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.streams.LearnerTopology;
import io.wordtide.streams.StepProbe;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.view.ModelViews;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;

/** Wordtide as a part of a Kafka Streams application that also does other things. */
final class LearnBesideYours {

    private LearnBesideYours() {}

    // docs/java-api.md begins here
    static KafkaStreams learnBeside(StreamsBuilder yours, Map<String, String> settings) {
        WordtideConfig config = WordtideConfig.of(settings);
        SchemaRegistryClient registry = config.schemaRegistry();
        TopicCreator.createAll(config, config.topics(registry));
        SchemaRegistration.register(config, registry);
        LearnerTopology learner = new LearnerTopology(config, registry, new ModelViews(config.models()));
        Properties properties = learner.properties(StepProbe.measure(config));
        return new KafkaStreams(learner.build(yours), properties);
    }
    // docs/java-api.md ends here
}
