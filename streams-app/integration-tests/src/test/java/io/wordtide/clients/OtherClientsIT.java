package io.wordtide.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/producers.md} shows: documents that programs of other people write are embedded, and can be read. */
class OtherClientsIT {

    private static final Path OPS = Path.of("..", "..", "ops").toAbsolutePath().normalize();
    private static final String PYTHON = "/usr/bin/python3";

    /** Three full mini-batches. */
    private static final int COUNT = 12;

    @TempDir
    private Path directory;

    @Test
    void shouldEmbedWhatPythonWritesAndLetPythonReadIt() throws Exception {
        // Given
        assumeTrue(
                Program.succeeds(directory, PYTHON, "-c", "import avro.io, confluent_kafka"),
                "Debian's python3-confluent-kafka and python3-avro are not installed");
        ClusterApplication application = new ClusterApplication("python-clients", TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(directory.resolve("state"))) {
            // When
            String sent = run(PYTHON, "python/produce.py", "python-clients.documents");
            String read = run(PYTHON, "python/consume.py", "python-clients.embeddings.documents", "" + COUNT);

            // Then: the ids that Python printed are those of its documents
            assertThat(sent).isEqualTo("12 documents sent to python-clients.documents\n");
            assertThat(read.lines().map(line -> line.substring(0, 16)))
                    .containsExactlyInAnyOrderElementsOf(embedded(application, "python"));
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldEmbedWhatNodeWritesAndLetNodeReadIt() throws Exception {
        // Given
        Path programs = Files.createDirectories(directory.resolve("node"));
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "documents.mjs", "words.mjs")) {
            Files.copy(OPS.resolve("node").resolve(file), programs.resolve(file));
        }
        assumeTrue(
                Program.succeeds(programs, "npm", "ci", "--ignore-scripts"),
                "no Node, or the packages of ops/node cannot be installed");
        ClusterApplication application = new ClusterApplication("node-clients", TinyCorpus.SETTINGS);
        try (LearnerApp app = application.start(directory.resolve("state"))) {
            // When
            String sent = run("node", programs.resolve("documents.mjs"), "node-clients.documents");
            List<String> ids = embedded(application, "node");
            String words = run("node", programs.resolve("words.mjs"), "node-clients.embeddings.words");

            // Then: the corpus has eight words
            assertThat(sent).isEqualTo("12 documents sent to node-clients.documents\n");
            assertThat(ids).doesNotHaveDuplicates().hasSize(COUNT);
            assertThat(words).contains("refinery ", "tanker ", "8 of 8 words");
            assertThat(app.failure()).isEmpty();
        }
    }

    @Test
    void shouldEmbedTheLinesOfAFileThatKafkaConnectWrites() throws Exception {
        // Given
        Path pom = OPS.resolve("connect").resolve("pom.xml");
        assumeTrue(
                Files.isDirectory(pom.resolveSibling("target").resolve("converter"))
                        || Program.succeeds(directory, "mvn", "-q", "-B", "-f", pom.toString(), "package"),
                "Kafka Connect cannot be installed");
        ClusterApplication application = new ClusterApplication("connect-clients", TinyCorpus.SETTINGS);
        Path file = lines();
        try (LearnerApp app = application.start(directory.resolve("state"));
                Program connect = start(OPS.resolve("connect/run"), "connect-clients.documents", file)) {
            // When
            List<ConsumerRecord<String, DocumentEmbedding>> embeddings =
                    application.read(application.topics().documentEmbeddings(), COUNT);

            // Then: the id of each is its line
            assertThat(embeddings)
                    .as(connect.output())
                    .extracting(ConsumerRecord::key)
                    .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
            assertThat(app.failure()).isEmpty();
        }
    }

    /** Ids of the embedded documents of a source. */
    private static List<String> embedded(ClusterApplication application, String source) {
        return application.read(application.topics().documentEmbeddings(), COUNT).stream()
                .map(ConsumerRecord::value)
                .filter(embedding -> embedding.getSource().equals(Optional.of(source)))
                .map(DocumentEmbedding::getDocumentId)
                .toList();
    }

    private String run(String interpreter, Object program, Object... arguments)
            throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(interpreter));
        all.add(OPS.resolve(program.toString()));
        try (Program running = start(all, arguments)) {
            return running.result();
        }
    }

    private Program start(Path program, Object... arguments) throws IOException {
        return start(List.<Object>of(program), arguments);
    }

    /** All programs take the addresses of broker and registry first. */
    private Program start(List<Object> program, Object... arguments) throws IOException {
        List<Object> command = new ArrayList<>(program);
        command.add(SharedCluster.get().bootstrapServers());
        command.add(SharedCluster.get().schemaRegistryUrl());
        command.addAll(List.of(arguments));
        return new Program(
                directory, lines(), command.stream().map(Object::toString).toList());
    }

    /** Lines that differ, so that no document is a duplicate of another. */
    private Path lines() throws IOException {
        return Files.write(
                directory.resolve("lines.txt"),
                IntStream.range(0, COUNT)
                        .mapToObj(n -> TinyCorpus.document(n).getText() + " " + n)
                        .toList());
    }
}
