package io.wordtide.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.SharedCluster;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topic;
import io.wordtide.schema.Topics;
import io.wordtide.schema.WordEmbedding;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.testing.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {

    private static final LearningEvent EVENT = LearningEvent.newBuilder()
            .setModel("default")
            .setModelVersion(4)
            .setKind(LearningEventKind.WORD_MOVED)
            .setMessage("apple moved by 0.41, towards iphone")
            .setSinceDocument(1_001)
            .setDocumentsSeen(1_050)
            .setTerms(List.of("apple"))
            .setNeighboursLost(List.of())
            .setNeighboursGained(List.of("iphone"))
            .setEvidence(Map.of("cosineDrift", 0.41))
            .setDetectedAt(Instant.parse("2026-03-01T12:00:00Z"))
            .build();

    private static final LearningReport REPORT = LearningReport.newBuilder()
            .setModel("default")
            .setModelVersion(4)
            .setDocumentCount(50)
            .setTokenCount(4_000)
            .setSkippedDocumentCounts(Map.of())
            .setOutOfVocabularyRate(0.125)
            .setVocabularySize(5_000)
            .setAmortizedPerDocumentPerplexity(511.3)
            .setRefinedPerDocumentPerplexity(450.1)
            .setUnigramPerDocumentPerplexity(null)
            .setAmortizedCorpusPerplexity(null)
            .setRefinedCorpusPerplexity(null)
            .setUnigramCorpusPerplexity(null)
            .setElbo(null)
            .setReconstruction(null)
            .setKlDivergence(null)
            .setRefinementGain(null)
            .setRefinementSteps(3)
            .setActiveLatentCount(20)
            .setDocumentsSeen(1_050)
            .setLearnedAt(Instant.parse("2026-03-01T12:00:00Z"))
            .setStepMs(40)
            .setSources(Map.of())
            .build();
    private static final DocumentEmbedding DOCUMENT = DocumentEmbedding.newBuilder()
            .setDocumentId("reut-1")
            .setModel("default")
            .setModelVersion(4)
            .setMean(List.of(1f))
            .setLogVariance(List.of(0f))
            .setElboPerToken(-6.25)
            .setTokenCount(80)
            .setOutOfVocabularyRate(0.125)
            .setSource("wire")
            .build();

    @TempDir
    private Path directory;

    private final EmbeddedCluster cluster = SharedCluster.get();
    private String applicationId;

    @BeforeEach
    void nameApplication(TestInfo test) {
        applicationId = "commands-it-" + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void shouldCreateTopicsOnceWhenAskedTwice() {
        // When
        Console listed = run("topics", "list");
        Console made = run("topics", "create", "--partitions", "2");
        Console again = run("topics", "create", "--partitions", "2");
        Console different = run("topics", "create", "--partitions", "3");

        // Then
        assertThat(listed.out().lines()).hasSize(8).allMatch(line -> line.endsWith("missing"));
        assertThat(made.out().lines().filter(line -> line.startsWith("created " + applicationId)))
                .hasSize(8);
        assertThat(made.out()).endsWith("all schemas are registered%n".formatted());
        assertThat(again.out()).isEqualTo("all topics exist%nall schemas are registered%n".formatted());
        assertThat(different.out()).contains(".documents: partitions is 2, expected 3");
        assertThat(run("topics", "list").out().lines()).allMatch(line -> line.endsWith("exists"));
    }

    @Test
    void shouldSayHowToCreateTopicsWhenTheyAreMissing() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("a.jsonl"), "{\"text\": \"oil\"}");

        // When
        Console ingest = run("ingest", file.toString());
        Console nearest = run("nearest", "oil");

        // Then
        assertThat(ingest.exitCode()).isEqualTo(1);
        assertThat(ingest.err()).contains("wordtide topics create").hasLineCount(1);
        assertThat(nearest.exitCode()).isEqualTo(1);
        assertThat(nearest.err())
                .contains("expected a topic " + applicationId + ".embeddings.words")
                .hasLineCount(1);
    }

    @Test
    void shouldIngestWhatCanBeReadWhenLinesAreMalformed() throws IOException {
        // Given: one document, one line that is not JSON, one that is not UTF-8
        run("topics", "create");
        byte[] lines = "{\"text\": \"oil\"}\nsecret\n{\"text\": \"caf\u00e9\"}\n".getBytes(ISO_8859_1);
        Path file = Files.write(directory.resolve("a.jsonl"), lines);

        // When
        Console console = run("ingest", file.toString());

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out())
                .isEqualTo("1 documents sent to %1$s.documents, 2 rejected records to %1$s.dead-letters, at %2$s%n"
                        .formatted(applicationId, cluster.bootstrapServers()));
        assertThat(console.err()).isEmpty();
    }

    @Test
    void shouldSendWhatCameBeforeAndFailWhenGzipIsBroken() throws IOException {
        // Given
        run("topics", "create");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("{\"text\": \"oil\"}\n".repeat(10_000).getBytes(UTF_8));
        }
        Path file =
                Files.write(directory.resolve("cut.jsonl.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 20));

        // When
        Console console = run("ingest", file.toString());

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.out()).containsPattern("^[1-9],\\d{3} documents sent");
        assertThat(console.err())
                .contains("cut.jsonl.gz: broken after byte", "Fetch or compress it again")
                .hasLineCount(1);
    }

    @Test
    void shouldPrintNearestWordsWhenSomeAreKnown() throws IOException {
        // Given: cosine 0.8 between oil and crude, 0 between oil and tulip; wheat left the vocabulary
        run("topics", "create");
        try (Publisher publisher = new Publisher()) {
            for (WordEmbedding word : List.of(
                    word("oil", 12, 1, 0),
                    word("crude", 7, 0.8f, 0.6f),
                    word("tulip", 3, 0, 1),
                    word("wheat", 9, 1, 0))) {
                publisher.send(publisher.topics.wordEmbeddings(), word.getTerm(), word);
            }
            publisher.send(publisher.topics.wordEmbeddings(), "wheat", null);
        }

        // When
        Console console = run("nearest", "oils", "crudd", "--count", "5");
        Console unknown = run("nearest", "zzzzzz");

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).isEqualToNormalizingNewlines("""
            oil (the analyzer's form of oils)  df 12  version 4
               0.800  crude                df 7
               0.000  tulip                df 3
            """);
        assertThat(console.err())
                .isEqualToNormalizingNewlines(
                        "crudd: not among the 3 words of the vocabulary; similar in spelling: crude\n");
        assertThat(unknown.exitCode()).isEqualTo(1);
    }

    @Test
    void shouldExportTheWordsOnTheTopicExceptThoseThatLeftTheVocabulary() throws IOException {
        // Given
        run("topics", "create");
        try (Publisher publisher = new Publisher()) {
            publisher.send(publisher.topics.wordEmbeddings(), "oil", word("oil", 12, 1, 0));
            publisher.send(publisher.topics.wordEmbeddings(), "tulip", word("tulip", 3, 0.5f, 0));
            publisher.send(publisher.topics.wordEmbeddings(), "oil", word("oil", 13, 0, 2));
            publisher.send(publisher.topics.wordEmbeddings(), "wheat", word("wheat", 9, 1, 0));
            publisher.send(publisher.topics.wordEmbeddings(), "wheat", null);
        }

        // When
        Path file = directory.resolve("words.txt");
        Console console = run("export", "words", "--output", file.toString());
        Console projector = run(
                "export",
                "words",
                "--format",
                "tsv",
                "--output",
                directory.resolve("projector").toString());

        // Then
        assertThat(console.out()).contains("wrote 2 words of 2 dimensions");
        assertThat(Files.readAllLines(file)).containsExactlyInAnyOrder("2 2", "oil 0.0 2.0", "tulip 0.5 0.0");
        assertThat(projector.exitCode()).isZero();
        assertThat(directory.resolve("projector").resolve("vectors.tsv")).exists();
    }

    @Test
    void shouldPrintALineForEachRecordWhenTopicsAreWatched() throws IOException {
        // Given
        run("topics", "create");
        try (Publisher publisher = new Publisher()) {
            publisher.send(publisher.topics.learningReports(), "default", REPORT);
            publisher.send(publisher.topics.documentEmbeddings(), "reut-1", DOCUMENT);
            publisher.send(publisher.topics.wordEmbeddings(), "oil", word("oil", 1_234, 1, 0));
            publisher.send(publisher.topics.wordEmbeddings(), "tulip", word("tulip", 3, 0, 1));
            publisher.send(publisher.topics.wordEmbeddings(), "tulip", null);
            publisher.send(publisher.topics.learningEvents(), "default", EVENT);
        }

        // When
        Console events = run("watch", "events", "--from-beginning", "--count", "1");
        Console perplexity = run("watch", "perplexity", "--from-beginning", "--count", "1");
        Console documents = run("watch", "documents", "--from-beginning", "--count", "1");
        Console oil = run("watch", "words", "oils", "--from-beginning", "--count", "1");
        Console tulip = run("watch", "words", "tulip", "--from-beginning", "--count", "2");

        // Then
        assertThat(perplexity.out())
                .contains(
                        "default v4  1,050 documents  psi(x) 511.3  refined 450.1  unigram -  recent -  cache -  oov 12.5%  words 5,000");
        assertThat(documents.out()).contains("reut-1", "elbo/token -6.250  oov 12.5%  default v4  wire");
        assertThat(oil.out())
                .contains("oil ", "default v4  df 1,234  drift new")
                .hasLineCount(1);
        assertThat(events.out())
                .isEqualToNormalizingNewlines(
                        "default v4  1,050 documents  word-moved  apple moved by 0.41, towards iphone\n");
        assertThat(tulip.out().lines().toList().get(1)).isEqualTo("tulip  left the vocabulary");
    }

    @Test
    void shouldFindTheClusterOfADevWhenItsDirectoryIsGiven() {
        // When
        Console console = Console.run(
                Main::run,
                "topics",
                "list",
                "--data-dir",
                cluster.dataDirectory().toString());

        // Then
        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("wordtide.documents");
    }

    private Console run(String... args) {
        return Console.run(
                Main::run,
                Stream.concat(
                                Arrays.stream(args),
                                Stream.of(
                                        "--bootstrap-servers=" + cluster.bootstrapServers(),
                                        "--schema-registry=" + cluster.schemaRegistryUrl(),
                                        "--set=wordtide.application.id=" + applicationId))
                        .toArray(String[]::new));
    }

    private static WordEmbedding word(String term, long documentFrequency, float x, float y) {
        return WordEmbedding.newBuilder()
                .setModel("default")
                .setTerm(term)
                .setModelVersion(4)
                .setDocumentFrequency(documentFrequency)
                .setVector(List.of(x, y))
                .build();
    }

    /** Writes what the application would write. */
    private final class Publisher implements AutoCloseable {

        private final WordtideConfig config = WordtideConfig.of(Map.of(
                "bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.schemaRegistryUrl(),
                "wordtide.application.id", applicationId));
        private final SchemaRegistryClient registry = config.schemaRegistry();
        private final Topics topics = config.topics(registry);

        <V> void send(Topic<String, V> topic, String key, @Nullable V value) {
            try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                    config.producerProperties(),
                    topic.key().serializer(),
                    topic.value().serializer())) {
                producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("the broker did not take a record", e);
            }
        }

        @Override
        public void close() throws IOException {
            registry.close();
        }
    }
}
