package io.wordtide.streams.config;

import io.wordtide.learn.LearnerConfig;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** {@code docs/configuration.md}, written from the definition of the keys. */
final class ConfigurationPage {

    private static final String INTRODUCTION = """
            # Configuration

            Generated from `io.wordtide.streams.config.WordtideKeys`; do not edit by hand. Give keys with `--set key=value`, or in a file with
            `--config FILE`. A key that is neither in this table nor one of Kafka's is an error that names the nearest known one.

            The command line reads values, or parts of them, from elsewhere, for secrets above all: `${env:NAME}` is an environment variable,
            `${file:FILE:KEY}` a key of a properties file, `${directory:DIRECTORY:NAME}` the whole of a file, as Docker and Kubernetes mount secrets.
            A password or token after `--set` itself is visible in the list of processes, so that is warned about.

            | key | type | default | range | effect |
            |---|---|---|---|---|
            """;

    private static final String KAFKA_KEYS = """

            ## Kafka's own keys

            Every key of Kafka Streams, of its clients (also with the prefixes `consumer.`, `main.consumer.`, `restore.consumer.`, `global.consumer.`,
            `producer.`, `admin.`), of internal topics (prefix `topic.`) and of the Confluent serdes (`schema.registry.*`, `basic.auth.*`, `bearer.auth.*`,
            `auto.register.schemas`, …) passes through unchanged. `bootstrap.servers` and `schema.registry.url` are required. What Wordtide
            sets unless you do:

            | key | value | why |
            |---|---|---|
            | `processing.guarantee` | `exactly_once_v2` | each document is learned exactly once; any other value is rejected |
            | `application.id` | value of `wordtide.application.id` | set that key instead |
            | `replication.factor` | value of `wordtide.topics.replication.factor` | for internal topics |
            | `ensure.explicit.internal.resource.naming` | `true` | a changed graph never renames a topic silently |
            | `group.protocol` | `classic` | reassigns a killed member's tasks within seconds |
            | `num.stream.threads` | 2 | tokenizing and learning of one model run in parallel |
            | `commit.interval.ms` | 500 | commits are small, about a kilobyte per document; every 200 ms they took 10 % of the learning thread |
            | `session.timeout.ms` | 10000 | how long a killed instance's models wait for another instance |
            | `heartbeat.interval.ms` | 1000 | how soon a member notices that another has joined or left, during which its tasks may stand still |
            | `max.request.size` | 16 MiB + 64 KiB | long documents, and dead letters with their bytes |
            | `buffer.memory` | 64 MiB | the producer receives a whole snapshot at once |
            | `batch.size` | 256 KiB | what a fast stream sends within Kafka Streams' linger of 100 ms; with 16 KiB, broker and producers used twice the processor time |
            | `topic.max.message.bytes` | 16 MiB | bags of long documents on internal topics |
            | `isolation.level` | `read_committed` | only committed records are seen |

            ## Time limits

            A learning step runs on the stream thread. Wordtide measures one at start-up and sets Kafka's limits from it. The thread is busy longest
            without a commit or a poll when a model is first needed after a restart: it reads the snapshot, learns up to
            `wordtide.snapshot.interval` mini-batches of the journal again, learns the next one, waits up to `wordtide.shards.wait.ms` for other instances if
            models have several shards, and may write a snapshot (at 10 MB/s):

            ```
            longest gap             = (wordtide.snapshot.interval + 1) × step + 2 × snapshot + shards.wait
            transaction.timeout.ms  = 3 × longest gap + commit.interval.ms, at least 1 minute, at most 15 minutes
            max.poll.interval.ms    = 3 × longest gap, at least 5 minutes
            max.poll.records        = documents learned in a sixth of max.poll.interval.ms, at most 1000
            ```

            15 minutes is the broker's default of `transaction.max.timeout.ms`. A value you set wins if it is at least twice the longest gap. If a
            model does not fit, start-up fails with an error that says what to lower. Long transaction timeouts have a price: when the only instance is
            lost for good, subscribers wait that long for its open transaction. Other instances abort it ([reliability](reliability.md)).
            """;

    private ConfigurationPage() {}

    static String markdown() {
        String rows = WordtideKeys.definition(LearnerConfig.stream()).configKeys().values().stream()
                .map(ConfigurationPage::row)
                .collect(Collectors.joining());
        return INTRODUCTION + rows + KAFKA_KEYS;
    }

    private static String row(ConfigKey stream) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        stream.name,
                        stream.type.toString().toLowerCase(Locale.ROOT),
                        defaults(stream),
                        stream.validator == null ? "" : stream.validator,
                        stream.documentation);
    }

    /** The default of the preset {@code stream}, and those of the others that differ from it. */
    private static String defaults(ConfigKey stream) {
        if (stream.defaultValue == null) {
            return "";
        }
        String others = Stream.of("stream-deep", "paper")
                .map(preset -> otherDefault(preset, stream))
                .collect(Collectors.joining());
        return "`" + stream.defaultValue + (others.isEmpty() ? "`" : "` (stream)" + others);
    }

    private static String otherDefault(String preset, ConfigKey stream) {
        ConfigKey other = Objects.requireNonNull(WordtideKeys.definition(LearnerConfig.preset(preset))
                .configKeys()
                .get(stream.name));
        return Objects.equals(other.defaultValue, stream.defaultValue)
                ? ""
                : ", `" + other.defaultValue + "` (" + preset + ")";
    }
}
