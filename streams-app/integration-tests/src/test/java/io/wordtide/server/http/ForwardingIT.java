package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the models, and each answers for all of them. */
class ForwardingIT {

    private static final List<String> SOURCES = List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");

    @TempDir
    private Path folder;

    @Test
    void shouldAnswerForModelsOfTheOtherInstance() throws IOException {
        // Given: mini-batches that fill up and do not linger, so that a model that can be queried learns no more
        ClusterApplication application = HttpFixture.application(
                "forwarding-it",
                Map.of(
                        "wordtide.mini-batch.linger.ms", "3600000",
                        "wordtide.model.route", "source",
                        "wordtide.topics.partitions", "4",
                        "num.stream.threads", "1",
                        "wordtide.http.token", "s3cret"));
        try (LearnerApp first = application.start(folder.resolve("first"));
                LearnerApp second = application.start(folder.resolve("second"))) {
            await("both learn").until(() -> isLearning(first) && isLearning(second));
            application.send(SOURCES.stream().flatMap(ForwardingIT::documents).toList());
            HttpRequests one = HttpRequests.to(first);
            HttpRequests other = HttpRequests.to(second);
            await("all models learned").until(() -> models(one) + models(other) == 8);

            // Then
            assertThat(models(one)).isBetween(1, 7);
            for (String model : SOURCES) {
                JsonNode word = word(one, model);
                assertThat(word.at("/model").asText()).isEqualTo(model);
                assertThat(word(other, model)).isEqualTo(word);
                assertThat(embedding(one, model)).isEqualTo(embedding(other, model));
            }

            // Then: a forwarded value need not be valid in a URI, and neither instance holds this model
            for (LearnerApp app : List.of(first, second)) {
                String answer = RawRequest.of(
                                "GET", "/v1/words/oil?model=a|\"b", "Authorization: Bearer s3cret\r\n", "")
                        .answer(app.address().orElseThrow());
                assertThat(answer).startsWith("HTTP/1.1 404").contains("a|");
            }

            // When: a request that another instance has already forwarded
            long answered = SOURCES.stream()
                    .filter(model -> one.send(authorized(one, "v1/words/oil?model=" + model)
                                            .header(Forwarding.FORWARDED, "1"))
                                    .statusCode()
                            == 200)
                    .count();

            // Then
            assertThat(answered).isEqualTo(models(one));
        }
    }

    /** An instance has a learning task once it counts waiting documents. */
    private static boolean isLearning(LearnerApp app) {
        return app.metrics().keySet().stream()
                .anyMatch(metric -> metric.name().equals("documents-waiting")
                        && metric.tags().values().stream().anyMatch(value -> value.startsWith("1_")));
    }

    private static int models(HttpRequests http) {
        return HttpRequests.json(http.send(authorized(http, "v1/models")))
                .at("/models")
                .size();
    }

    private static JsonNode word(HttpRequests http, String model) {
        return HttpRequests.json(http.send(authorized(http, "v1/words/oil?model=" + model)));
    }

    private static double embedding(HttpRequests http, String model) {
        return HttpRequests.json(http.send(authorized(http, "v1/embed?model=" + model)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("oil oil tanker"))))
                .at("/perplexity")
                .asDouble();
    }

    private static HttpRequest.Builder authorized(HttpRequests http, String path) {
        return http.request(path).header("Authorization", "Bearer s3cret");
    }

    private static Stream<Document> documents(String source) {
        return Stream.of("a", "b", "c", "d")
                .map(n -> Document.newBuilder()
                        .setId(source + n)
                        .setText("oil tanker oil wheat " + n.repeat(3))
                        .setSource(source)
                        .build());
    }
}
