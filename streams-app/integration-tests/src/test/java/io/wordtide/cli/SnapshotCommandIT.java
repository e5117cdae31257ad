package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents learned again after a rollback produce the same bits as the first time. */
class SnapshotCommandIT {

    /** A mini-batch of four fills up or waits; no clock is involved. A snapshot after every third mini-batch. */
    private static final Map<String, String> SETTINGS = new HashMap<>(TinyCorpus.SETTINGS);

    static {
        SETTINGS.put("wordtide.mini-batch.linger.ms", "3600000");
    }

    @TempDir
    private Path folder;

    @Test
    void shouldLearnTheSameBitsAgainAfterRollingBack() {
        // Given: snapshots of versions 3 and 6, one more mini-batch, and no document waiting
        ClusterApplication application = new ClusterApplication("snapshot-rollback", SETTINGS);
        learn(application, 0, 28, 7);
        Console before = snapshot(application, "list");

        // When
        Console rollback = snapshot(application, "rollback");
        Console after = snapshot(application, "list");
        learn(application, 12, 28, 11);

        // Then: documents 12 to 27 are not duplicates, and are learned as before
        assertThat(rollback.exitCode()).as(rollback.err()).isZero();
        assertThat(before.out())
                .containsPattern("\\n +3 +12 ")
                .containsPattern("\\n +6 +24 ")
                .contains("learned since: 1 mini-batches, 4 documents; waiting: 0 documents");
        assertThat(rollback.out())
                .contains("model default went from version 7 to version 3: 16 learned documents are forgotten, 0 keep");
        assertThat(after.out())
                .containsPattern("\\n +3 +12 ")
                .doesNotContainPattern("\\n +6 +24 ")
                .contains("learned since: 0 mini-batches");
        List<DocumentEmbedding> embeddings = embeddings(application, 44);
        assertThat(embeddings.subList(28, 44)).isEqualTo(embeddings.subList(12, 28));
    }

    @Test
    void shouldLearnTheSameBitsAgainAfterLoadingWhatWasSaved() {
        // Given
        ClusterApplication application = new ClusterApplication("snapshot-load", SETTINGS);
        Path file = folder.resolve("saved.zip");
        learn(application, 0, 12, 3);
        Console save = snapshot(application, "save", file.toString());
        learn(application, 12, 30, 7, 2);

        // When
        Console load = snapshot(application, "load", file.toString());
        learn(application, 10, 26, 11, 2); // 10 and 11 are in the file: duplicates

        // Then
        assertThat(save.exitCode()).as(save.err()).isZero();
        assertThat(save.out()).startsWith("saved model default version 3, 12 documents, in ");
        assertThat(load.exitCode()).as(load.err()).isZero();
        assertThat(load.out())
                .contains("went from version 7 to version 3: 28 learned documents are forgotten, 2 keep waiting");
        // the mini-batches are 28 29 10 11, of which two are skipped, 12..15, 16..19, 20..23, with 24 and 25 waiting
        assertThat(embeddings(application, 28 + 14).subList(28, 42).stream().map(DocumentEmbedding::getDocumentId))
                .containsExactly(
                        "d28", "d29", "d12", "d13", "d14", "d15", "d16", "d17", "d18", "d19", "d20", "d21", "d22",
                        "d23");
    }

    @Test
    void shouldMoveAModelToAnApplicationThatHasNeverRun() {
        // Given: one application that continued, and another that loads its snapshot
        ClusterApplication origin = new ClusterApplication("snapshot-origin", SETTINGS);
        ClusterApplication heir = new ClusterApplication("snapshot-heir", SETTINGS);
        Path file = folder.resolve("moved.zip");
        learn(origin, 0, 12, 3);
        assertThat(snapshot(origin, "save", file.toString()).exitCode()).isZero();
        learn(origin, 12, 24, 6);

        // When
        Console load = snapshot(heir, "load", file.toString());
        learn(heir, 12, 24, 3);

        // Then
        assertThat(load.exitCode()).as(load.err()).isZero();
        assertThat(embeddings(heir, 12)).isEqualTo(embeddings(origin, 24).subList(12, 24));
    }

    @Test
    void shouldPutANewModelWhereItsDocumentsGoWhenThereAreSeveralPartitions() {
        // Given
        ClusterApplication origin = new ClusterApplication("snapshot-single", SETTINGS);
        Map<String, String> partitioned = new HashMap<>(SETTINGS);
        partitioned.put("wordtide.topics.partitions", "5");
        ClusterApplication heir = new ClusterApplication("snapshot-partitioned", partitioned);
        Path file = folder.resolve("partitioned.zip");
        learn(origin, 0, 12, 3);
        assertThat(snapshot(origin, "save", file.toString()).exitCode()).isZero();

        // When
        Console load = snapshot(heir, "load", file.toString(), "--set=wordtide.topics.partitions=5");
        learn(heir, 12, 20, 2);

        // Then: a model that is not found starts with version 1
        assertThat(load.exitCode()).as(load.err()).isZero();
        assertThat(heir.read(heir.topics().learningReports(), 2))
                .extracting(report -> report.value().getModelVersion())
                .containsExactly(4L, 5L);
    }

    @Test
    void shouldRefuseAndNameBothWhenSettingsDiffer() {
        // Given
        ClusterApplication application = new ClusterApplication("snapshot-refused", SETTINGS);
        Path file = folder.resolve("other.zip");
        learn(application, 0, 28, 7);
        snapshot(application, "save", file.toString());

        // When
        String otherSize = "--set=wordtide.model.latent.size=3";
        String otherAnalyzer = "--set=wordtide.analyzer=english";
        Console load = snapshot(application, "load", file.toString(), otherSize);
        Console rollback = snapshot(application, "rollback", otherAnalyzer);

        // Then
        assertThat(load.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(load.err()).contains("wordtide.model.latent.size=2 (found 3)", "use the model's settings");
        assertThat(rollback.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(rollback.err()).contains("wordtide.analyzer=simple (found english)");
        assertThat(snapshot(application, "list").out()).containsPattern("\\n +6 +24 ");
    }

    @Test
    void shouldRefuseFilesThatAreNotSnapshotFiles() throws Exception {
        // Given
        ClusterApplication application = new ClusterApplication("snapshot-no-file", SETTINGS);
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");

        // When
        Console load = snapshot(application, "load", text.toString());
        Console missing =
                snapshot(application, "load", folder.resolve("none.zip").toString());
        Console save = snapshot(application, "save", text.toString());

        // Then
        assertThat(load.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(load.err()).contains("expected a file that snapshot save wrote", text.toString());
        assertThat(missing.err()).contains("no such file");
        assertThat(save.err()).contains("expected a model of the application snapshot-no-file, found none");
    }

    @Test
    void shouldSaveBesideARunningApplicationAndRefuseToChangeIt() {
        // Given
        ClusterApplication application = new ClusterApplication("snapshot-running", SETTINGS);
        Path file = folder.resolve("running.zip");
        try (LearnerApp app = application.start(state(application))) {
            application.send(TinyCorpus.documents(0, 12));
            application.read(application.topics().learningReports(), 3);
            await().untilAsserted(() -> assertThat(app.waitingDocuments()).isZero());

            // When
            Console save = snapshot(application, "save", file.toString());
            Console again = snapshot(application, "save", file.toString());
            Console load = snapshot(application, "load", file.toString());

            // Then
            assertThat(save.exitCode()).as(save.err()).isZero();
            assertThat(again.err()).contains("expected a file that does not exist");
            assertThat(load.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(load.err()).contains("expected the application snapshot-running to be stopped");
        }
    }

    private void learn(ClusterApplication application, int from, int to, int reports) {
        learn(application, from, to, reports, 0);
    }

    /**
     * The local state stays from one start to the next.
     *
     * @param reports of all starts, once the documents are learned
     * @param waiting documents left for the next mini-batch; they may arrive after the last report
     */
    private void learn(ClusterApplication application, int from, int to, int reports, int waiting) {
        try (LearnerApp app = application.start(state(application))) {
            application.send(TinyCorpus.documents(from, to));
            application.read(application.topics().learningReports(), reports);
            await().until(() -> app.waitingDocuments() == waiting);
            assertThat(app.failure()).isEmpty();
        }
    }

    private Path state(ClusterApplication application) {
        return folder.resolve(application.config().applicationId());
    }

    private static Console snapshot(ClusterApplication application, String... command) {
        List<String> arguments = new ArrayList<>(List.of("snapshot"));
        arguments.addAll(List.of(command));
        arguments.addAll(1 + 1, options(application));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }

    private static List<String> options(ClusterApplication application) {
        List<String> options = new ArrayList<>(List.of(
                "--bootstrap-servers=" + SharedCluster.get().bootstrapServers(),
                "--schema-registry=" + SharedCluster.get().schemaRegistryUrl(),
                "--set=wordtide.application.id=" + application.config().applicationId()));
        SETTINGS.forEach((key, value) -> options.add("--set=" + key + "=" + value));
        return options;
    }

    private static List<DocumentEmbedding> embeddings(ClusterApplication application, int count) {
        return application.read(application.topics().documentEmbeddings(), count).stream()
                .map(record -> record.value())
                .toList();
    }
}
