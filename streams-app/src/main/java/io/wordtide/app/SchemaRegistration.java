package io.wordtide.app;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.error.RegistryUnavailableException;
import io.wordtide.app.topics.InternalTopics;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordEmbedding;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Registers the schemas of everything the application writes before it reads the first document: a registry that is
 * away or refuses a schema is noticed at the start.
 *
 * <p>An empty record of each kind goes through its own serializer, so every setting of the serializers holds here too.
 */
final class SchemaRegistration {

    /**
     * A registry may refuse a schema because another instance is registering it at that moment; the next time it is
     * there.
     */
    private static final int ATTEMPTS = 3;

    private SchemaRegistration() {}

    /** @throws RegistryUnavailableException if the registry is away or refuses a schema; the message says which */
    static void register(WordtideConfig config, SchemaRegistryClient registry) {
        Topics topics = config.topics(registry);
        register(topics.bags(), InternalTopics.bags(config.applicationId()), WordCounts.getClassSchema());
        register(topics.deadLetters(), topics.deadLetters().name(), DeadLetter.getClassSchema());
        register(topics.wordEmbeddings(), topics.wordEmbeddings().name(), WordEmbedding.getClassSchema());
        register(topics.documentEmbeddings(), topics.documentEmbeddings().name(), DocumentEmbedding.getClassSchema());
        register(topics.learningReports(), topics.learningReports().name(), LearningReport.getClassSchema());
    }

    private static <V> void register(Topic<String, V> topic, String topicName, Schema schema) {
        // topic and schema are of the same record, see the calls above
        @SuppressWarnings("unchecked")
        V empty = (V) empty(schema);
        for (int attempt = 1; ; attempt++) {
            try {
                topic.value().serializer().serialize(topicName, empty);
                return;
            } catch (KafkaException e) {
                if (attempt == ATTEMPTS) {
                    throw new RegistryUnavailableException(
                            "expected the Schema Registry to take the schema " + schema.getName() + " for the topic "
                                    + topicName + ", found that it did not. Is schema.registry.url right, the registry"
                                    + " up, and the schema compatible with what is registered there?",
                            e);
                }
            }
        }
    }

    private static SpecificRecord empty(Schema schema) {
        SpecificRecord empty = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            empty.put(field.pos(), emptyValue(field.schema()));
        }
        return empty;
    }

    private static @Nullable Object emptyValue(Schema schema) {
        return switch (schema.getType()) {
            case STRING -> "";
            case INT -> 0;
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Instant.EPOCH : (Object) 0L;
            case DOUBLE -> 0.0;
            case BYTES -> ByteBuffer.allocate(0);
            case ARRAY -> List.of();
            case MAP -> Map.of();
            case ENUM -> SpecificData.get().createEnum(schema.getEnumSymbols().get(0), schema);
            case UNION -> null; // every union of ours has null in it
            default ->
                throw new IllegalStateException(
                        "expected a type that Wordtide's records have, found " + schema.getType());
        };
    }
}
