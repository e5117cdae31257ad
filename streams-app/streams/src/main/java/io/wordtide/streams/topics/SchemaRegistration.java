package io.wordtide.streams.topics;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.subject.strategy.SubjectNameStrategy;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Registers the schemas of everything the application writes before it reads the first document, so that an unavailable
 * registry or a rejected schema is detected at start-up.
 *
 * <p>Each kind's own serializer serializes an empty record, so every setting of the serializers applies here, too.
 */
public final class SchemaRegistration {

    /**
     * A registry may reject a schema because another instance is registering it at that moment; the next attempt finds
     * it registered.
     */
    private static final int ATTEMPTS = 3;

    private SchemaRegistration() {}

    /**
     * @throws RegistryUnavailableException if the registry is unavailable or rejects a schema; the message says which
     */
    public static void register(WordtideConfig config, SchemaRegistryClient registry) {
        for (Written written : written(config, config.topics(registry))) {
            register(written.topic(), written.topicName(), written.schema());
        }
    }

    /** All schemas of an application with their subjects, including those that only ingestion registers. */
    public static List<Subject> subjects(WordtideConfig config, Topics topics) {
        List<Written> all = new ArrayList<>(written(config, topics));
        all.add(Written.of(topics.documents(), Document.getClassSchema()));
        SubjectNameStrategy strategy =
                (SubjectNameStrategy) config.serializerConfig().valueSubjectNameStrategy();
        return all.stream()
                .map(written -> {
                    // as Topics has the serializers write it: without the Java string types of the generated class
                    AvroSchema schema =
                            new AvroSchema(AvroSchemaUtils.getSchema(empty(written.schema()), false, false, true));
                    return new Subject(strategy.subjectName(written.topicName(), false, schema), schema);
                })
                .toList();
    }

    /**
     * A schema in the registry.
     *
     * @param name name of the subject
     * @param schema schema that Wordtide writes
     */
    public record Subject(String name, AvroSchema schema) {}

    private record Written(Topic<String, ?> topic, String topicName, Schema schema) {

        private static Written of(Topic<String, ?> topic, Schema schema) {
            return new Written(topic, topic.name(), schema);
        }
    }

    private static List<Written> written(WordtideConfig config, Topics topics) {
        return List.of(
                new Written(topics.bags(), InternalTopics.bags(config.applicationId()), WordCounts.getClassSchema()),
                Written.of(topics.deadLetters(), DeadLetter.getClassSchema()),
                Written.of(topics.wordEmbeddings(), WordEmbedding.getClassSchema()),
                Written.of(topics.documentEmbeddings(), DocumentEmbedding.getClassSchema()),
                Written.of(topics.learningReports(), LearningReport.getClassSchema()),
                Written.of(topics.learningEvents(), LearningEvent.getClassSchema()));
    }

    private static <V> void register(Topic<String, V> topic, String topicName, Schema schema) {
        // topic and schema are of the same record, see above
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
                                    + topicName + ", found that it did not. Check schema.registry.url, that the"
                                    + " registry is up, and that the schema is compatible with the registered ones",
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
            case UNION -> null; // all our unions contain null
            default ->
                throw new IllegalStateException(
                        "expected a type that Wordtide's records have, found " + schema.getType());
        };
    }
}
