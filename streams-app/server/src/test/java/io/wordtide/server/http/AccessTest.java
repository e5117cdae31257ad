package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may send requests, before there is anything to ask about: the application is starting, which is a 503. */
class AccessTest {

    private static final String EMBED = "/v1/embed?model=m";

    @Test
    void shouldRefuseATextThatAPageOfAnotherSiteSends() throws IOException, InterruptedException {
        try (UnservedServer server = UnservedServer.start(Map.of())) {
            String own = "http://127.0.0.1:" + server.address().getPort();
            List<List<String>> ofOthers = List.of(
                    List.of("Sec-Fetch-Site", "cross-site"),
                    List.of("Sec-Fetch-Site", "same-site"),
                    List.of("Sec-Fetch-Site", "cross-site", "Origin", own),
                    List.of("Origin", "http://news.example"),
                    List.of("Origin", "http://127.0.0.1:1"),
                    List.of("Origin", "null"));
            for (List<String> headers : ofOthers) {
                var answer = server.send("POST", EMBED, headers.toArray(String[]::new));
                assertThat(answer.statusCode()).as(headers.toString()).isEqualTo(403);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
                assertThat(answer.body()).contains("page of another site");
            }
        }
    }

    @Test
    void shouldAcceptATextOfTheLivePageAndOfClientsThatAreNoBrowsers() throws IOException, InterruptedException {
        try (UnservedServer server = UnservedServer.start(Map.of())) {
            String own = "http://127.0.0.1:" + server.address().getPort();

            assertThat(server.send("POST", EMBED).statusCode()).isEqualTo(503);
            assertThat(server.send("POST", EMBED, "Origin", own).statusCode()).isEqualTo(503);
            assertThat(server.send("POST", EMBED, "Sec-Fetch-Site", "none").statusCode())
                    .isEqualTo(503);
            // behind a proxy that sends its own Host, the browser still knows where its page is from
            assertThat(server.send("POST", EMBED, "Sec-Fetch-Site", "same-origin", "Origin", "https://wordtide.example")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void shouldLetAPageOfAnotherSiteLinkHere() throws IOException, InterruptedException {
        try (UnservedServer server = UnservedServer.start(Map.of())) {
            assertThat(server.send("GET", "/openapi.json", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldAcceptBearerInAnyCase() throws IOException, InterruptedException {
        try (UnservedServer server = UnservedServer.start(Map.of("wordtide.http.token", "s3cret"))) {
            for (String authorization : List.of("Bearer s3cret", "bearer s3cret", "BEARER  s3cret")) {
                assertThat(server.send("GET", "/openapi.json", "Authorization", authorization)
                                .statusCode())
                        .as(authorization)
                        .isEqualTo(200);
            }
            // on the same connection, whose cached headers must not stand in for others that differ only in case
            for (String authorization : List.of("Bearer S3CRET", "Bearers3cret", "bearer", "Basic s3cret")) {
                assertThat(server.send("GET", "/openapi.json", "Authorization", authorization)
                                .statusCode())
                        .as(authorization)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void shouldAnswerOtherMachinesUnderItsOwnNamesOnlyUnlessTheyHaveAToken() throws IOException {
        // Given: a server that other machines can reach, as in a container
        Map<String, String> open = Map.of(
                "wordtide.http.host", "0.0.0.0",
                "wordtide.http.advertised", "wordtide-1.internal:8080",
                "wordtide.http.names", "Wordtide, news.example");
        try (UnservedServer server = UnservedServer.start(open)) {
            List<String> own = List.of(
                    "localhost:8090", "127.0.0.1:8090", "wordtide:8080", "NEWS.example", "WORDTIDE-1.internal:8080");
            for (String host : own) {
                assertThat(statusUnderName(host, server.address())).as(host).isEqualTo(200);
            }
            // a name that was made to point here is never an address
            assertThat(statusUnderName("192.0.2.1:8080", server.address())).isEqualTo(200);
            assertThat(statusUnderName("[2001:db8::1]:8080", server.address())).isEqualTo(200);
            for (String host : List.of("rebound.example", "wordtide.rebound.example", "192.0.2.1.rebound.example")) {
                assertThat(statusUnderName(host, server.address())).as(host).isEqualTo(421);
            }
        }
    }

    @Test
    void shouldAnswerOtherMachinesUnderItsHostNameWhenNoneIsAdvertised() throws IOException {
        try (UnservedServer server = UnservedServer.start(Map.of("wordtide.http.host", "0.0.0.0"))) {
            String hostName = InetAddress.getLocalHost().getHostName();

            assertThat(statusUnderName(hostName + ":8080", server.address())).isEqualTo(200);
        }
    }

    private static int statusUnderName(String host, URI address) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            String request = "GET /openapi.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 ");
            return Integer.parseInt(answer.substring(9, 12));
        }
    }
}
