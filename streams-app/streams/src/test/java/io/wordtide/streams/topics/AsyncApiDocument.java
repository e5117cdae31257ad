package io.wordtide.streams.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/asyncapi.yaml}, written from the Avro schemas, the list of topics and their settings. */
final class AsyncApiDocument {

    private static final Path SCHEMAS = Path.of("..", "..", "schemas", "src", "main", "avro");

    private static final String HEAD = """
            # Generated from schemas/src/main/avro, io.wordtide.schema.Topics and io.wordtide.streams.topics.TopicSpecification;
            # do not edit by hand. AsyncApiDocumentTest prints the command that regenerates it.
            """;

    /** Version of AsyncAPI's Kafka bindings. */
    private static final String BINDING_VERSION = "0.5.0";

    private static final String MIME_TYPE = "application/vnd.apache.avro";

    /** What no schema says about a topic: whether Wordtide sends or receives, and what the key is. */
    private enum Side {
        DOCUMENTS(Topics.DOCUMENTS, "receive", "Document id, UTF-8."),
        WORD_EMBEDDINGS(
                Topics.WORD_EMBEDDINGS,
                "send",
                "Term, or model/term when several models are routed, UTF-8. A record without a value says that the word"
                        + " left the vocabulary."),
        DOCUMENT_EMBEDDINGS(Topics.DOCUMENT_EMBEDDINGS, "send", "Document id, UTF-8."),
        LEARNING_REPORTS(Topics.LEARNING_REPORTS, "send", "Model id, UTF-8."),
        LEARNING_EVENTS(Topics.LEARNING_EVENTS, "send", "Model id, UTF-8."),
        STORIES(Topics.STORIES, "send", "Story id, or model/story id when several models are routed, UTF-8."),
        FORGOTTEN_DOCUMENTS(
                Topics.FORGOTTEN_DOCUMENTS,
                "send",
                "Document id, or model/document id when several models are routed, UTF-8."),
        DEAD_LETTERS(Topics.DEAD_LETTERS, "send", "Key of the original record, UTF-8.");

        private final String topic;
        private final String action;
        private final String key;

        Side(String topic, String action, String key) {
            this.topic = topic;
            this.action = action;
            this.key = key;
        }

        static Side of(String topic) {
            for (Side side : values()) {
                if (side.topic.equals(topic)) {
                    return side;
                }
            }
            throw new IllegalStateException("expected the side and the key of the topic " + topic
                    + ", found none; add them to AsyncApiDocument");
        }
    }

    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();

    private AsyncApiDocument() {}

    static String yaml() throws IOException {
        // contacts no server: a registry client connects only when it needs a schema
        WordtideConfig config = WordtideConfig.of(
                Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:1"));
        String prefix = config.applicationId() + ".";
        Topics topics = config.topics(config.schemaRegistry());
        AsyncApiDocument document = new AsyncApiDocument();
        for (TopicSpecification specification : TopicSpecification.of(topics)) {
            String name = specification.name().substring(prefix.length());
            document.add(name, recordName(topics, specification.name()), specification.settings());
        }
        ObjectMapper mapper = new YAMLMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build());
        return HEAD + mapper.writeValueAsString(document.root(prefix));
    }

    private Map<String, Object> root(String prefix) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("asyncapi", "3.0.0");
        root.put(
                "info",
                map(
                        "title", "Wordtide",
                        "version", "0.1.0",
                        "description",
                                "Learns from documents on a topic and publishes word embeddings, document"
                                        + " embeddings and live perplexity on others. Read with"
                                        + " isolation.level=read_committed. Every topic can be renamed"
                                        + " (wordtide.topics.prefix, wordtide.topic.*)."));
        root.put("defaultContentType", MIME_TYPE);
        root.put(
                "servers",
                map(
                        "cluster",
                        map(
                                "host", "{host}:{port}",
                                "protocol", "kafka",
                                "description", "Any Kafka cluster, with a Schema Registry beside it.",
                                "variables", map("host", map("default", "127.0.0.1"), "port", map("default", "9092")),
                                "bindings",
                                        map(
                                                "kafka",
                                                map(
                                                        "schemaRegistryUrl", "http://127.0.0.1:8081",
                                                        "schemaRegistryVendor", "confluent",
                                                        "bindingVersion", BINDING_VERSION)))));
        root.put("channels", channels);
        root.put("operations", operations);
        root.put(
                "components",
                map(
                        "messages",
                        messages,
                        "parameters",
                        map(
                                "prefix",
                                map(
                                        "description",
                                        "Prefix of each topic name; by default the application id and a dot.",
                                        "default",
                                        prefix))));
        return root;
    }

    private void add(String topic, String record, Map<String, String> settings) throws IOException {
        Side side = Side.of(topic);
        JsonNode schema =
                new ObjectMapper().readTree(SCHEMAS.resolve(record + ".avsc").toFile());
        String address = "{prefix}" + topic;
        channels.put(
                record,
                map(
                        "address", address,
                        "description", schema.path("doc").asText(),
                        "messages", map(record, reference("components/messages/" + record)),
                        "parameters", map("prefix", reference("components/parameters/prefix")),
                        "bindings",
                                map(
                                        "kafka",
                                        map(
                                                "topic", address,
                                                "topicConfiguration", configuration(settings),
                                                "bindingVersion", BINDING_VERSION))));
        operations.put(
                side.action + record,
                map(
                        "action", side.action,
                        "channel", reference("channels/" + record),
                        "messages", List.of(reference("channels/" + record + "/messages/" + record))));
        messages.put(
                record,
                map(
                        "name",
                        record,
                        "title",
                        record,
                        "summary",
                        schema.path("doc").asText(),
                        "contentType",
                        MIME_TYPE,
                        "payload",
                        map("schemaFormat", MIME_TYPE + ";version=1.9.0", "schema", schema),
                        "bindings",
                        map(
                                "kafka",
                                map(
                                        "key", map("type", "string", "description", side.key),
                                        "schemaIdLocation", "payload",
                                        "schemaIdPayloadEncoding", "confluent",
                                        "schemaLookupStrategy", "TopicNameStrategy",
                                        "bindingVersion", BINDING_VERSION))));
    }

    /** The settings that the bindings know, in their types. */
    private static Map<String, Object> configuration(Map<String, String> settings) {
        Map<String, Object> configuration = new TreeMap<>();
        settings.forEach((key, value) -> {
            switch (key) {
                case "cleanup.policy" -> configuration.put(key, List.of(value.split(",")));
                case "max.message.bytes" -> configuration.put(key, Integer.valueOf(value));
                default -> {
                    // how soon a compacted topic drops old records is up to the broker
                }
            }
        });
        return configuration;
    }

    private static String recordName(Topics topics, String topic) {
        try {
            for (RecordComponent component : Topics.class.getRecordComponents()) {
                if (((Topic<?, ?>) component.getAccessor().invoke(topics))
                        .name()
                        .equals(topic)) {
                    ParameterizedType type = (ParameterizedType) component.getGenericType();
                    return ((Class<?>) type.getActualTypeArguments()[1]).getSimpleName();
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("expected a topic of Topics, found " + topic);
    }

    private static Map<String, Object> reference(String target) {
        return map("$ref", "#/" + target);
    }

    /** Keys and values in turn, kept in this order. */
    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
