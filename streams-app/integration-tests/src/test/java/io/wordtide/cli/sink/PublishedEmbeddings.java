package io.wordtide.cli.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.Topic;
import io.wordtide.schema.WordEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Embeddings on the topics of an application that no learner writes to. */
final class PublishedEmbeddings {

    private final ClusterApplication application;

    /** @param partitions of each topic */
    PublishedEmbeddings(String applicationId, int partitions) {
        this.application = new ClusterApplication(
                applicationId, Map.of("wordtide.topics.partitions", Integer.toString(partitions)));
    }

    ClusterApplication application() {
        return application;
    }

    /** The caller closes it. */
    ClusterConnection connect() {
        return ClusterConnection.to(application.settings());
    }

    String documentsTopic() {
        return application.topics().documentEmbeddings().name();
    }

    void send(DocumentEmbedding... documents) {
        application.sendRecords(List.of(documents).stream()
                .map(document -> record(application.topics().documentEmbeddings(), document.getDocumentId(), document))
                .toList());
    }

    void send(String key, WordEmbedding word) {
        application.sendRecords(List.of(record(application.topics().wordEmbeddings(), key, word)));
    }

    /** Documents {@code d<from>} to {@code d<to - 1>}, whose vector is (n, 1). */
    void sendDocuments(int from, int to) {
        application.sendRecords(IntStream.range(from, to)
                .mapToObj(n ->
                        record(application.topics().documentEmbeddings(), "d" + n, document("d" + n, "default", n, 1)))
                .toList());
    }

    void sendTombstone(Topic<String, ?> topic, String key) {
        application.sendRecords(List.of(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), null)));
    }

    static DocumentEmbedding document(String id, String model, float... mean) {
        List<Float> zeros = new ArrayList<>();
        List<Float> means = new ArrayList<>();
        for (float component : mean) {
            means.add(component);
            zeros.add(0f);
        }
        return DocumentEmbedding.newBuilder()
                .setDocumentId(id)
                .setModel(model)
                .setModelVersion(4)
                .setMean(means)
                .setLogVariance(zeros)
                .setElboPerToken(-6.25)
                .setTokenCount(80)
                .setOutOfVocabularyRate(0.125)
                .build();
    }

    static WordEmbedding word(String model, String term, float x, float y) {
        return WordEmbedding.newBuilder()
                .setModel(model)
                .setTerm(term)
                .setModelVersion(4)
                .setDocumentFrequency(12)
                .setVector(List.of(x, y))
                .build();
    }

    static <V> ProducerRecord<byte[], byte[]> record(Topic<String, V> topic, String key, @Nullable V value) {
        return new ProducerRecord<>(
                topic.name(),
                key.getBytes(UTF_8),
                value == null ? null : topic.value().serializer().serialize(topic.name(), value));
    }
}
