package io.wordtide.cli.forget;

import static io.wordtide.streams.topics.AdminCalls.await;
import static java.util.Objects.requireNonNull;

import io.wordtide.streams.topics.TopicException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** How long a topic keeps its records, for a person. */
public final class KeptRecords {

    private KeptRecords() {}

    /**
     * What the brokers report of a topic.
     *
     * @return {@code cleanup.policy=delete, retention.ms=604800000: 7 days}; that they are not visible if this user may not
     *     see them
     * @throws TopicException if the cluster does not answer
     */
    public static String of(Admin admin, String topic) {
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Config config = await(
                    "read the settings of the topic " + topic,
                    requireNonNull(
                            admin.describeConfigs(List.of(resource)).values().get(resource)));
            return text(
                    value(config, TopicConfig.CLEANUP_POLICY_CONFIG), value(config, TopicConfig.RETENTION_MS_CONFIG));
        } catch (TopicException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return "settings not visible: this user is not allowed DESCRIBE_CONFIGS on the topic";
            }
            throw e;
        }
    }

    static String text(String policy, String retentionMs) {
        return "cleanup.policy=%s, retention.ms=%s".formatted(policy, retentionMs) + duration(policy, retentionMs);
    }

    private static String duration(String policy, String retentionMs) {
        if (!policy.contains("delete")) {
            return ": until the tombstone, or another record of the document, replaces it";
        }
        if (!retentionMs.matches("-?\\d+")) {
            return "";
        }
        long ms = Long.parseLong(retentionMs);
        if (ms < 0) {
            return ": for ever";
        }
        Duration kept = Duration.ofMillis(ms);
        return kept.toDays() > 0 ? ": %,d days".formatted(kept.toDays()) : ": " + kept;
    }

    private static String value(Config config, String key) {
        @Nullable ConfigEntry entry = config.get(key);
        return entry == null ? "unknown" : String.valueOf(entry.value());
    }
}
