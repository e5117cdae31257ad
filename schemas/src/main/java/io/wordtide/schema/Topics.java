package io.wordtide.schema;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Every topic Wordtide reads or writes, with its serdes, in a single list. See {@code schemas/README.md} for retention
 * and compatibility.
 *
 * <p>Values are Avro in the Confluent wire format (magic byte 0, schema id, Avro binary); keys are plain UTF-8 strings,
 * readable with any tool.
 *
 * <p>Thread-safe, serdes included, so that the threads of an application can share one instance: the Confluent serdes
 * keep only concurrent caches between records.
 *
 * @param documents document id to the document, written by anyone
 * @param bags model id to the bag of words; internal, the name is the repartition topic's base name
 * @param wordEmbeddings term (or {@code model/term} when several models are routed) to its vector; compacted
 * @param documentEmbeddings document id to its refined variational parameters
 * @param learningReports model id to the report of a mini-batch
 * @param learningEvents model id to a change that was detected
 * @param stories story id (or {@code model/id} when several models are routed) to the story; compacted
 * @param forgottenDocuments document id (or {@code model/id} when several models are routed) to the certificate that a
 *     model has forgotten it; compacted
 * @param deadLetters original key to a document that cannot be learned from
 */
public record Topics(
        Topic<String, Document> documents,
        Topic<String, WordCounts> bags,
        Topic<String, WordEmbedding> wordEmbeddings,
        Topic<String, DocumentEmbedding> documentEmbeddings,
        Topic<String, LearningReport> learningReports,
        Topic<String, LearningEvent> learningEvents,
        Topic<String, Story> stories,
        Topic<String, ForgottenDocument> forgottenDocuments,
        Topic<String, DeadLetter> deadLetters) {

    public static final String DOCUMENTS = "documents";
    public static final String BAGS = "bags";
    public static final String WORD_EMBEDDINGS = "embeddings.words";
    public static final String DOCUMENT_EMBEDDINGS = "embeddings.documents";
    public static final String LEARNING_REPORTS = "learning.reports";
    public static final String LEARNING_EVENTS = "learning.events";
    public static final String STORIES = "stories";
    public static final String FORGOTTEN_DOCUMENTS = "forgotten.documents";
    public static final String DEAD_LETTERS = "dead-letters";

    /** The topics that can be renamed; {@link #BAGS} is named by Kafka Streams, after the application. */
    public static final List<String> PUBLIC = List.of(
            DOCUMENTS,
            WORD_EMBEDDINGS,
            DOCUMENT_EMBEDDINGS,
            LEARNING_REPORTS,
            LEARNING_EVENTS,
            STORIES,
            FORGOTTEN_DOCUMENTS,
            DEAD_LETTERS);

    /**
     * The topics of one application.
     *
     * @param prefix put before each name, usually the application id and a dot
     * @param names full names by the constants of {@link #PUBLIC}, for topics not to be named prefix + name
     * @param registry the Schema Registry
     * @param serdeConfig keys of the Confluent serdes, {@code schema.registry.url} among them
     * @throws IllegalArgumentException if {@code names} holds anything that is not a public topic
     */
    public static Topics of(
            String prefix, Map<String, String> names, SchemaRegistryClient registry, Map<String, ?> serdeConfig) {
        requirePublic(names.keySet());
        TrustedRecords.trust();
        return new Topics(
                topic(prefix, names, DOCUMENTS, registry, serdeConfig),
                new Topic<>(BAGS, Serdes.String(), avro(registry, serdeConfig)),
                topic(prefix, names, WORD_EMBEDDINGS, registry, serdeConfig),
                topic(prefix, names, DOCUMENT_EMBEDDINGS, registry, serdeConfig),
                topic(prefix, names, LEARNING_REPORTS, registry, serdeConfig),
                topic(prefix, names, LEARNING_EVENTS, registry, serdeConfig),
                topic(prefix, names, STORIES, registry, serdeConfig),
                topic(prefix, names, FORGOTTEN_DOCUMENTS, registry, serdeConfig),
                topic(prefix, names, DEAD_LETTERS, registry, serdeConfig));
    }

    private static void requirePublic(Set<String> names) {
        for (String name : names) {
            if (!PUBLIC.contains(name)) {
                throw new IllegalArgumentException(
                        "cannot rename the topic `" + name + "`: expected one of " + PUBLIC + ".");
            }
        }
    }

    private static <V extends SpecificRecord> Topic<String, V> topic(
            String prefix,
            Map<String, String> names,
            String name,
            SchemaRegistryClient registry,
            Map<String, ?> serdeConfig) {
        return new Topic<>(
                Objects.requireNonNullElse(names.get(name), prefix + name),
                Serdes.String(),
                avro(registry, serdeConfig));
    }

    /** The Confluent Avro serde for generated records. */
    private static <V extends SpecificRecord> Serde<V> avro(SchemaRegistryClient registry, Map<String, ?> serdeConfig) {
        Map<String, Object> config = new HashMap<>(serdeConfig);
        config.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
        // the registry shows the schema of src/main/avro, without the Java string types of the generated class
        config.putIfAbsent(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true);
        Serializer<Object> confluent = new KafkaAvroSerializer(registry);
        Deserializer<Object> deserializer = new KafkaAvroDeserializer(registry);
        confluent.configure(config, false);
        deserializer.configure(config, false);
        // the registry's rules inspect each record; without them, one record shows how all others are written
        boolean hasRules = config.keySet().stream().anyMatch(key -> key.startsWith("rule."));
        Serializer<?> serializer = hasRules ? confluent : new WireSerializer<V>(confluent);
        // generated records only, by the bound on V and specific.avro.reader
        @SuppressWarnings("unchecked")
        Serde<V> serde = Serdes.serdeFrom((Serializer<V>) serializer, (Deserializer<V>) (Deserializer<?>) deserializer);
        return serde;
    }
}
