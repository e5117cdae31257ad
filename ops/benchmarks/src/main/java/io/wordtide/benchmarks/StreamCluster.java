package io.wordtide.benchmarks;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.ingest.DocumentSource;
import io.wordtide.ingest.Ingester;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.Topics;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A cluster in this JVM on whose topic of documents a stream lies from the start. Applications on it share that topic and
 * nothing else.
 */
final class StreamCluster implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private final Path directory;
    private final EmbeddedCluster cluster;
    private final int documentCount;

    private StreamCluster(Path directory, EmbeddedCluster cluster, int documentCount) {
        this.directory = directory;
        this.cluster = cluster;
        this.documentCount = documentCount;
    }

    /**
     * Starts it in an empty directory and sends the documents.
     *
     * @param mostDocuments of {@link StreamFile}
     */
    static StreamCluster start(Path directory, int mostDocuments) throws IOException {
        StreamFile.delete(directory);
        Path input = directory.resolve("stream.jsonl");
        StreamFile.write(input, mostDocuments);
        EmbeddedCluster cluster = EmbeddedCluster.start(directory.resolve("cluster"));
        WordtideConfig config = WordtideConfig.of(settings(directory, cluster, "feed"));
        Topics topics = config.topics(config.schemaRegistry());
        TopicCreator.createAll(config, topics);
        try (Ingester ingester = new Ingester(config.producerProperties(), topics);
                DocumentSource source = StreamFile.open(input)) {
            ingester.ingest(source, counts -> {});
            return new StreamCluster(directory, cluster, (int) ingester.counts().sent());
        }
    }

    /** Settings of an application with topics of its own, apart from the documents; the caller may add to them. */
    Map<String, String> settings(String applicationId) {
        return settings(directory, cluster, applicationId);
    }

    /** Documents on the topic. */
    int documentCount() {
        return documentCount;
    }

    private static Map<String, String> settings(Path directory, EmbeddedCluster cluster, String applicationId) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", cluster.bootstrapServers());
        settings.put("schema.registry.url", cluster.schemaRegistryUrl());
        settings.put("state.dir", directory.resolve("streams").toString());
        settings.put("wordtide.application.id", applicationId);
        settings.put("wordtide.topic.documents", "documents");
        return settings;
    }

    /**
     * Waits for the reports of all full mini-batches of an application, as long as they keep coming.
     *
     * @param isAlive whether the application is still running
     * @throws IllegalStateException if it ended, or stopped reporting
     */
    List<LearningReport> reports(WordtideConfig config, BooleanSupplier isAlive) {
        return reports(config, isAlive, reports -> {});
    }

    /**
     * As {@link #reports(WordtideConfig, BooleanSupplier)}.
     *
     * @param follow gets the reports so far, whenever there are more
     */
    List<LearningReport> reports(
            WordtideConfig config, BooleanSupplier isAlive, Consumer<List<LearningReport>> follow) {
        Topics topics = config.topics(config.schemaRegistry());
        String name = topics.learningReports().name();
        int expected = documentCount / config.learner().batchSize();
        List<LearningReport> reports = new ArrayList<>();
        try (TopicReader reader = new TopicReader(config.consumerProperties(), List.of(name))) {
            long lastReport = System.nanoTime();
            while (reports.size() < expected) {
                if (!isAlive.getAsBoolean()) {
                    throw new IllegalStateException("expected the application to learn, found that it ended");
                }
                int before = reports.size();
                reader.poll()
                        .forEach(record -> reports.add(
                                topics.learningReports().value().deserializer().deserialize(name, record.value())));
                if (reports.size() > before) {
                    lastReport = System.nanoTime();
                    follow.accept(reports);
                } else if (System.nanoTime() - lastReport > LONGEST_WAIT.toNanos()) {
                    throw new IllegalStateException("expected a report within " + LONGEST_WAIT.toMinutes()
                            + " minutes, found none after " + before + " of " + expected);
                }
            }
        }
        return reports.subList(0, expected);
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        StreamFile.delete(directory);
    }
}
