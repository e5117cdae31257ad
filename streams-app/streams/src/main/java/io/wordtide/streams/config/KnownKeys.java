package io.wordtide.streams.config;

import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The keys a configuration may contain, so that a misspelt key is an error instead of being ignored. */
final class KnownKeys {

    /** Keys of the Confluent serdes and of their registry client. */
    static final Set<String> REGISTRY =
            Set.copyOf(AbstractKafkaSchemaSerDeConfig.baseConfigDef().names());

    private static final Set<String> TOPIC = constants(TopicConfig.class);

    /** Kafka's own keys, with the prefixes by which Kafka Streams passes them to one client or to internal topics. */
    private static final Set<String> KAFKA = Stream.of(
                    StreamsConfig.configDef().names().stream(),
                    unprefixedAnd(
                            ConsumerConfig.configNames(),
                            StreamsConfig.CONSUMER_PREFIX,
                            StreamsConfig.MAIN_CONSUMER_PREFIX,
                            StreamsConfig.RESTORE_CONSUMER_PREFIX,
                            StreamsConfig.GLOBAL_CONSUMER_PREFIX),
                    unprefixedAnd(ProducerConfig.configNames(), StreamsConfig.PRODUCER_PREFIX),
                    unprefixedAnd(AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX),
                    TOPIC.stream().map(StreamsConfig::topicPrefix))
            .flatMap(keys -> keys)
            .collect(Collectors.toUnmodifiableSet());

    /** Keys of clients and serdes whose values are secret, without prefixes. */
    private static final Set<String> SECRET = Stream.of(
                    ConsumerConfig.configDef(),
                    ProducerConfig.configDef(),
                    AdminClientConfig.configDef(),
                    AbstractKafkaSchemaSerDeConfig.baseConfigDef())
            .flatMap(definition -> definition.configKeys().values().stream())
            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
            .map(key -> key.name)
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> known = new TreeSet<>(KAFKA);

    KnownKeys(Set<String> wordtideKeys) {
        known.addAll(REGISTRY);
        known.addAll(wordtideKeys);
    }

    /** @throws ConfigException for the first unknown key, naming the nearest known one */
    void requireAll(Collection<String> keys) {
        keys.stream().filter(key -> !isKnown(key)).sorted().findFirst().ifPresent(unknown -> {
            throw new ConfigException("Unknown configuration key " + unknown + ": expected a key of Wordtide, Kafka"
                    + " Streams, a Kafka client or the Schema Registry's serdes. Did you mean " + nearest(unknown)
                    + "?");
        });
    }

    /** Whether the value of a key of Kafka is secret, with or without the prefix of a client. */
    static boolean isSecret(String key) {
        return SECRET.stream().anyMatch(secret -> key.equals(secret) || key.endsWith("." + secret));
    }

    private boolean isKnown(String key) {
        return known.contains(key) || key.startsWith(StreamsConfig.CLIENT_TAG_PREFIX);
    }

    private String nearest(String unknown) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .min(Comparator.comparingInt(key -> distance.apply(unknown, key)))
                .orElseThrow();
    }

    private static Stream<String> unprefixedAnd(Set<String> names, String... prefixes) {
        return Stream.concat(
                names.stream(),
                Arrays.stream(prefixes).flatMap(prefix -> names.stream().map(name -> prefix + name)));
    }

    /** Kafka has no list of topic keys, only a public constant for each. */
    private static Set<String> constants(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getName().endsWith("_CONFIG")
                        && field.getType() == String.class)
                .toList();
        Set<String> values = new TreeSet<>();
        for (Field field : fields) {
            try {
                values.add((String) field.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("expected the public constant " + field + " to be readable", e);
            }
        }
        return values;
    }
}
