package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.integration.ClusterApplication;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may send requests, and how often, to a server that has no application yet. */
class AccessIT {

    @Test
    void shouldRequireTheTokenExceptForHealthAndThePage() {
        ClusterApplication application =
                HttpFixture.application("access-token-it", Map.of("wordtide.http.token", "s3cret-Ж"));
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            HttpRequests http = new HttpRequests(server.address());

            assertThat(http.get("health/live").statusCode()).isEqualTo(200);
            assertThat(http.get("health/ready").body()).contains("the application is starting");
            assertThat(http.get("").statusCode()).isEqualTo(200);
            for (String path : List.of("v1/status", "v1/model", "v1/events", "metrics", "openapi.json")) {
                assertThat(http.get(path).statusCode()).as(path).isEqualTo(401);
                assertThat(with("Bearer s3cret", http, path).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(http.get("v1/status").headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer");
        }
    }

    @Test
    void shouldAcceptClientsWithTheToken() {
        ClusterApplication application =
                HttpFixture.application("access-token-known-it", Map.of("wordtide.http.token", "s3cret"));
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            HttpRequests http = new HttpRequests(server.address());

            assertThat(with("Bearer s3cret", http, "openapi.json").statusCode()).isEqualTo(200);
            assertThat(with("Bearer s3cret", http, "v1/status").statusCode()).isEqualTo(503);
            assertThat(with("Basic s3cret", http, "v1/status").statusCode()).isEqualTo(401);
        }
    }

    /** As a browser does for a page whose name resolves to this machine. */
    @Test
    void shouldNotAnswerUnderANameThatIsNotThisMachines() throws IOException {
        ClusterApplication application = HttpFixture.application("access-name-it", Map.of());
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            for (String own : List.of("localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:8080")) {
                assertThat(RawRequest.toHost(own, "/openapi.json").answer(server.address()))
                        .as(own)
                        .startsWith("HTTP/1.1 200");
            }
            for (String other : List.of("rebound.example", "localhost.example:8080", "192.0.2.1")) {
                assertThat(RawRequest.toHost(other, "/openapi.json").answer(server.address()))
                        .as(other)
                        .startsWith("HTTP/1.1 421")
                        .contains("wordtide.http.token");
            }
        }
    }

    @Test
    void shouldAnswerUnderAnyNameWhenTheTokenIsSent() throws IOException {
        ClusterApplication application =
                HttpFixture.application("access-any-name-it", Map.of("wordtide.http.token", "s3cret"));
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            assertThat(RawRequest.toHost("wordtide.example", "/health/live").answer(server.address()))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void shouldRefuseAClientThatAsksTooOften() {
        // Given: a limit of two per second, four at once
        ClusterApplication application =
                HttpFixture.application("access-rate-it", Map.of("wordtide.http.requests.per.second", "2"));
        try (HttpServer server = HttpServer.start(application.config(), application.topics())) {
            HttpRequests http = new HttpRequests(server.address());

            // When
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int n = 0; n < 1_000 && answers.stream().noneMatch(answer -> answer.statusCode() == 429); n++) {
                answers.add(http.get("openapi.json"));
            }

            // Then
            HttpResponse<String> refused = answers.get(answers.size() - 1);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answers).hasSizeGreaterThan(4);

            // Then: a health probe from the same address is answered
            for (int n = 0; n < 10; n++) {
                assertThat(http.get("health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    private static HttpResponse<String> with(String authorization, HttpRequests http, String path) {
        HttpRequest.Builder request = http.request(path).header("Authorization", authorization);
        return http.send(request);
    }
}
