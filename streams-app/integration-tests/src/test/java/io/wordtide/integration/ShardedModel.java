package io.wordtide.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.DocumentEmbedding;
import io.wordtide.schema.WordCounts;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.processor.RestoredModel;
import io.wordtide.testing.TinyCorpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A model whose rounds are refined by several instances, fed round by round: with bags, so that it does not matter
 * which instance tokenizes.
 */
final class ShardedModel {

    /** The smallest round that is sent to other instances. */
    static final int ROUND = 100;

    static final String DEFAULT = "default";

    private static final String PARTS_RECEIVED = "parts-received-total";

    private final ClusterApplication application;
    private int roundCount;

    /** @param settings besides two shards and rounds of {@link #ROUND} documents */
    ShardedModel(String applicationId, Map<String, String> settings) {
        this.application = new ClusterApplication(applicationId, settings(settings));
    }

    /** Settings with which a round is never cut short, and a task stays where its state is. */
    static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(TinyCorpus.SETTINGS);
        settings.put("wordtide.model.shards", "2");
        settings.put("wordtide.mini-batch.size", Integer.toString(ROUND));
        settings.put("wordtide.mini-batch.linger.ms", "3600000");
        settings.put("num.stream.threads", "1");
        settings.put("acceptable.recovery.lag", "0");
        settings.putAll(more);
        return settings;
    }

    ClusterApplication application() {
        return application;
    }

    int roundCount() {
        return roundCount;
    }

    /** Sends rounds, and returns before they have been learned. */
    void send(int rounds) {
        int from = roundCount * ROUND;
        roundCount += rounds;
        application.sendRecords(IntStream.range(from, roundCount * ROUND)
                .mapToObj(n -> new ProducerRecord<>(application.bagsTopic(), DEFAULT.getBytes(UTF_8), bag(n)))
                .toList());
    }

    /** Sends a round and waits until it has been learned. */
    void learnRound() {
        send(1);
        awaitLearned();
    }

    /** Waits until all rounds that were sent have been learned. */
    void awaitLearned() {
        application.read(application.topics().learningReports(), roundCount);
    }

    /** Learns rounds until the instance with the model has received another part from others. */
    void learnUntilHelped(LearnerApp withModel) {
        double before = partsReceived(withModel);
        int most = roundCount + 1_000;
        while (partsReceived(withModel) == before) {
            if (roundCount == most) {
                throw new AssertionError("expected help within 1000 rounds, found none");
            }
            learnRound();
        }
    }

    static double partsReceived(LearnerApp app) {
        return ClusterApplication.metric(app, PARTS_RECEIVED);
    }

    private byte[] bag(int n) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (String term : TinyCorpus.document(n).getText().split(" ", -1)) {
            counts.merge(term, 1, Integer::sum);
        }
        WordCounts bag = WordCounts.newBuilder()
                .setDocumentId("d" + n)
                .setTerms(List.copyOf(counts.keySet()))
                .setCounts(List.copyOf(counts.values()))
                .setTokenCount(
                        counts.values().stream().mapToInt(Integer::intValue).sum())
                .build();
        return application.topics().bags().value().serializer().serialize(application.bagsTopic(), bag);
    }

    /**
     * What a model has learned.
     *
     * @param fingerprint of its state, from the changelogs
     * @param versions of its reports, in order
     * @param embeddings bytes of each document's embedding, by its id
     */
    record Learned(String fingerprint, List<Long> versions, Map<String, ByteBuffer> embeddings) {

        /** Fails if a document has been embedded twice. */
        static Learned by(ClusterApplication application, String modelId) {
            RestoredModel model = RestoredModel.of(
                    modelId,
                    application.config(),
                    ChangelogStores.read(application.config()).of(modelId));
            List<Long> versions = application.committed(application.topics().learningReports()).stream()
                    .filter(report -> report.key().equals(modelId))
                    .map(report -> report.value().getModelVersion())
                    .toList();
            Map<String, ByteBuffer> embeddings =
                    application.committed(application.topics().documentEmbeddings()).stream()
                            .filter(record -> record.value().getModel().equals(modelId))
                            .collect(toMap(record -> record.key(), record -> bytes(record.value())));
            return new Learned(StateFingerprint.of(model.learner()), versions, embeddings);
        }

        private static ByteBuffer bytes(DocumentEmbedding embedding) {
            try {
                return embedding.toByteBuffer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What it has learned. */
    Learned learned() {
        return Learned.by(application, DEFAULT);
    }

    /** Versions of as many reports, without a gap. */
    static List<Long> versions(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
