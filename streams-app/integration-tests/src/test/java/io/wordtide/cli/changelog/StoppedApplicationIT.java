package io.wordtide.cli.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedApplicationIT {

    private static final String MODEL = "default";

    /** Mini-batches fill up and do not linger, so an undisturbed run in another process has the same ones. */
    private static final Map<String, String> SETTINGS = new HashMap<>(TinyCorpus.SETTINGS);

    static {
        SETTINGS.put("wordtide.mini-batch.linger.ms", "3600000");
    }

    @TempDir
    private Path folder;

    @Test
    void shouldContinueFromTheChangedStateWithIdenticalBitsWhenTheLocalStateStillExists() {
        // Given: a snapshot after three mini-batches, two more in the journal, and two waiting bags
        ClusterApplication application = new ClusterApplication("stopped-changed", SETTINGS);
        Path stateDirectory = folder.resolve("state");
        learn(application, stateDirectory);

        // When: the journal's two mini-batches are deleted, and their documents sent again
        try (StoppedApplication stopped = StoppedApplication.open(application.config())) {
            assertThat(forgetJournal(application, stopped)).isEqualTo(new StoredModel.Change(5, 3, 8, 2));
            stopped.commit();
        }
        try (LearnerApp app = application.start(stateDirectory)) {
            await().until(() -> app.waitingDocuments() == 2);
            application.send(TinyCorpus.documents(12, 20));
            application.send(TinyCorpus.documents(22, 28));
            application.read(application.topics().learningReports(), 9);
        }

        // Then: as if those documents had arrived after the two waiting ones
        ClusterApplication undisturbed = new ClusterApplication("stopped-undisturbed", SETTINGS);
        try (LearnerApp app = undisturbed.start(folder.resolve("undisturbed"))) {
            undisturbed.send(TinyCorpus.documents(0, 12));
            undisturbed.send(TinyCorpus.documents(20, 22));
            undisturbed.send(TinyCorpus.documents(12, 20));
            undisturbed.send(TinyCorpus.documents(22, 28));
            List<DocumentEmbedding> expected = embeddings(undisturbed, 28);
            assertThat(app.failure()).isEmpty();
            assertThat(expected).hasSize(28);
            assertThat(embeddings(application, 36).subList(20, 36)).isEqualTo(expected.subList(12, 28));
        }
    }

    @Test
    void shouldReadWhatTheLastCommitLeft() {
        // Given
        ClusterApplication application = new ClusterApplication("stopped-read", SETTINGS);

        // When
        learn(application, folder.resolve("state"));

        // Then
        ChangelogStores stores = ChangelogStores.read(application.config());
        assertThat(stores.modelIds()).containsExactly(MODEL);
        assertThat(new StoredModel(MODEL, application.config(), stores).journal())
                .isEqualTo(new JournalSummary(2, 8, 2, 20));
        assertThat(stores.changes()).isEmpty();
    }

    @Test
    void shouldFindNoModelWhenTheApplicationHasNeverRun() {
        ClusterApplication application = new ClusterApplication("stopped-never", SETTINGS);
        assertThat(ChangelogStores.read(application.config()).modelIds()).isEmpty();
    }

    @Test
    void shouldRefuseWhenAnInstanceRuns() {
        ClusterApplication application = new ClusterApplication("stopped-running", SETTINGS);
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            assertThat(app.failure()).isEmpty();
            assertThatThrownBy(() -> StoppedApplication.open(application.config()))
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith(
                            "expected the application stopped-running to be stopped, found 2 stream threads of it, on ")
                    .hasMessageContaining("stop all instances first");
        }
    }

    @Test
    void shouldChangeNothingWhenAnInstanceIsStartedBeforeTheCommit() {
        // Given
        ClusterApplication application = new ClusterApplication("stopped-overtaken", SETTINGS);
        learn(application, folder.resolve("state"));
        try (StoppedApplication stopped = StoppedApplication.open(application.config())) {
            assertThat(forgetJournal(application, stopped).forgottenDocuments()).isEqualTo(8);

            // When
            try (LearnerApp app = application.start(folder.resolve("state"))) {
                assertThat(app.failure()).isEmpty();
                assertThatThrownBy(stopped::commit).isInstanceOf(StateException.class);
            }
        }

        // Then
        ChangelogStores stores = ChangelogStores.read(application.config());
        assertThat(new StoredModel(MODEL, application.config(), stores)
                        .journal()
                        .miniBatches())
                .isEqualTo(2);
    }

    @Test
    void shouldAbortWhatAFrozenInstanceLeftOpen() {
        // Given: a transaction such as a stream thread of the application opens
        ClusterApplication application = new ClusterApplication("stopped-frozen", SETTINGS);
        learn(application, folder.resolve("state"));
        Map<String, Object> properties = new HashMap<>(application.config().producerProperties());
        properties.put("transactional.id", "stopped-frozen-00000000-0000-0000-0000-000000000000-1");
        try (Producer<byte[], byte[]> frozen =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            frozen.initTransactions();
            frozen.beginTransaction();
            Future<RecordMetadata> sent =
                    frozen.send(new ProducerRecord<>("stopped-frozen-bag-journal-changelog", 0, new byte[] {1}, null));
            frozen.flush();
            assertThat(sent).isDone();

            // When
            try (StoppedApplication stopped = StoppedApplication.open(application.config())) {
                assertThat(forgetJournal(application, stopped).forgottenDocuments())
                        .isEqualTo(8);
                stopped.commit();
            }

            // Then
            assertThatThrownBy(frozen::commitTransaction).isInstanceOf(KafkaException.class);
            ChangelogStores stores = ChangelogStores.read(application.config());
            assertThat(new StoredModel(MODEL, application.config(), stores).journal())
                    .isEqualTo(new JournalSummary(0, 0, 2, 20));
        }
    }

    @Test
    void shouldLetTheLaterOfTwoCommandsChangeTheState() {
        // Given
        ClusterApplication application = new ClusterApplication("stopped-twice", SETTINGS);
        learn(application, folder.resolve("state"));
        try (StoppedApplication first = StoppedApplication.open(application.config());
                StoppedApplication second = StoppedApplication.open(application.config())) {
            assertThat(forgetJournal(application, first).forgottenDocuments()).isEqualTo(8);
            assertThat(forgetJournal(application, second).forgottenDocuments()).isEqualTo(8);

            // When, Then
            assertThatThrownBy(first::commit)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("no other command");
            second.commit();
        }
    }

    /** Leaves a snapshot after three mini-batches, two more in the journal, and two waiting bags. */
    private static void learn(ClusterApplication application, Path stateDirectory) {
        try (LearnerApp app = application.start(stateDirectory)) {
            application.send(TinyCorpus.documents(0, 22));
            application.read(application.topics().learningReports(), 5);
            await().until(() -> app.waitingDocuments() == 2);
        }
    }

    private static StoredModel.Change forgetJournal(ClusterApplication application, StoppedApplication stopped) {
        StoredModel model = new StoredModel(MODEL, application.config(), stopped.stores());
        return model.rollBack(model.snapshots().get(0));
    }

    private static List<DocumentEmbedding> embeddings(ClusterApplication application, int count) {
        return application.read(application.topics().documentEmbeddings(), count).stream()
                .map(record -> record.value())
                .toList();
    }
}
