package io.wordtide.integration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.server.LearnerApp;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTopicsIT {

    @TempDir
    private Path folder;

    @Test
    void shouldBeCreatedByKafkaStreamsWithTheExpectedSettings() {
        // Given
        ClusterApplication application = new ClusterApplication("internal-made", TinyCorpus.SETTINGS);

        // When
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 4));
            application.read(application.topics().learningReports(), 1);
            assertThat(app.failure()).isEmpty();
        }

        // Then
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            assertThat(new TopicCreator(admin).internalDifferences(application.config()))
                    .isEmpty();
        }
    }

    @Test
    void shouldBeCreatedBeforehandAsKafkaStreamsCreatesThem() throws Exception {
        // Given: an application whose topics Kafka Streams created, and another
        ClusterApplication other = new ClusterApplication("internal-of-streams", TinyCorpus.SETTINGS);
        try (LearnerApp app = other.start(folder.resolve("other"))) {
            other.send(TinyCorpus.documents(0, 4));
            other.read(other.topics().learningReports(), 1);
            assertThat(app.failure()).isEmpty();
        }
        ClusterApplication application = new ClusterApplication("internal-before", TinyCorpus.SETTINGS);
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            TopicCreator creator = new TopicCreator(admin);
            List<String> changelogs = InternalTopics.changelogs("internal-before");
            assertThat(creator.missing(changelogs)).containsExactlyInAnyOrderElementsOf(changelogs);

            // When
            TopicCreator.createAllAndInternal(application.config(), application.topics());

            // Then: all are there, and Kafka Streams starts with them
            assertThat(creator.missing(changelogs)).isEmpty();
            assertThat(creator.missing(List.of(InternalTopics.bags("internal-before"))))
                    .isEmpty();
            assertThat(creator.internalDifferences(application.config())).isEmpty();
            assertThat(settings(admin, "internal-before")).isEqualTo(settings(admin, "internal-of-streams"));
            try (LearnerApp app = application.start(folder)) {
                application.send(TinyCorpus.documents(0, 4));
                application.read(application.topics().learningReports(), 1);
                assertThat(app.failure()).isEmpty();
            }
        }
    }

    @Test
    void shouldWarnAtTheStartWhenAnExistingOneHasOtherSettings() throws Exception {
        // Given: a changelog as earlier versions created it
        ClusterApplication application = new ClusterApplication("internal-other", TinyCorpus.SETTINGS);
        try (Admin admin = Admin.create(application.config().adminProperties())) {
            String changelog = "internal-other-bag-journal-changelog";
            admin.createTopics(List.of(new NewTopic(changelog, 1, (short) 1)
                            .configs(Map.of(
                                    "cleanup.policy", "compact",
                                    "max.message.bytes", "16777216",
                                    "segment.bytes", "67108864",
                                    "min.cleanable.dirty.ratio", "0.1",
                                    "delete.retention.ms", "600000",
                                    "max.compaction.lag.ms", "300000"))))
                    .all()
                    .get();
            // the controller has it before the broker that is asked for its settings
            await().until(() -> admin.listTopics().names().get().contains(changelog));
        }
        Warnings warnings = new Warnings();
        Logger logger = (Logger) LogManager.getLogger(LearnerApp.class);
        warnings.start();
        logger.addAppender(warnings);

        // When
        try (LearnerApp app = application.start(folder)) {
            assertThat(app.failure()).isEmpty();
        } finally {
            logger.removeAppender(warnings);
        }

        // Then
        assertThat(warnings.messages)
                .containsExactly("Internal topic differs topic=internal-other-bag-journal-changelog"
                        + " setting=delete.retention.ms found=600000 expected=86400000. To change it: kafka-configs.sh"
                        + " --alter --entity-type topics --entity-name internal-other-bag-journal-changelog"
                        + " --add-config delete.retention.ms=86400000");
    }

    /** What is set on each of an application's internal topics, in order. */
    private static List<Map<String, String>> settings(Admin admin, String applicationId) throws Exception {
        List<Map<String, String>> settings = new ArrayList<>();
        List<String> topics = new ArrayList<>(InternalTopics.changelogs(applicationId));
        topics.add(InternalTopics.bags(applicationId));
        for (String topic : topics) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Config config = requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            settings.add(config.entries().stream()
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
        }
        return settings;
    }

    private static final class Warnings extends AbstractAppender {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        private Warnings() {
            super("warnings", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().name().equals("WARN")) {
                messages.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
