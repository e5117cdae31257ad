package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.Console;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, from a document that the application sets aside to its embedding. */
class DeadLettersCommandIT {

    private static final String APPLICATION_ID = "dead-letters-command-it";

    @TempDir
    Path folder;

    @Test
    void shouldListAndReplayWhatTheApplicationSetAside() throws Exception {
        // Given: a limit of 20 characters, which one document exceeds; bytes that are not a document, under a key that
        // would clear the screen; and a line that is not JSON
        ClusterApplication application = application(20);
        Path lines = Files.writeString(folder.resolve("a.jsonl"), "secret\n");
        assertThat(run("ingest", lines.toString()).exitCode())
                .as("nothing but that")
                .isEqualTo(1);
        String documents = application.topics().documents().name();
        try (LearnerApp app = application.start(folder.resolve("state"))) {
            application.sendRecords(List.of(
                    new ProducerRecord<>(documents, "d0".getBytes(UTF_8), application.encode(TinyCorpus.document(0))),
                    new ProducerRecord<>(documents, "\033[2J\u202ebad".getBytes(UTF_8), new byte[] {7})));
            application.read(application.topics().deadLetters(), 3);
            assertThat(app.failure()).isEmpty();
        }

        // When, Then: the list
        Console list = run("dead-letters", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .hasLineCount(4)
                .endsWith("3 dead letters: 1 MALFORMED_INPUT, 1 UNDECODABLE, 1 TOO_LONG\n");
        assertThat(list.out().lines())
                .anyMatch(line -> line.contains(
                        documents + "-0@0  TOO_LONG  expected at most 20 characters (wordtide.document.max.characters)"
                                + ", found 23  key d0  "))
                .anyMatch(line -> line.contains("key \\u001b[2J\\u202ebad  1 bytes"))
                .noneMatch(line -> line.contains("oil") || line.contains("secret"));
        assertThat(run("dead-letters", "list", "--limit", "1").out())
                .hasLineCount(2)
                .contains("3 dead letters");
        assertThat(run("dead-letters", "list", "--reason", "too_long", "--since", "PT1H")
                        .out())
                .hasLineCount(2)
                .endsWith("1 dead letters: 1 TOO_LONG\n");
        assertThat(run(
                                "dead-letters",
                                "list",
                                "--since",
                                Instant.now().plusSeconds(60).toString())
                        .out())
                .isEqualTo("0 dead letters\n");
        Console json = run("dead-letters", "list", "--json", "--reason", "TOO_LONG");
        assertThat(json.out())
                .hasLineCount(1)
                .contains("\"origin\":\"" + documents + "-0@0\",\"reason\":\"TOO_LONG\"", "\"key\":\"d0\"");
        assertThat(json.err()).isEqualTo("1 dead letters: 1 TOO_LONG\n");

        // When, Then: a dry run, a replay, another replay
        Console rehearsal = run("dead-letters", "replay", "--reason", "TOO_LONG", "--dry-run");
        assertThat(rehearsal.out())
                .contains(documents + "-0@0  TOO_LONG  would be replayed")
                .endsWith("1 dead letters would be replayed to " + documents
                        + ", 0 replayed before, 0 that cannot be replayed\n");
        Console replay = run("dead-letters", "replay", "--origin", documents + "-0@0");
        assertThat(replay.exitCode()).isZero();
        assertThat(replay.out()).startsWith(documents + "-0@0  TOO_LONG  replayed\n1 dead letters replayed to");
        Console rest = run("dead-letters", "replay");
        assertThat(rest.exitCode()).isEqualTo(1);
        assertThat(rest.out())
                .endsWith(
                        "1 dead letters replayed to " + documents + ", 1 replayed before, 1 that cannot be replayed\n");
        assertThat(rest.err())
                .contains(
                        "a.jsonl:1  MALFORMED_INPUT  cannot be replayed: expected a record of a topic, found a.jsonl:1");

        // Then, with a higher limit: the document is learned, and the bytes are set aside once more
        ClusterApplication higher = application(100);
        try (LearnerApp app = higher.start(folder.resolve("state"))) {
            assertThat(higher.read(higher.topics().documentEmbeddings(), 1))
                    .extracting(ConsumerRecord::key)
                    .containsExactly("d0");
            assertThat(higher.read(higher.topics().deadLetters(), 4)).hasSize(4);
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldRefuseInvalidTimesAndReasons() {
        assertThat(run("dead-letters", "list", "--since", "yesterday"))
                .satisfies(console -> assertThat(console.exitCode()).isEqualTo(2))
                .satisfies(console -> assertThat(console.err()).contains("2026-03-01T12:00:00Z", "found 'yesterday'"));
        assertThat(run("dead-letters", "replay", "--reason", "BAD").err()).contains("UNDECODABLE", "'BAD'");
    }

    private static ClusterApplication application(int maxCharacters) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.document.max.characters", Integer.toString(maxCharacters));
        return new ClusterApplication(APPLICATION_ID, settings);
    }

    private static Console run(String... args) {
        EmbeddedCluster cluster = SharedCluster.get();
        return Console.run(
                Main::run,
                Stream.concat(
                                Stream.of(args),
                                Stream.of(
                                        "--bootstrap-servers=" + cluster.bootstrapServers(),
                                        "--schema-registry=" + cluster.schemaRegistryUrl(),
                                        "--set=wordtide.application.id=" + APPLICATION_ID))
                        .toArray(String[]::new));
    }
}
