package io.wordtide.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.integration.ShardedModel.Learned;
import io.wordtide.server.LearnerApp;
import io.wordtide.server.lifecycle.Closer;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One model whose rounds are refined by several instances: the same bits wherever it runs. */
@TestInstance(Lifecycle.PER_CLASS)
class ShardsIT {

    /**
     * Ends of rounds, documents. A round has half as many documents as have come before it, and at least 50: the first
     * four are too small to be sent, and the last one is cut into four parts of 141 or 142.
     */
    private static final List<Integer> ENDS = List.of(50, 100, 150, 225, 337, 505, 757, 1135, 1702);

    @TempDir
    Path folder;

    private Learned alone;

    @BeforeAll
    void learnOnOneInstanceWithOneThread() {
        ClusterApplication application = application("shards-1x1", 1);
        try (LearnerApp app = application.start(folder.resolve("alone"))) {
            alone = learn(application);
            assertThat(ShardedModel.partsReceived(app)).isZero();
        }
    }

    @Test
    void shouldCutTheStreamIntoRoundsThatGrow() {
        assertThat(alone.versions()).isEqualTo(ShardedModel.versions(ENDS.size()));
        assertThat(alone.embeddings()).hasSize(1702);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 2", "4, 1"})
    void shouldLearnTheSameBitsWherever(int instances, int threads) {
        // Given
        ClusterApplication application = application("shards-" + instances + "x" + threads, threads);
        List<LearnerApp> apps = new ArrayList<>();
        try (Closer closer = new Closer()) {
            for (int i = 0; i < instances; i++) {
                apps.add(closer.register(application.launch(folder.resolve(instances + "-" + i))));
            }

            // When
            Learned together = learn(application);

            // Then
            assertThat(together).isEqualTo(alone);
            double received =
                    apps.stream().mapToDouble(ShardedModel::partsReceived).sum();
            assertThat(received > 0).as("%s parts received", received).isEqualTo(instances > 1);
        }
    }

    private static Learned learn(ClusterApplication application) {
        int sent = 0;
        for (int end : ENDS) {
            application.send(TinyCorpus.documents(sent, end));
            application.read(application.topics().documentEmbeddings(), end);
            sent = end;
        }
        return Learned.by(application, ShardedModel.DEFAULT);
    }

    private static ClusterApplication application(String applicationId, int threads) {
        return new ClusterApplication(
                applicationId,
                ShardedModel.settings(Map.of(
                        "wordtide.model.shards", "4",
                        "wordtide.mini-batch.size", "50",
                        "wordtide.mini-batch.growth", "0.5",
                        "num.stream.threads", Integer.toString(threads))));
    }
}
