package io.wordtide.cli.changelog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.cli.Main;
import io.wordtide.cli.dev.DevSession;
import io.wordtide.cli.dev.Feed;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.SnapshotStore;
import io.wordtide.streams.topics.InternalTopics;
import io.wordtide.streams.topics.TopicReader;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredSettingsIT {

    private static final String ANALYZER = "wordtide.analyzer";
    private static final String DIFFERENCE =
            "expected model default to continue with the settings it was begun with: wordtide.analyzer=simple (found"
                    + " english); set them back, or start over under another wordtide.application.id (dev: in another"
                    + " --data-dir)";

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseToRunWithAnotherAnalyzerBeforeAnythingIsTokenizedWithIt() {
        // Given: a document that waits
        ClusterApplication application = learned("stored-run");
        application.send(TinyCorpus.documents(12, 13));
        long bags = count(application, application.bagsTopic());

        // When
        List<String> arguments = new ArrayList<>(List.of("run"));
        application.settings().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        arguments.add("--set=state.dir=" + folder);
        arguments.add("--set=" + ANALYZER + "=english");
        Console run = Console.run(Main::run, arguments.toArray(String[]::new));

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.err()).isEqualToIgnoringNewLines("wordtide: " + DIFFERENCE);
        assertThat(bags).isEqualTo(12);
        assertThat(count(application, application.bagsTopic())).isEqualTo(bags);
    }

    @Test
    void shouldRefuseToStartDevWithAnotherAnalyzerBeforeAnythingIsSent() {
        // Given
        ClusterApplication application = learned("stored-dev");

        // When, Then
        assertThatThrownBy(() ->
                        DevSession.start(english(application), List.of(Feed.sample()), report -> {}, advice -> {}))
                .isInstanceOf(StateException.class)
                .hasMessage(DIFFERENCE);
        assertThat(application.committed(application.topics().documents())).hasSize(12);
    }

    @Test
    void shouldFindTheSettingsFarBeforeTheEndOfTheChangelog() {
        // Given: more parts of snapshots after the last manifest than are read at first
        ClusterApplication application = learned("stored-far");
        ConsumerRecord<byte[], byte[]> part = partOfSnapshot(application);
        application.sendRecords(Collections.nCopies(
                150, new ProducerRecord<>(part.topic(), part.partition(), part.key(), part.value())));

        // When, Then
        assertThatThrownBy(() -> StoredSettings.requireSame(english(application)))
                .hasMessage(DIFFERENCE);
    }

    @Test
    void shouldAcceptTheSameSettingsAndAnApplicationThatHasNeverRun() {
        // Given
        ClusterApplication application = learned("stored-same");
        ClusterApplication never = new ClusterApplication("stored-never", TinyCorpus.SETTINGS);

        // When, Then
        assertThatCode(() -> StoredSettings.requireSame(application.config())).doesNotThrowAnyException();
        assertThatCode(() -> StoredSettings.requireSame(never.config())).doesNotThrowAnyException();
    }

    /** Three mini-batches, the last of them with a snapshot. */
    private ClusterApplication learned(String applicationId) {
        ClusterApplication application = new ClusterApplication(applicationId, TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 12));
            application.read(application.topics().learningReports(), 3);
            assertThat(app.failure()).isEmpty();
        }
        return application;
    }

    /** Records that were ever committed there; Kafka Streams deletes bags that it has read, but not these few at once. */
    private static long count(ClusterApplication application, String topic) {
        AtomicLong count = new AtomicLong();
        try (TopicReader reader = new TopicReader(application.config().consumerProperties(), List.of(topic))) {
            reader.readToEnd(record -> count.incrementAndGet());
        }
        return count.get();
    }

    private static WordtideConfig english(ClusterApplication application) {
        Map<String, String> settings = new HashMap<>(application.settings());
        settings.put(ANALYZER, "english");
        return WordtideConfig.of(settings);
    }

    private static ConsumerRecord<byte[], byte[]> partOfSnapshot(ClusterApplication application) {
        String changelog = InternalTopics.changelog(application.config().applicationId(), LearnerStores.MODEL_SNAPSHOT);
        AtomicReference<ConsumerRecord<byte[], byte[]>> part = new AtomicReference<>();
        try (TopicReader reader = new TopicReader(application.config().consumerProperties(), List.of(changelog))) {
            reader.readToEnd(record -> {
                if (SnapshotStore.isPartOfSnapshot(record.key())) {
                    part.set(record);
                }
            });
        }
        return requireNonNull(part.get());
    }
}
