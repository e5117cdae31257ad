package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on an application whose model has several shards, three topics more than others, and no other state. */
class ShardCommandsIT {

    private static final int ROUND = 100;
    private static final String APPLICATION = "shard-commands";

    @TempDir
    Path folder;

    @Test
    void shouldCheckAndRollBackAndResetAModelOfFourShards() {
        // Given: snapshots of versions 3 and 6, and one more round
        ClusterApplication application = new ClusterApplication(APPLICATION, settings());
        learn(application, 0, 7 * ROUND, 7 * ROUND);

        // When
        Console check = command("check");
        Console rollback = command("snapshot", "rollback");
        learn(application, 3 * ROUND, 7 * ROUND, 11 * ROUND);
        Console dryRun = command("reset", "--dry-run");
        Console reset = command("reset", "--yes");

        // Then
        assertThat(check.exitCode()).as(check.out()).isZero();
        assertThat(check.out()).contains("ok       internal topics: 8 of 8 exist, as expected");
        assertThat(rollback.out()).contains("model default went from version 7 to version 3: 400 learned documents");
        List<DocumentEmbedding> embeddings = application
                .committed(application.topics().documentEmbeddings())
                .stream()
                .map(ConsumerRecord::value)
                .toList();
        assertThat(embeddings.subList(7 * ROUND, 11 * ROUND)).isEqualTo(embeddings.subList(3 * ROUND, 7 * ROUND));
        assertThat(dryRun.out())
                .contains(
                        "would delete the topic shard-commands-rounds",
                        "would delete the topic shard-commands-refined-parts",
                        "would delete the topic shard-commands-shards");
        assertThat(reset.exitCode()).as(reset.err()).isZero();

        // When: the topics are created again by the application itself
        learn(application, 0, ROUND, 12 * ROUND);
    }

    private void learn(ClusterApplication application, int from, int to, int embeddings) {
        try (LearnerApp app = application.start(folder)) {
            application.send(TinyCorpus.documents(from, to));
            application.read(application.topics().documentEmbeddings(), embeddings);
            assertThat(app.failure()).isEmpty();
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.model.shards", "4");
        settings.put("wordtide.mini-batch.size", Integer.toString(ROUND));
        settings.put("wordtide.mini-batch.linger.ms", "3600000");
        return settings;
    }

    private Console command(String... words) {
        EmbeddedCluster cluster = SharedCluster.get();
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of(
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--schema-registry=" + cluster.schemaRegistryUrl(),
                "--set=state.dir=" + folder,
                "--set=wordtide.application.id=" + APPLICATION));
        settings().forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }
}
