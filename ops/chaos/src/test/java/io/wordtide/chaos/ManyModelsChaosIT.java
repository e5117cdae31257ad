package io.wordtide.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.Document;
import io.wordtide.streams.processor.RestoredModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forty models of which one is awake at a time: each mini-batch wakes one and puts another to sleep. */
class ManyModelsChaosIT {

    private static final long SEED = 1;
    private static final int MODELS = 40;

    /** Fifty for each model: ten mini-batches, so that some fall asleep with a snapshot and some with their journal. */
    private static final int DOCUMENTS = 50 * MODELS;

    private static final Map<String, String> SETTINGS = Map.of(
            "wordtide.model.route", "source",
            "wordtide.models.memory", "1",
            "wordtide.mini-batch.size", "5",
            "wordtide.vocabulary.minimum.document.frequency", "2",
            "wordtide.snapshot.interval", "30");

    @TempDir
    Path directory;

    @AfterEach
    void leaveNoProcessBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void shouldEndWithTheBitsOfEveryModelOfAnUndisturbedRunWhenItIsKilled() throws InterruptedException {
        // Given
        Setup setup = new Setup(SEED, documents(), null, "simple", List.of(), directory);
        try (Cluster cluster = new Cluster(directory);
                Application disturbed = create(Setup.DISTURBED, setup, cluster);
                Application undisturbed = create(Setup.UNDISTURBED, setup, cluster)) {
            send(setup, disturbed);

            // When: two of its processes are killed, and those after them go on
            try (SupervisedApp app = new SupervisedApp(disturbed.id(), disturbed.settings(), directory)) {
                killAfter(MODELS, disturbed, app);
                killAfter(4 * MODELS, disturbed, app);
                Unread.awaitNone(disturbed);
                app.stop();
                assertThat(app.exitCodes()).hasSize(3);
            }
            try (SupervisedApp app = new SupervisedApp(undisturbed.id(), undisturbed.settings(), directory)) {
                Unread.awaitNone(undisturbed);
                app.stop();
            }

            // Then
            Map<String, String> fingerprints = fingerprints(disturbed);
            assertThat(fingerprints).hasSize(MODELS).isEqualTo(fingerprints(undisturbed));
            Published found = Published.read(disturbed);
            Published expected = Published.read(undisturbed);
            assertThat(found.documents().size() + found.skippedCount()).isEqualTo(DOCUMENTS);
            assertThat(sorted(found)).isEqualTo(sorted(expected)).doesNotHaveDuplicates();
            assertThat(found.words()).isEqualTo(expected.words());
        }
    }

    private static List<Document> documents() {
        List<Document> sample = Input.read(null, SEED, DOCUMENTS);
        return IntStream.range(0, DOCUMENTS)
                .mapToObj(n -> Document.newBuilder(sample.get(n))
                        .setSource("source " + n % MODELS)
                        .build())
                .toList();
    }

    private static Application create(String id, Setup setup, Cluster cluster) {
        Map<String, String> settings = new HashMap<>(setup.settings(id, cluster));
        settings.putAll(SETTINGS);
        return Application.create(id, settings);
    }

    private static void send(Setup setup, Application application) {
        try (Feeder feeder = new Feeder(
                application.config().producerProperties(), application.topics().documents())) {
            setup.documents()
                    .forEach(document -> feeder.send(
                            InputRecords.of(document, application.topics().documents())));
            feeder.flush();
        }
    }

    private static void killAfter(int reports, Application application, SupervisedApp app) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> Published.read(application).reports().size() >= reports);
        app.process().kill();
    }

    private static Map<String, String> fingerprints(Application application) {
        ChangelogStores stores = ChangelogStores.read(application.config());
        Map<String, String> fingerprints = new TreeMap<>();
        for (String modelId : stores.modelIds()) {
            RestoredModel model = RestoredModel.of(modelId, application.config(), stores.of(modelId));
            fingerprints.put(modelId, model.waitingBags().size() + " " + StateFingerprint.of(model.learner()));
        }
        return fingerprints;
    }

    /** By document id: transactions may commit the mini-batches of different models in another order. */
    private static List<Published.Row> sorted(Published published) {
        return published.documents().stream()
                .sorted(Comparator.comparing(Published.Row::key))
                .toList();
    }
}
