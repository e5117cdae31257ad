package io.wordtide.streams.config;

import static java.util.stream.Collectors.toCollection;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import io.wordtide.learn.LearnerConfig;
import io.wordtide.personal.PersonalData;
import io.wordtide.schema.Topics;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.DocumentFrequencies;
import io.wordtide.text.Language;
import io.wordtide.text.Vocabulary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one Wordtide application: the keys of {@link WordtideKeys}, checked, and Kafka's own keys,
 * passed through. Read once at start-up and handed down; immutable and safe to share between threads.
 */
public final class WordtideConfig {

    /** Documents of a mini-batch that has grown, at most. */
    private static final int LARGEST_GROWN = 10_000;

    private final AbstractConfig config;
    private final LearnerConfig learner;
    private final @Nullable List<String> fixedVocabulary;
    private final KafkaSettings kafka;
    private final HttpSettings http;
    private final ModelsSettings models;

    private WordtideConfig(AbstractConfig config, KafkaSettings kafka) {
        this.config = config;
        this.learner = LearnerKeys.learner(config);
        this.fixedVocabulary = readVocabulary(config);
        this.kafka = kafka;
        this.http = HttpSettings.of(config);
        this.models = ModelsSettings.of(config);
        if (shards() > 1 && learner.refinement().steps() == 0) {
            throw new ConfigException(
                    WordtideKeys.MODEL_SHARDS,
                    shards(),
                    "Expected 1 with " + LearnerKeys.REFINEMENT_STEPS + "=0: shards share out refinement");
        }
    }

    /**
     * Checks and parses settings.
     *
     * @param settings values by key; keys that do not begin with {@code wordtide.} go to Kafka unchanged
     * @throws ConfigException if a key is unknown (names the nearest known one) or a value is outside its range (names
     *     key, value and range)
     */
    public static WordtideConfig of(Map<String, String> settings) {
        ConfigDef definition = WordtideKeys.definition(preset(settings));
        new KnownKeys(definition.names()).requireAll(settings.keySet());
        Map<String, String> kafkaSettings = new HashMap<>(settings);
        kafkaSettings.keySet().removeIf(key -> key.startsWith(WordtideKeys.PREFIX));
        AbstractConfig config = new AbstractConfig(definition, settings, false);
        requireFinite(config);
        return new WordtideConfig(config, KafkaSettings.of(kafkaSettings));
    }

    /** Whether the value of a key, of Wordtide or of Kafka, is a password, a token or a private key. */
    public static boolean isSecret(String key) {
        return KnownKeys.isSecret(key) || HttpKeys.TOKEN.equals(key);
    }

    /** Also Kafka Streams' application id, hence the consumer group and the prefix of the internal topics. */
    public String applicationId() {
        return config.getString(WordtideKeys.APPLICATION_ID);
    }

    /** All topics, with serdes that use the given registry. */
    public Topics topics(SchemaRegistryClient registry) {
        String prefix = Objects.requireNonNullElse(optional(config, WordtideKeys.TOPICS_PREFIX), applicationId() + ".");
        Map<String, String> names = new HashMap<>();
        for (String topic : Topics.PUBLIC) {
            String name = optional(config, WordtideKeys.TOPIC + topic);
            if (name != null) {
                names.put(topic, name);
            }
        }
        return Topics.of(prefix, names, registry, kafka.serdes());
    }

    /**
     * A client of the Schema Registry at {@code schema.registry.url}; {@code mock://NAME} is an in-process registry.
     *
     * @throws ConfigException if no URL is set
     */
    public SchemaRegistryClient schemaRegistry() {
        String url = kafka.required(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG);
        return SchemaRegistryClientFactory.newClient(
                List.of(url.split(",")),
                AbstractKafkaSchemaSerDeConfig.MAX_SCHEMAS_PER_SUBJECT_DEFAULT,
                List.of(new AvroSchemaProvider()),
                kafka.serdes(),
                Map.of());
    }

    /** Schema settings of the Confluent serializers. */
    public KafkaAvroSerializerConfig serializerConfig() {
        return new KafkaAvroSerializerConfig(kafka.serdes());
    }

    /** Partitions of the topics that Wordtide creates, including internal ones. */
    public int topicPartitions() {
        return config.getInt(WordtideKeys.TOPICS_PARTITIONS);
    }

    /** Replicas of the topics that Wordtide creates, including internal ones; -1 is the broker's default. */
    public short topicReplicationFactor() {
        return config.getShort(WordtideKeys.TOPICS_REPLICATION_FACTOR);
    }

    /** Settings of all topics that Kafka Streams creates, by Kafka's topic keys. */
    public Map<String, String> internalTopicSettings() {
        return kafka.internalTopics();
    }

    /** Directory of the local state of an instance on this machine; need not exist. */
    public Path stateDirectory() {
        return Path.of(kafka.stateDirectory(), applicationId());
    }

    /** Name of the analyzer, for {@link DocumentAnalyzer#named}. */
    public String analyzer() {
        return config.getString(WordtideKeys.ANALYZER);
    }

    /** A new analyzer of documents with the configured languages, for one thread; the caller closes it. */
    public DocumentAnalyzer documentAnalyzer() {
        Set<Language> languages = config.getList(WordtideKeys.LANGUAGES).stream()
                .map(Language::read)
                .flatMap(Optional::stream)
                .collect(toCollection(LinkedHashSet::new));
        Optional<Language> fallback = Optional.ofNullable(optional(config, WordtideKeys.LANGUAGE_DEFAULT))
                .flatMap(Language::read);
        return new DocumentAnalyzer(analyzer(), languages, fallback, personalData());
    }

    /** Whether personal data may become words. */
    public PersonalData.Policy personalData() {
        return LearnerKeys.choice(PersonalData.Policy.class, config.getString(WordtideKeys.PERSONAL_DATA));
    }

    /** Longest document that is learned, title included, characters (UTF-16 code units). */
    public int documentMaxCharacters() {
        return config.getInt(WordtideKeys.DOCUMENT_MAX_CHARACTERS);
    }

    public ModelRoute modelRoute() {
        return ModelRoute.named(config.getString(WordtideKeys.MODEL_ROUTE));
    }

    /** Id of the constant route's model, and of the model for documents without a source or in an unknown language. */
    public String defaultModelId() {
        return config.getString(WordtideKeys.MODEL_ID);
    }

    /** Name of the learner's preset, whose values the learner's own keys override. */
    public String preset() {
        return config.getString(WordtideKeys.MODEL_PRESET);
    }

    public LearnerConfig learner() {
        return learner;
    }

    /** A fresh vocabulary of the configured mode: fixed from the file, or living and empty. */
    public Vocabulary vocabulary() {
        return fixedVocabulary != null
                ? Vocabulary.fixed(fixedVocabulary)
                : Vocabulary.living(
                        config.getInt(WordtideKeys.VOCABULARY_SIZE),
                        config.getInt(WordtideKeys.VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY));
    }

    /** Fresh document frequencies: exact with a fixed vocabulary, forgetting with a living one. */
    public DocumentFrequencies documentFrequencies() {
        return fixedVocabulary != null
                ? new DocumentFrequencies()
                : DocumentFrequencies.forgetting(config.getLong(WordtideKeys.VOCABULARY_HALF_LIFE));
    }

    /**
     * The settings that a model's state depends on, by key, as text. If one of them changes, the same documents yield a
     * different model.
     */
    public Map<String, String> modelSettings() {
        Map<String, String> settings = new HashMap<>();
        settings.put(WordtideKeys.ANALYZER, analyzer());
        LearnerKeys.NAMES.forEach(
                key -> settings.put(key, String.valueOf(config.values().get(key))));
        if (shards() > 1) { // models that began before there were shards have no such setting
            settings.put(WordtideKeys.MODEL_SHARDS, String.valueOf(shards()));
        }
        if (fixedVocabulary != null) {
            settings.put(
                    WordtideKeys.VOCABULARY_FILE,
                    fixedVocabulary.size() + " words with SHA-256 "
                            + Vocabulary.fixed(fixedVocabulary).fingerprint().substring(0, 12));
        } else {
            WordtideKeys.LIVING_VOCABULARY.forEach(
                    key -> settings.put(key, String.valueOf(config.values().get(key))));
        }
        return settings;
    }

    /** Largest number of parts into which a round of a model is cut, S. */
    public int shards() {
        return config.getInt(WordtideKeys.MODEL_SHARDS);
    }

    /** How long a round waits for parts that other instances refine. */
    public Duration shardsWait() {
        return Duration.ofMillis(config.getLong(WordtideKeys.SHARDS_WAIT_MS));
    }

    /** Whether mini-batches grow with the stream. */
    public boolean isGrowing() {
        return growth() > 0;
    }

    private double growth() {
        return config.getDouble(WordtideKeys.MINI_BATCH_GROWTH);
    }

    /**
     * Documents of a full mini-batch.
     *
     * @param documentsBefore documents of the model before it
     */
    public int miniBatchSize(long documentsBefore) {
        double remembered = fixedVocabulary != null
                ? documentsBefore
                : Math.min(documentsBefore, config.getLong(WordtideKeys.VOCABULARY_HALF_LIFE));
        return (int) Math.max(learner.batchSize(), Math.min(LARGEST_GROWN, remembered * growth()));
    }

    /** Quiet time after which fewer documents than a full mini-batch are learned. */
    public Duration miniBatchLinger() {
        return Duration.ofMillis(config.getLong(WordtideKeys.MINI_BATCH_LINGER_MS));
    }

    /** Mini-batches between two snapshots of a model. */
    public int snapshotInterval() {
        return config.getInt(WordtideKeys.SNAPSHOT_INTERVAL);
    }

    /** Snapshots kept of each model. */
    public int snapshotKeep() {
        return config.getInt(WordtideKeys.SNAPSHOT_KEEP);
    }

    /** Whether a document is skipped if its id has arrived before. */
    public boolean skipsDuplicates() {
        return config.getString(WordtideKeys.DUPLICATES).equals(WordtideKeys.SKIP);
    }

    /** How many of a model's newest documents are searched for an id. */
    public int duplicatesWindow() {
        return config.getInt(WordtideKeys.DUPLICATES_WINDOW);
    }

    /** Documents that stories consist of, 0 without stories. */
    public int storiesWindow() {
        return config.getString(WordtideKeys.STORIES).equals(WordtideKeys.ON)
                ? config.getInt(WordtideKeys.STORIES_WINDOW)
                : 0;
    }

    /** Documents at which a story is born. */
    public int storiesMinimumDocuments() {
        return config.getInt(WordtideKeys.STORIES_MINIMUM_DOCUMENTS);
    }

    /** Mini-batches between two publications of moved word embeddings. */
    public int wordsPublishInterval() {
        return config.getInt(WordtideKeys.WORDS_PUBLISH_INTERVAL);
    }

    /** Minimum cosine distance at which a word is published again, 0 to 2. */
    public double wordsPublishMinimumDrift() {
        return config.getDouble(WordtideKeys.WORDS_PUBLISH_MINIMUM_DRIFT);
    }

    /** Bounds on the models of an instance. */
    public ModelsSettings models() {
        return models;
    }

    /** Whether this instance serves HTTP. */
    public boolean isServing() {
        return http.isServing();
    }

    /** Its HTTP settings. */
    public HttpSettings http() {
        return http;
    }

    /** Memory that all local stores of the process may take together, bytes. */
    public long rocksDbMemory() {
        return config.getLong(WordtideKeys.ROCKSDB_MEMORY);
    }

    /**
     * Everything Kafka Streams needs, with the time limits that follow from the measured step.
     *
     * @throws ConfigException if the model does not fit the limits (the message says what to lower), or
     *     {@code bootstrap.servers} is not set
     */
    public Properties streamsProperties(StepTiming timing) {
        StepLimits limits = StepLimits.of(
                timing,
                snapshotInterval(),
                learner.batchSize(),
                miniBatchSize(Long.MAX_VALUE),
                shards() == 1 ? Duration.ZERO : shardsWait(),
                kafka.commitInterval());
        Properties streams = new Properties();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId());
        streams.put(WordtideKeys.ROCKSDB_MEMORY, rocksDbMemory());
        // Kafka Streams' own key wins where the user set it
        streams.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topicReplicationFactor());
        streams.putAll(kafka.streams(limits));
        return streams;
    }

    /** Settings for a plain {@code KafkaProducer}; the caller chooses the serializers. */
    public Map<String, Object> producerProperties() {
        return kafka.producer();
    }

    /**
     * Settings for a plain {@code KafkaConsumer} that sees only committed records; the caller chooses deserializers and
     * group.
     */
    public Map<String, Object> consumerProperties() {
        return kafka.consumer();
    }

    /** Settings for a plain {@code Admin}. */
    public Map<String, Object> adminProperties() {
        return kafka.admin();
    }

    /** Reads the preset first, since it determines the defaults of the other keys. */
    private static LearnerConfig preset(Map<String, String> settings) {
        Map<String, String> presetOnly = new HashMap<>(settings);
        presetOnly.keySet().retainAll(List.of(WordtideKeys.MODEL_PRESET));
        AbstractConfig config = new AbstractConfig(WordtideKeys.definition(LearnerConfig.stream()), presetOnly, false);
        return LearnerConfig.preset(config.getString(WordtideKeys.MODEL_PRESET));
    }

    /** Range checks let NaN pass, since it is not less than any bound. */
    private static void requireFinite(AbstractConfig config) {
        config.values().forEach((key, value) -> {
            if (value instanceof Double number && !Double.isFinite(number)) {
                throw new ConfigException(key, value, "Expected a finite number");
            }
        });
    }

    /** Read once, at start-up: a later change to the file must not affect models that begin after it. */
    private static @Nullable List<@Nullable String> readVocabulary(AbstractConfig config) {
        String file = optional(config, WordtideKeys.VOCABULARY_FILE);
        if (file == null) {
            return null;
        }
        if (config.originals().containsKey(WordtideKeys.VOCABULARY_SIZE)) {
            throw new ConfigException("Expected either " + WordtideKeys.VOCABULARY_FILE + " (a fixed vocabulary) or "
                    + WordtideKeys.VOCABULARY_SIZE + " (a living one), found both");
        }
        try {
            Vocabulary vocabulary = Vocabulary.read(Path.of(file));
            return IntStream.range(0, vocabulary.capacity())
                    .mapToObj(vocabulary::term)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(WordtideKeys.VOCABULARY_FILE, file, e.getMessage());
        }
    }

    /** ConfigDef returns a null default as null, although its own annotations do not say so. */
    private static @Nullable String optional(AbstractConfig config, String key) {
        return config.getString(key);
    }
}
