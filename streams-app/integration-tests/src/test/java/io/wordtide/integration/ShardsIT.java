package io.wordtide.integration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.learn.StateFingerprint;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.streams.processor.RestoredModel;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model whose rounds are refined by several instances: the same bits wherever it runs. */
class ShardsIT {

    /** Ten rounds, each of which is cut into four parts of 50 documents. */
    private static final int ROUND = 200;

    private static final int DOCUMENTS = 10 * ROUND;

    private static final String PARTS_RECEIVED = "parts-received-total";

    @TempDir
    Path folder;

    @Test
    void shouldLearnTheSameBitsOnOneInstanceAndOnTwo() {
        // Given
        Learned alone;
        ClusterApplication single = application("shards-single", Map.of("num.stream.threads", "1"));
        try (LearnerApp only = single.start(folder.resolve("only"))) {
            alone = learn(single);
            assertThat(ClusterApplication.metric(only, PARTS_RECEIVED)).isZero();
        }

        // When
        ClusterApplication shared = application("shards-shared", Map.of("num.stream.threads", "1"));
        try (LearnerApp first = shared.start(folder.resolve("first"));
                LearnerApp second = shared.start(folder.resolve("second"))) {
            Learned together = learn(shared);

            // Then
            assertThat(ClusterApplication.metric(first, PARTS_RECEIVED)
                            + ClusterApplication.metric(second, PARTS_RECEIVED))
                    .isPositive();
            assertThat(together).isEqualTo(alone);
        }
    }

    /**
     * What a model has learned.
     *
     * @param embeddings bytes of each document's embedding, by its id
     */
    private record Learned(String fingerprint, Map<String, Integer> embeddings) {}

    private static Learned learn(ClusterApplication application) {
        application.send(documents(0, DOCUMENTS));
        application.read(application.topics().documentEmbeddings(), DOCUMENTS);
        return learned(application);
    }

    private static Learned learned(ClusterApplication application) {
        Map<String, Integer> embeddings = application
                .committed(application.topics().documentEmbeddings())
                .stream()
                .collect(toMap(
                        record -> record.key(),
                        record -> Arrays.hashCode(record.value().getMean().stream()
                                .mapToDouble(Number::doubleValue)
                                .toArray())));
        RestoredModel model = RestoredModel.of(
                "default",
                application.config(),
                ChangelogStores.read(application.config()).of("default"));
        return new Learned(StateFingerprint.of(model.learner()), embeddings);
    }

    private static ClusterApplication application(String applicationId, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.put("wordtide.model.shards", "4");
        all.put("wordtide.mini-batch.size", Integer.toString(ROUND));
        all.putAll(settings);
        return new ClusterApplication(applicationId, all);
    }

    private static List<Document> documents(int from, int to) {
        return IntStream.range(from, to).mapToObj(TinyCorpus::document).toList();
    }
}
