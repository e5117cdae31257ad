package io.wordtide.streams.topics;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.subject.strategy.SubjectNameStrategy;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Document;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.schema.Story;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordCounts;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Registers the schemas of everything the application writes before it reads the first document, so that an unavailable
 * registry or a rejected schema is detected at start-up; and that of documents, so that producers find it.
 *
 * <p>Each kind's own serializer serializes an empty record, so every setting of the serializers applies here, too: with
 * {@code auto.register.schemas=false} schemas are looked up and nothing is registered.
 */
public final class SchemaRegistration {

    /**
     * A registry may reject a schema because another instance is registering it at that moment; the next attempt finds
     * it registered.
     */
    private static final int ATTEMPTS = 3;

    private SchemaRegistration() {}

    /**
     * Registers the schemas of what the application writes.
     *
     * @throws RegistryUnavailableException if the registry is unavailable or rejects a schema; the message says which,
     *     and what the registry answered
     */
    public static void register(WordtideConfig config, SchemaRegistryClient registry) {
        for (Written written : outputs(config, config.topics(registry))) {
            register(written, config, registry);
        }
    }

    /**
     * Registers the schema of documents, unless producers have registered one of their own: whatever Wordtide can read is
     * as good. Does nothing with {@code auto.register.schemas=false}, since the application only reads documents.
     *
     * @throws RegistryUnavailableException if the registry is unavailable or rejects the schema
     */
    public static void offerDocuments(WordtideConfig config, SchemaRegistryClient registry) {
        Written documents = documents(config.topics(registry));
        if (config.serializerConfig().autoRegisterSchema()
                && Subjects.isUnknown(documents.subject(config).name(), registry)) {
            register(documents, config, registry);
        }
    }

    /**
     * Registers a schema because somebody asks for it, whatever {@code auto.register.schemas} is.
     *
     * @return its id
     * @throws RegistryUnavailableException if the registry is unavailable or rejects the schema
     */
    public static int register(Subject subject, SchemaRegistryClient registry) {
        boolean hasNoRule = Subjects.hasNoRule(subject.name(), registry);
        try {
            int id = registry.register(subject.name(), subject.schema());
            if (hasNoRule) {
                Subjects.chooseCompatibility(subject.name(), registry);
            }
            return id;
        } catch (IOException | RestClientException e) {
            throw new RegistryUnavailableException(
                    "expected the Schema Registry to take the schema "
                            + subject.schema().name() + ", "
                            + RegistryErrors.explain("the subject " + subject.name(), e),
                    e);
        }
    }

    /** All schemas of an application with their subjects: what it writes, and documents, which it reads. */
    public static List<Subject> all(WordtideConfig config, Topics topics) {
        return Stream.concat(written(config, topics).stream(), Stream.of(documents(config, topics)))
                .toList();
    }

    /** The schemas of what the application writes, with their subjects. */
    public static List<Subject> written(WordtideConfig config, Topics topics) {
        return outputs(config, topics).stream()
                .map(output -> output.subject(config))
                .toList();
    }

    /** The schema that ingestion writes documents with, and the subject of all who write them. */
    public static Subject documents(WordtideConfig config, Topics topics) {
        return documents(topics).subject(config);
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

        private Subject subject(WordtideConfig config) {
            // as Topics has the serializers write it: without the Java string types of the generated class
            AvroSchema registered = new AvroSchema(AvroSchemaUtils.getSchema(empty(schema), false, false, true));
            SubjectNameStrategy strategy =
                    (SubjectNameStrategy) config.serializerConfig().valueSubjectNameStrategy();
            return new Subject(strategy.subjectName(topicName, false, registered), registered);
        }
    }

    private static Written documents(Topics topics) {
        return Written.of(topics.documents(), Document.getClassSchema());
    }

    private static List<Written> outputs(WordtideConfig config, Topics topics) {
        return List.of(
                new Written(topics.bags(), InternalTopics.bags(config.applicationId()), WordCounts.getClassSchema()),
                Written.of(topics.deadLetters(), DeadLetter.getClassSchema()),
                Written.of(topics.wordEmbeddings(), WordEmbedding.getClassSchema()),
                Written.of(topics.documentEmbeddings(), DocumentEmbedding.getClassSchema()),
                Written.of(topics.learningReports(), LearningReport.getClassSchema()),
                Written.of(topics.learningEvents(), LearningEvent.getClassSchema()),
                Written.of(topics.stories(), Story.getClassSchema()),
                Written.of(topics.forgottenDocuments(), ForgottenDocument.getClassSchema()));
    }

    private static void register(Written written, WordtideConfig config, SchemaRegistryClient registry) {
        String subject = written.subject(config).name();
        boolean hasNoRule = config.serializerConfig().autoRegisterSchema() && Subjects.hasNoRule(subject, registry);
        serializeEmpty(written.topic(), written, subject);
        if (hasNoRule) {
            Subjects.chooseCompatibility(subject, registry);
        }
    }

    private static <V> void serializeEmpty(Topic<String, V> topic, Written written, String subject) {
        // topic and schema are of the same record, see above
        @SuppressWarnings("unchecked")
        V empty = (V) empty(written.schema());
        for (int attempt = 1; ; attempt++) {
            try {
                topic.value().serializer().serialize(written.topicName(), empty);
                return;
            } catch (KafkaException e) {
                if (attempt == ATTEMPTS) {
                    throw new RegistryUnavailableException(
                            "expected the Schema Registry to take the schema "
                                    + written.schema().getName() + " for the topic " + written.topicName() + ", "
                                    + RegistryErrors.explain("the subject " + subject, e),
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
