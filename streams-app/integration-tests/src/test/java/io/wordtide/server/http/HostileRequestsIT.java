package io.wordtide.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.LogLines;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives, the answer is a 4xx with a reason, the log stays quiet, and the learner continues. */
class HostileRequestsIT {

    private static final String SECRET = "zeppelinsecret";

    @TempDir
    private static Path folder;

    private static ClusterApplication application;
    private static LearnerApp app;
    private static URI address;

    private LogLines log;

    @BeforeAll
    static void learn() {
        application = HttpFixture.application("hostile-requests-it", Map.of());
        app = HttpFixture.learned(application, folder, 20);
        address = app.address().orElseThrow();
    }

    @AfterAll
    static void shouldLearnOn() {
        try (LearnerApp running = app) {
            assertThat(running.failure()).isEmpty();
            application.send(HttpFixture.documents(20, 24));
            application.read(application.topics().documentEmbeddings(), 24);
        }
    }

    @BeforeEach
    void listen() {
        log = LogLines.listen();
    }

    @AfterEach
    void shouldHaveKeptTheLogQuiet() {
        log.close();
        assertThat(log.lines(Level.INFO)).noneMatch(line -> line.contains(SECRET));
        assertThat(log.lines(Level.WARN))
                .noneMatch(line -> line.contains("javalin") || line.contains("jetty") || line.contains("app.http"));
    }

    static List<String> endpoints() throws IOException {
        return List.copyOf(OpenApi.read().endpoints());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldRefuseInvalidRequestsToAnEndpoint(String endpoint) throws IOException {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = path(endpoint);

        assertRefused(raw(method, path + "/" + "a".repeat(9_000), "", ""), 414);
        assertRefused(raw(method, path + "%zz", "", ""), 400);
        assertRefused(raw(method, path + "?model=%zz", "", ""), 400);
        assertRefused(raw(method, path + "%ff%fe", "", ""), 400, 404);
        assertRefused(raw(method, path + "/../../../../etc/passwd", "", ""), 400, 404, 405);
        assertRefused(raw("PATCH", path, "", ""), 405);
        assertRefused(raw("BREW", path, "", ""), 404, 405, 501);
        assertRefused(
                raw(method, path, "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(500), ""),
                431);
        assertRefused(raw(method, path, "Content-Length: nonsense\r\n", ""), 400);
    }

    static List<String> counts() throws IOException {
        OpenApi openApi = OpenApi.read();
        List<String> counts = new ArrayList<>();
        for (String endpoint : openApi.endpoints()) {
            JsonNode operation = openApi.document()
                    .path("paths")
                    .path(endpoint.substring(endpoint.indexOf(' ') + 1))
                    .path("get");
            for (JsonNode parameter : operation.path("parameters")) {
                if (parameter.at("/schema/type").asText().equals("integer")) {
                    for (String value : List.of("-1", "0", "99999999", "99999999999999999999", "NaN", "x", "1.5", "")) {
                        counts.add(path(endpoint) + "?" + parameter.get("name").asText() + "=" + value);
                    }
                }
            }
        }
        return counts;
    }

    @ParameterizedTest
    @MethodSource("counts")
    void shouldRefuseInvalidCounts(String target) throws IOException {
        assertRefused(raw("GET", target, "", ""), 400);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldRefuseParametersThatAnEndpointDoesNotHaveAndThoseThatComeTwice(String endpoint) throws IOException {
        String method = endpoint.substring(0, endpoint.indexOf(' '));

        String unknown = raw(method, path(endpoint) + "?cuont=3", "", "");
        assertRefused(unknown, 400);
        assertThat(unknown).contains("cuont");
        assertRefused(raw(method, path(endpoint) + "?model=default&model=default", "", ""), 400);
    }

    @Test
    void shouldAnswerOthersWhileTextsDoNotArrive() throws IOException {
        // Given: more clients than there are threads for them, all of which stop in the middle of their text
        RawRequest begun =
                RawRequest.of("POST", "/v1/embed", "Content-Type: text/plain\r\nContent-Length: 1000\r\n", "oil");
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                senders.add(begun.send(address));
            }

            // Then
            await().untilAsserted(() -> assertRefused(post("Content-Type: text/plain\r\n", "oil"), 503));
            assertThat(status(raw("GET", "/health/live", "", ""))).isEqualTo(200);
            assertThat(status(raw("GET", "/v1/words/oil", "", ""))).isEqualTo(200);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        await().untilAsserted(() ->
                assertThat(status(post("Content-Type: text/plain\r\n", "oil"))).isEqualTo(200));
    }

    @Test
    void shouldRefuseBodiesThatAreNotText() throws IOException {
        String json = "Content-Type: application/json\r\n";
        String plain = "Content-Type: text/plain\r\n";

        assertRefused(post("", SECRET), 415);
        assertRefused(post("Content-Type: application/xml\r\n", SECRET), 415);
        assertRefused(post("Content-Type: ;;;=\r\n", SECRET), 415);
        assertRefused(post("Content-Type: text/plain; charset=utf-7\r\n", SECRET), 415);
        assertRefused(post(plain + "Content-Encoding: gzip\r\n", SECRET), 415);
        assertRefused(post(json, ""), 400);
        assertRefused(post(json, SECRET), 400);
        assertRefused(post(json, "{\"text\": \"" + SECRET), 400);
        assertRefused(post(json, "{\"text\": 17}"), 400);
        assertRefused(post(json, "[\"" + SECRET + "\"]"), 400);
        assertRefused(post(json, "{\"text\": \"oil\"} " + SECRET), 400);
        assertRefused(post(json, "[".repeat(100_000)), 400);
        assertRefused(post(json, "{\"text\": \"\u00ff\"}"), 400);
        assertRefused(post(plain, "\u00ff\u00fe"), 400);
        assertRefused(post(plain + "Sec-Fetch-Site: cross-site\r\n", SECRET), 403);
        assertRefused(post(plain + "Origin: http://elsewhere.example\r\n", SECRET), 403);
        assertRefused(post(plain, ""), 422);
        assertRefused(post(plain, SECRET), 422);
        assertRefused(post(plain, "oil ".repeat(524_288)), 413);
        assertRefused(raw("POST", "/v1/embed", plain + "Transfer-Encoding: chunked\r\n", "nonsense\r\n\r\n"), 400);
    }

    @Test
    void shouldGiveUpOnABodyThatDoesNotArrive() throws IOException {
        assertRefused(raw("POST", "/v1/embed", "Content-Type: text/plain\r\nContent-Length: 1000\r\n", "oil"), 408);
    }

    @Test
    void shouldGiveUpOnAHeadThatDrips() throws IOException {
        // When: a byte each second, so that the connection is never idle for 15 s
        long start = System.nanoTime();
        long seconds = 0;
        try (Socket client = new RawRequest("GET / HTTP/1.1\r\nX-Drip: ").send(address)) {
            client.setSoTimeout(1_000);
            while (seconds < 60 && isOpen(client)) {
                client.getOutputStream().write('a');
                seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            }
        } catch (IOException e) {
            // closed while a byte was sent
        }

        // Then
        assertThat(seconds).isBetween(15L, 45L);
    }

    /** Whether nothing arrives for the time-out of the socket. */
    private static boolean isOpen(Socket client) throws IOException {
        try {
            return client.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Test
    void shouldRefuseBytesThatAreNotHttp() throws IOException {
        assertThat(status(new RawRequest("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n").answer(address)))
                .isBetween(400, 499);
        assertThat(status(new RawRequest("GET\r\n\r\n").answer(address))).isBetween(400, 499);
        assertThat(status(new RawRequest("GET / HTTP/1.1\r\n\r\n").answer(address)))
                .isEqualTo(400);
    }

    private static String path(String endpoint) {
        return endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("\\{.*?}", "oil");
    }

    private static void assertRefused(String answer, Integer... statuses) throws IOException {
        assertThat(status(answer)).as(answer).isIn((Object[]) statuses);
        assertThat(answer).contains("application/problem+json").doesNotContain("Exception", "\tat ", SECRET);
        JsonNode problem = HttpRequests.JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(problem.path("detail").asText())
                .isNotEmpty()
                .isNotEqualTo(problem.path("title").asText());
        assertThat(problem.path("status").asInt()).isEqualTo(status(answer));
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String post(String headers, String body) throws IOException {
        return raw("POST", "/v1/embed", headers + "Content-Length: " + body.length() + "\r\n", body);
    }

    private static String raw(String method, String target, String headers, String body) throws IOException {
        return RawRequest.of(method, target, headers, body).answer(address);
    }
}
