package io.wordtide.server.http;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A running instance answers as its OpenAPI document specifies. */
class HttpInterfaceIT {

    @TempDir
    private static Path folder;

    private static ClusterApplication application;
    private static LearnerApp app;
    private static HttpRequests http;
    private static OpenApi openApi;

    @BeforeAll
    static void learn() throws IOException {
        application = HttpFixture.application("http-interface-it", Map.of());
        app = HttpFixture.learned(application, folder, 40);
        http = HttpRequests.to(app);
        openApi = OpenApi.read();
    }

    @AfterAll
    static void close() {
        app.close();
    }

    @Test
    void shouldDescribeEveryEndpointAndNoOther() {
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            assertThat(openApi.endpoints())
                    .isEqualTo(server.routes().all().stream()
                            .map(route -> route.method() + " " + route.path())
                            .collect(toSet()));
        }
    }

    @Test
    void shouldDescribeTheParametersOfEveryEndpointAndNoOther() {
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            assertThat(server.routes().all())
                    .allSatisfy(route -> assertThat(openApi.queryParameters(route.method() + " " + route.path()))
                            .as(route.path())
                            .containsExactlyInAnyOrderElementsOf(route.parameters()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/health/live, health/live, 200",
        "/health/ready, health/ready, 200",
        "/openapi.json, openapi.json, 200",
        "/v1/models, v1/models, 200",
        "/v1/models, v1/models?count=1&after=a, 200",
        "/v1/models, v1/models?count=0, 400",
        "/v1/model, v1/model, 200",
        "/v1/model, v1/model?model=default, 200",
        "/v1/model, v1/model?model=other, 404",
        "/v1/words/{word}, v1/words/oil, 200",
        "/v1/words/{word}, v1/words/Oil, 200",
        "/v1/words/{word}, v1/words/nothing, 404",
        "/v1/words/{word}/neighbours, v1/words/oil/neighbours?count=3, 200",
        "/v1/words/{word}/neighbours, v1/words/oil/neighbours?count=101, 400",
        "/v1/map, v1/map?count=4, 200",
        "/v1/documents, v1/documents, 200",
        "/v1/documents, v1/documents?order=newest&count=3, 200",
        "/v1/documents, v1/documents?order=oldest, 400",
        "/v1/documents/{id}, v1/documents/d0, 200",
        "/v1/documents/{id}, v1/documents/nothing, 404",
        "/v1/documents/{id}/similar, v1/documents/d0/similar?count=3, 200",
        "/v1/stories, v1/stories, 200",
        "/v1/stories, v1/stories?order=newest&count=3, 200",
        "/v1/stories, v1/stories?order=oldest, 400",
        "/v1/stories/{id}, v1/stories/0, 404",
        "/v1/perplexity, v1/perplexity?points=3, 200",
        "/v1/perplexity, v1/perplexity?points=1, 400",
        "/v1/status, v1/status, 200"
    })
    void shouldAnswerAsItsOpenApiDocumentSays(String path, String asked, int status) throws IOException {
        // When
        HttpResponse<String> answer = http.get(asked);

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(openApi.violations("get", path, status, mediaType(answer), answer.body()))
                .isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'self'; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void shouldFindWhatTheModelKnowsOfAWord() {
        // When
        JsonNode word = http.json("v1/words/oil");
        JsonNode neighbours = http.json("v1/words/oil/neighbours?count=2");

        // Then: 20 of the 40 documents are about oil
        assertThat(word.at("/word").asText()).isEqualTo("oil");
        assertThat(word.at("/documentFrequency").asInt()).isEqualTo(20);
        assertThat(word.at("/vector")).hasSize(2);
        assertThat(word.at("/norm").asDouble())
                .isCloseTo(
                        Math.hypot(
                                word.at("/vector/0").asDouble(),
                                word.at("/vector/1").asDouble()),
                        within(1e-5));
        assertThat(neighbours.at("/neighbours")).hasSize(2);
        assertThat(neighbours.at("/neighbours/0/cosine").asDouble())
                .isGreaterThanOrEqualTo(neighbours.at("/neighbours/1/cosine").asDouble());
    }

    @Test
    void shouldDrawTheMostFrequentWordsFirst() {
        // When
        JsonNode map = http.json("v1/map?count=3");

        // Then
        assertThat(map.at("/words")).hasSize(3);
        assertThat(map.at("/words/0/documentFrequency").asInt())
                .isGreaterThanOrEqualTo(map.at("/words/2/documentFrequency").asInt());
        assertThat(http.json("v1/map?count=3")).isEqualTo(map);
    }

    @Test
    void shouldDescribeADocumentAndThoseNearIt() {
        // When
        JsonNode document = http.json("v1/documents/d4");
        JsonNode similar = http.json("v1/documents/d4/similar?count=5");

        // Then
        assertThat(document.at("/source").asText()).isEqualTo("harbour");
        assertThat(document.at("/publishedAt").asText()).isEqualTo("2026-01-01T00:00:04Z");
        assertThat(document.at("/perplexity").asDouble())
                .isCloseTo(Math.exp(-document.at("/elboPerToken").asDouble()), within(1e-9));
        assertThat(similar.at("/documents")).hasSize(5);
        assertThat(ids(similar.at("/documents"))).doesNotContain("d4");
    }

    @Test
    void shouldListTheNewestDocumentsAndTheMostSurprisingOnes() {
        // When
        List<String> newest = ids(http.json("v1/documents?order=newest&count=4").at("/documents"));
        JsonNode surprising = http.json("v1/documents?count=5").at("/documents");

        // Then
        assertThat(newest).hasSize(4).contains("d39");
        assertThat(surprising).hasSize(5);
        assertThat(surprising.findValues("perplexity"))
                .isSortedAccordingTo((a, b) -> Double.compare(b.asDouble(), a.asDouble()));
    }

    @Test
    void shouldEmbedATextAndSayWhatItsWordsCost() throws IOException {
        // When
        HttpResponse<String> plain = http.embed("Oil tanker, oil and zeppelins");
        HttpResponse<String> asJson = http.send(http.request("v1/embed?model=default&similar=5")
                .header("Content-Type", "application/json; charset=UTF-8")
                .POST(BodyPublishers.ofString("{\"text\": \"Oil tanker, oil and zeppelins\"}")));

        // Then: four words, since the analyzer drops "and"; the model does not know one of them
        assertThat(plain.statusCode()).as(plain.body()).isEqualTo(200);
        assertThat(openApi.violations("post", "/v1/embed", 200, mediaType(plain), plain.body()))
                .isEmpty();
        JsonNode embedding = HttpRequests.json(plain);
        assertThat(embedding.at("/tokenCount").asInt()).isEqualTo(3);
        assertThat(embedding.at("/outOfVocabularyRate").asDouble()).isEqualTo(0.25);
        assertThat(embedding.at("/costliestWords").findValuesAsText("word")).containsExactlyInAnyOrder("oil", "tanker");
        assertThat(embedding.at("/similarDocuments")).isEmpty();
        assertThat(HttpRequests.json(asJson).at("/similarDocuments")).hasSize(5);
        assertThat(HttpRequests.json(asJson).at("/mean")).isEqualTo(embedding.at("/mean"));
    }

    @Test
    void shouldNotEmbedATextOfUnknownWordsOnly() throws IOException {
        // When
        HttpResponse<String> answer = http.embed("zeppelins everywhere");

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(openApi.violations("post", "/v1/embed", 422, mediaType(answer), answer.body()))
                .isEmpty();
        assertThat(answer.body()).contains("2 tokens").doesNotContain("zeppelins");
    }

    @Test
    void shouldAddUpTheDocumentsOfThinnedOutPerplexity() {
        // When
        JsonNode all = http.json("v1/perplexity");
        JsonNode thinned = http.json("v1/perplexity?points=2");

        // Then
        assertThat(thinned.at("/points")).hasSize(2);
        assertThat(sum(thinned, "documentCount"))
                .isEqualTo(sum(all, "documentCount"))
                .isGreaterThanOrEqualTo(36);
        assertThat(thinned.at("/points/1"))
                .isEqualTo(all.at("/points").get(all.at("/points").size() - 1));
        assertThat(all.at("/points").findParents("farm")).isNotEmpty();
    }

    @Test
    void shouldAnswerHeadAndOptionsAndRefuseOtherMethods() {
        // When
        HttpResponse<String> head = http.send(http.request("v1/words/nothing").method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> options =
                http.send(http.request("v1/words/oil").method("OPTIONS", BodyPublishers.noBody()));
        HttpResponse<String> delete = http.send(http.request("v1/words/oil").DELETE());

        // Then
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(delete.statusCode()).isEqualTo(405);
        assertThat(delete.headers().firstValue("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void shouldPackLargeAnswers() {
        // When
        HttpResponse<String> answer = http.send(http.request("openapi.json").header("Accept-Encoding", "gzip"));

        // Then
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void shouldServeThePage() {
        // When
        HttpResponse<String> answer = http.get("");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }

    private static String mediaType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
    }

    private static int sum(JsonNode perplexity, String field) {
        return StreamSupport.stream(perplexity.at("/points").spliterator(), false)
                .mapToInt(point -> point.path(field).asInt())
                .sum();
    }

    private static List<String> ids(JsonNode documents) {
        return documents.findValuesAsText("documentId");
    }
}
