package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.SharedCluster;
import io.wordtide.testing.Console;
import io.wordtide.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandIT {

    /** Exit code of the JVM after SIGTERM: 128 + 15. */
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    @Test
    void shouldLearnAndCloseInOrderWhenTheProcessIsTerminated() throws Exception {
        // Given: a process of its own, and 60 documents
        EmbeddedCluster cluster = SharedCluster.get();
        List<String> options = List.of(
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--schema-registry=" + cluster.schemaRegistryUrl(),
                "--set=wordtide.application.id=run-command-it");
        assertThat(command(options, "topics", "create").exitCode()).isZero();
        Process process = start(options);
        try {
            // When
            Path file = Files.writeString(directory.resolve("in.jsonl"), documents());
            assertThat(command(options, "ingest", file.toString()).exitCode()).isZero();
            Console report = command(options, "watch", "perplexity", "--from-beginning", "--count", "1");
            process.destroy();

            // Then
            assertThat(report.out()).contains("default v1");
            assertThat(process.waitFor(Patience.LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
            assertThat(directory.resolve("run.log"))
                    .content()
                    .contains("Application run-command-it learns from run-command-it.documents", "Closed: ");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> options) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--set=state.dir=" + directory.resolve("state"),
                "--set=wordtide.vocabulary.minimum.document.frequency=1"));
        java.addAll(options);
        return new ProcessBuilder(java)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("run.log").toFile())
                .start();
    }

    private static Console command(List<String> options, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(options);
        return Console.run(Main::run, arguments.toArray(String[]::new));
    }

    private static String documents() {
        return IntStream.range(0, 60)
                .mapToObj(i -> "{\"text\": \"oil tankers and wheat ships leave harbour number %d\"}\n".formatted(i % 7))
                .collect(Collectors.joining());
    }
}
