package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an orchestrator may rely on when it sends requests to a restarted instance. */
class ReadinessIT {

    @TempDir
    private Path folder;

    @Test
    void shouldBeReadyNoSoonerThanItsModelCanBeAsked() throws IOException {
        // Given: an instance that has lost its disk
        ClusterApplication application = HttpFixture.application("readiness-it", Map.of());
        Path stateDirectory = folder.resolve("state");
        HttpFixture.learned(application, stateDirectory, 40).close();
        Utils.delete(stateDirectory.toFile());

        try (LearnerApp app = application.launch(stateDirectory)) {
            HttpRequests http = HttpRequests.to(app);

            // When
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> http.get("health/ready").statusCode() == 200);

            // Then
            assertThat(http.get("v1/words/oil").statusCode()).isEqualTo(200);
            assertThat(http.embed("oil tanker").statusCode()).isEqualTo(200);
        }
    }
}
