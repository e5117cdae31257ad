package io.wordtide.streams.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NonEmptyStringWithoutControlChars.nonEmptyStringWithoutControlChars;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.SHORT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.wordtide.learn.LearnerConfig;
import io.wordtide.personal.PersonalData;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.ModelsSettings.Beyond;
import io.wordtide.text.DocumentAnalyzer;
import io.wordtide.text.Language;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The keys of Wordtide itself: name, type, default, range, and the effect of raising each. Defaults are defined here
 * and in {@link LearnerConfig}'s presets, nowhere else; {@code docs/configuration.md} is generated from them.
 */
public final class WordtideKeys {

    /** Prefix of all keys of Wordtide; all other keys are Kafka's. */
    public static final String PREFIX = "wordtide.";

    public static final String APPLICATION_ID = PREFIX + "application.id";
    public static final String TOPICS_PREFIX = PREFIX + "topics.prefix";
    public static final String TOPICS_PARTITIONS = PREFIX + "topics.partitions";
    public static final String TOPICS_REPLICATION_FACTOR = PREFIX + "topics.replication.factor";

    /** Prefix of the key of a topic's full name; a name in {@link Topics#PUBLIC} follows. */
    public static final String TOPIC = PREFIX + "topic.";

    public static final String ANALYZER = PREFIX + "analyzer";
    public static final String LANGUAGES = PREFIX + "languages";
    public static final String LANGUAGE_DEFAULT = PREFIX + "language.default";
    public static final String PERSONAL_DATA = PREFIX + "text.personal.data";
    public static final String DOCUMENT_MAX_CHARACTERS = PREFIX + "document.max.characters";
    public static final String VOCABULARY_FILE = PREFIX + "vocabulary.file";
    public static final String VOCABULARY_SIZE = PREFIX + "vocabulary.size";
    public static final String VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY = PREFIX + "vocabulary.minimum.document.frequency";
    public static final String VOCABULARY_HALF_LIFE = PREFIX + "vocabulary.half.life";
    public static final String MODEL_ROUTE = PREFIX + "model.route";
    public static final String MODEL_ID = PREFIX + "model.id";
    public static final String MODEL_PRESET = PREFIX + "model.preset";
    public static final String MODEL_SHARDS = PREFIX + "model.shards";
    public static final String SHARDS_WAIT_MS = PREFIX + "shards.wait.ms";
    public static final String MODELS_MEMORY = PREFIX + "models.memory";
    public static final String MODELS_MAXIMUM = PREFIX + "models.maximum";
    public static final String MODELS_BEYOND = PREFIX + "models.beyond";
    public static final String ROCKSDB_MEMORY = PREFIX + "rocksdb.memory";
    public static final String DUPLICATES = PREFIX + "duplicates";
    public static final String DUPLICATES_WINDOW = PREFIX + "duplicates.window";
    public static final String MINI_BATCH_GROWTH = PREFIX + "mini-batch.growth";
    public static final String MINI_BATCH_LINGER_MS = PREFIX + "mini-batch.linger.ms";
    public static final String SNAPSHOT_INTERVAL = PREFIX + "snapshot.interval";
    public static final String SNAPSHOT_KEEP = PREFIX + "snapshot.keep";
    public static final String WORDS_PUBLISH_INTERVAL = PREFIX + "words.publish.interval";
    public static final String WORDS_PUBLISH_MINIMUM_DRIFT = PREFIX + "words.publish.minimum.drift";

    public static final String STORIES = PREFIX + "stories";
    public static final String STORIES_WINDOW = PREFIX + "stories.window";
    public static final String STORIES_MINIMUM_DOCUMENTS = PREFIX + "stories.minimum.documents";

    static final String ON = "on";
    static final String SKIP = "skip";

    static final List<String> LIVING_VOCABULARY =
            List.of(VOCABULARY_SIZE, VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY, VOCABULARY_HALF_LIFE);

    /**
     * Documents times refinement passes between two snapshots: 200 mini-batches of the stream preset, about 10 s of
     * learning to repeat.
     */
    private static final int SNAPSHOT_PASSES = 30_000;

    /** A snapshot takes a second or two, so a slow learner must not write one after every step. */
    private static final int SHORTEST_SNAPSHOT_INTERVAL = 4;

    private WordtideKeys() {}

    /** The definition with the values of a preset as the model's defaults. */
    static ConfigDef definition(LearnerConfig preset) {
        ConfigDef definition = new ConfigDef();
        defineTopics(definition);
        defineText(definition);
        defineModel(definition);
        defineModels(definition);
        LearnerKeys.define(definition, preset);
        defineState(definition, preset);
        defineStories(definition);
        HttpKeys.define(definition);
        return definition;
    }

    private static void defineTopics(ConfigDef definition) {
        definition
                .define(APPLICATION_ID, STRING, "wordtide", kafkaName(1), HIGH, """
                        Names the application: its consumer group, internal topics and state directory, and the \
                        default prefix of its topics. Changing it starts from scratch.""")
                .define(TOPICS_PREFIX, STRING, null, kafkaName(0), MEDIUM, """
                        Prefix of each topic name. Default: the application id and a dot.""")
                .define(TOPICS_PARTITIONS, INT, 1, between(1, 10_000), MEDIUM, """
                        Partitions of the topics that Wordtide creates. More let several models learn in parallel; 1 \
                        preserves the order of the stream, and so yields the same bits on every run.""")
                .define(TOPICS_REPLICATION_FACTOR, SHORT, (short) -1, replicas(), MEDIUM, """
                        Replicas of each topic that Wordtide creates, -1 for the broker's default. More survive the \
                        loss of more brokers; each costs as much disk again.""");
        for (String topic : Topics.PUBLIC) {
            definition.define(TOPIC + topic, STRING, null, kafkaName(1), LOW, """
                    Full name of the topic `%s`. Default: the prefix and that name.""".formatted(topic));
        }
    }

    private static void defineText(ConfigDef definition) {
        definition
                .define(
                        ANALYZER,
                        STRING,
                        "english",
                        ValidString.in(DocumentAnalyzer.names().toArray(String[]::new)),
                        HIGH,
                        """
                        Lucene analyzer that turns text into terms, by language; `simple` takes runs of letters, `auto` \
                        chooses by the language of each document ([languages](languages.md)). Changing it changes the \
                        terms, so the model must be learned from scratch.""")
                .define(LANGUAGES, LIST, List.of(), languages(), MEDIUM, """
                        Languages that documents may have, such as `en,de,fr`; a document in another one is treated as \
                        one in an unknown language. Fewer are detected more reliably. Default: any that is written on a \
                        document, and for detection all that have an analyzer.""")
                .define(LANGUAGE_DEFAULT, STRING, null, language(), MEDIUM, """
                        Language of documents whose language is unknown. Default: none; `auto` then analyzes them as \
                        `standard`, and the route `language` sends them to the model `wordtide.model.id`.""")
                .define(
                        PERSONAL_DATA,
                        STRING,
                        LearnerKeys.name(PersonalData.Policy.DROP),
                        LearnerKeys.oneOf(PersonalData.Policy.class),
                        MEDIUM,
                        """
                        What happens to e-mail addresses, telephone and card numbers, order ids and user names in texts: \
                        `drop` never makes words of them and counts them in the reports \
                        ([what is recognized](personal-data.md)), `keep` analyzes texts as they are. Changing it affects \
                        later documents; words that are there stay until the stream forgets them.""")
                .define(DOCUMENT_MAX_CHARACTERS, INT, 1_000_000, between(1, 15_000_000), LOW, """
                        Longest document that is learned, title included, characters; longer ones go to the dead \
                        letters. Raising it lets a single document weigh more.""")
                .define(VOCABULARY_FILE, STRING, null, HIGH, """
                        UTF-8 file with one term per line: a fixed vocabulary. Without it the vocabulary is living: \
                        terms earn their place.""")
                .define(VOCABULARY_SIZE, INT, 5_000, between(2, 1_000_000), HIGH, """
                        Maximum number of words in a living vocabulary. Raising it makes more words known; time and \
                        memory of a step grow in proportion.""")
                .define(VOCABULARY_MINIMUM_DOCUMENT_FREQUENCY, INT, 5, atLeast(1), MEDIUM, """
                        Documents that must contain a term before it joins a living vocabulary. Raising it keeps rare \
                        words and misspellings out, and admits new words later.""")
                .define(VOCABULARY_HALF_LIFE, LONG, 50_000L, between(1_000, 1_000_000_000_000L), MEDIUM, """
                        Documents after which a document counts half in the document frequencies of a living \
                        vocabulary. A word whose frequency falls below half of the minimum loses its row. Raising it \
                        delays forgetting and keeps more terms in memory.""");
    }

    private static void defineModel(ConfigDef definition) {
        definition
                .define(DUPLICATES, STRING, SKIP, ValidString.in(SKIP, "learn"), MEDIUM, """
                        What happens to a document whose id has arrived before: `skip` counts it but does not learn \
                        it, `learn` learns it again.""")
                .define(DUPLICATES_WINDOW, INT, 100_000, between(1, 100_000_000), LOW, """
                        How many of a model's newest documents are searched for an id. Raising it detects duplicates \
                        that are further apart and takes about 100 bytes of state per document.""")
                .define(MODEL_ROUTE, STRING, "constant", ValidString.in("constant", "source", "language"), HIGH, """
                        Which model learns a document: one for all, one for each source, or one for each language: \
                        `en` for `en-US` and `English`.""")
                .define(MODEL_ID, STRING, "default", nonEmptyStringWithoutControlChars(), LOW, """
                        Id of the single model, and of the model for documents without a source or in an unknown \
                        language.""")
                .define(MODEL_PRESET, STRING, "stream", ValidString.in("stream", "stream-deep", "paper"), HIGH, """
                        Where the defaults of the `wordtide.model.` keys and of the mini-batch size come from: `stream` \
                        learns best from one pass, `stream-deep` adds a hidden layer to its decoder, `paper` is the recipe \
                        of Krishnan and Hoffman (2016).""")
                .define(MODEL_SHARDS, INT, 1, between(1, 64), MEDIUM, """
                        Parts into which each large mini-batch of a model is cut, which instances refine at the same \
                        time ([scaling](scaling.md)). More let more instances help; the bits depend on it, so it is fixed \
                        when a model begins.""")
                .define(SHARDS_WAIT_MS, LONG, 2_000L, between(0, 600_000), LOW, """
                        How long a mini-batch waits for the parts that other instances refine, milliseconds; then they are \
                        refined where the model is. Raising it waits longer for an instance that is slow or gone.""");
    }

    private static void defineModels(ConfigDef definition) {
        definition
                .define(MODELS_MEMORY, LONG, -1L, bytesOrDefault(), MEDIUM, """
                        Memory for all models of an instance that are awake, bytes; -1 for a quarter of the heap. Beyond \
                        it, those that were used longest ago fall asleep, and wake when they have something to learn or \
                        to answer. Raising it wakes models less often. Views of models for HTTP may take half as much \
                        again.""")
                .define(MODELS_MAXIMUM, INT, 20_000, between(1, 10_000_000), MEDIUM, """
                        Models of one partition of the bags topic. Whoever may write a document may name a model; a \
                        model takes under a kilobyte of memory while it is asleep, and disk space for what it has \
                        learned.""")
                .define(MODELS_BEYOND, STRING, "default-model", LearnerKeys.oneOf(Beyond.class), MEDIUM, """
                        What happens to documents of further models: the partition's default model learns them, or \
                        they become dead letters. An event says so once for each model.""")
                .define(ROCKSDB_MEMORY, LONG, 128L * 1024 * 1024, between(8 << 20, 1L << 40), LOW, """
                        Memory for all local stores of an instance: blocks that have been read, indexes, and rows that \
                        are not yet in a file; bytes. Raising it reads less from the disk.""");
    }

    private static void defineState(ConfigDef definition, LearnerConfig preset) {
        definition
                .define(MINI_BATCH_GROWTH, DOUBLE, 0.0, between(0, 1), MEDIUM, """
                        How mini-batches grow with the stream: one has that share of the documents before it, of a living \
                        vocabulary at most of its half-life, and never less than the mini-batch size nor more than 10,000. \
                        0.01 costs about 1 % of perplexity and makes steps fewer and larger; 0 leaves the size constant.""")
                .define(MINI_BATCH_LINGER_MS, LONG, 2_000L, between(1, 86_400_000), MEDIUM, """
                        Quiet time after which a mini-batch that is not full is learned, milliseconds. Raising it \
                        makes the last documents before a pause wait longer; lowering it makes mini-batches smaller.""")
                .define(SNAPSHOT_INTERVAL, INT, snapshotInterval(preset), between(1, 1_000_000), MEDIUM, """
                        Mini-batches between two snapshots of a model. Raising it writes less; after a failure, up to \
                        that many mini-batches are learned again before the model continues. Default: about ten \
                        seconds of learning, at least 4.""")
                .define(SNAPSHOT_KEEP, INT, 3, between(1, 16), MEDIUM, """
                        Snapshots kept of each model, to roll back or to forget documents: the newest, the one before, and \
                        older ones; the oldest of S is up to 2^(S-1) snapshots old. Raising it reaches further back; disk \
                        space and restore time grow by one snapshot each, and by the bags of the documents since the oldest.""")
                .define(WORDS_PUBLISH_INTERVAL, INT, 50, atLeast(1), MEDIUM, """
                        Mini-batches between two publications of moved word embeddings; they are also published after \
                        a mini-batch that was not full. Raising it sends less and leaves subscribers with older \
                        vectors.""")
                .define(WORDS_PUBLISH_MINIMUM_DRIFT, DOUBLE, 0.001, between(0, 2), LOW, """
                        Minimum cosine distance from the last published vector at which a word is published again. \
                        Raising it sends fewer words.""");
    }

    private static void defineStories(ConfigDef definition) {
        definition
                .define(STORIES, STRING, ON, ValidString.in(ON, "off"), MEDIUM, """
                        Whether documents are grouped into stories and near-duplicates are found ([stories](stories.md)). \
                        `off` forgets the stories of a model and saves their time and memory.""")
                .define(STORIES_WINDOW, INT, 10_000, between(100, 50_000), MEDIUM, """
                        How many of a model's newest documents stories consist of; a story ends when its last document \
                        leaves. Raising it lets stories pause for longer and takes about 1.5 kB of memory per \
                        document. It may be changed at any time.""")
                .define(STORIES_MINIMUM_DOCUMENTS, INT, 3, between(1, 1_000), MEDIUM, """
                        Documents at which a story is born, that is published. Raising it publishes fewer stories, \
                        and later; 1 makes each first report one.""");
    }

    private static ConfigDef.Validator languages() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> ((List<?>) value).forEach(written -> requireLanguage(key, (String) written)),
                () -> "codes or names of languages");
    }

    private static ConfigDef.Validator language() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value != null) {
                        requireLanguage(key, (String) value);
                    }
                },
                () -> "code or name of a language");
    }

    private static void requireLanguage(String key, String written) {
        if (Language.read(written).isEmpty()) {
            throw new ConfigException(key, written, "Expected languages such as en or zh-Hant");
        }
    }

    private static ConfigDef.Validator replicas() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    short replicas = (Short) value;
                    if (replicas != -1 && (replicas < 1 || replicas > 100)) {
                        throw new ConfigException(key, value, "Expected -1 (the broker's default) or 1 to 100");
                    }
                },
                () -> "-1 or [1,...,100]");
    }

    private static ConfigDef.Validator bytesOrDefault() {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    long bytes = (Long) value;
                    if (bytes != -1 && bytes < 1) {
                        throw new ConfigException(key, value, "Expected -1 (a quarter of the heap) or at least 1");
                    }
                },
                () -> "-1 or [1,...]");
    }

    /** Characters that Kafka allows in names of topics and groups, at least {@code minimumLength} of them. */
    private static ConfigDef.Validator kafkaName(int minimumLength) {
        return ConfigDef.LambdaValidator.with(
                (key, value) -> {
                    if (value != null && !((String) value).matches("[a-zA-Z0-9._-]{" + minimumLength + ",200}")) {
                        throw new ConfigException(
                                key, value, "Expected " + minimumLength + " to 200 characters of a-z A-Z 0-9 . _ -");
                    }
                },
                () -> "letters a-z A-Z, digits, . _ -");
    }

    private static int snapshotInterval(LearnerConfig preset) {
        int passesPerMiniBatch = preset.batchSize() * (preset.refinement().steps() + 1);
        return Math.max(SHORTEST_SNAPSHOT_INTERVAL, SNAPSHOT_PASSES / passesPerMiniBatch);
    }
}
