package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResetCommandIT {

    /** Mini-batches fill up and do not linger, however slowly documents arrive: three of four in each life. */
    private static final Map<String, String> SETTINGS = new HashMap<>(TinyCorpus.SETTINGS);

    static {
        SETTINGS.put("wordtide.mini-batch.linger.ms", "3600000");
    }

    @TempDir
    private Path folder;

    @Test
    void shouldStartOverOnTheSameDocumentsWhenItIsReset() {
        // Given
        ClusterApplication application = new ClusterApplication("reset-anew", SETTINGS);
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(0, 12));
            application.read(application.topics().learningReports(), 3);
            assertThat(app.failure()).isEmpty();
        }

        // When
        Console dryRun = reset(application, "--dry-run");
        Console unconfirmed = reset(application);
        int modelsBefore = ChangelogStores.read(application.config()).modelIds().size();
        Console reset = reset(application, "--yes");

        // Then
        assertThat(dryRun.exitCode()).as(dryRun.err()).isZero();
        assertThat(dryRun.out())
                .contains(
                        "would delete the topic reset-anew-bag-journal-changelog",
                        "would delete the topic reset-anew-bags-repartition",
                        "would delete the committed offsets of reset-anew.documents (partitions: 1)",
                        "would delete the local state in " + folder.resolve("reset-anew"),
                        "the public topics and their records stay");
        assertThat(unconfirmed.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(unconfirmed.err()).contains("expected --yes");
        assertThat(modelsBefore).isEqualTo(1);
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        assertThat(folder.resolve("reset-anew")).doesNotExist();
        assertThat(reset(application, "--dry-run").out()).contains("nothing to delete");
        try (LearnerApp app = application.start(folder)) {
            // three reports of the first life, three of the second
            assertThat(application.read(application.topics().learningReports(), 6))
                    .extracting(report -> report.value().getModelVersion())
                    .containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhenAnInstanceRuns() {
        // Given
        ClusterApplication application = new ClusterApplication("reset-running", SETTINGS);
        try (LearnerApp app = application.start(folder)) {
            // When
            Console reset = reset(application, "--yes");

            // Then
            assertThat(reset.exitCode()).isEqualTo(ExitCode.FAILURE);
            assertThat(reset.err()).contains("expected the application reset-running to be stopped");
            assertThat(app.failure()).isEmpty();
        }
    }

    private Console reset(ClusterApplication application, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "reset",
                "--bootstrap-servers=" + SharedCluster.get().bootstrapServers(),
                "--schema-registry=" + SharedCluster.get().schemaRegistryUrl(),
                "--set=state.dir=" + folder,
                "--set=wordtide.application.id=" + application.config().applicationId()));
        arguments.addAll(List.of(options));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }
}
