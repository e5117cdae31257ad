package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.LogLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients receive what happens on the stream. */
@Timeout(300)
class EventsIT {

    @TempDir
    private Path folder;

    private record Event(String id, String name, JsonNode data) {}

    @Test
    void shouldSendReportsAndChangesAsTheyArriveAndContinueWhereAClientLeftOff()
            throws IOException, InterruptedException {
        ClusterApplication application = HttpFixture.application("events-it", Map.of());
        OpenApi openApi = OpenApi.read();
        try (LearnerApp app = HttpFixture.learned(application, folder, 8)) {
            HttpRequests http = HttpRequests.to(app);
            String last;
            try (BufferedReader events = open(http.request("v1/events"))) {
                // When
                application.send(HttpFixture.documents(8, 12));

                // Then
                Event report = next(events, "report", 12);
                assertThat(report.data().at("/model").asText()).isEqualTo("default");
                assertThat(openApi.violations("Report", report.data())).isEmpty();

                // When
                application.sendRecords(List.of(change(application, "дрейф: drift")));

                // Then
                Event change = next(events, "change", 7);
                assertThat(openApi.violations("Change", change.data())).isEmpty();
                assertThat(change.data().at("/message").asText()).isEqualTo("дрейф: drift");
                assertThat(change.data().at("/evidence/before").asDouble()).isEqualTo(5);
                last = report.id();
            }

            // When: the change came after the report
            try (BufferedReader events = open(http.request("v1/events").header("Last-Event-ID", last))) {
                // Then
                assertThat(next(events, "change", 7).data().at("/message").asText())
                        .isEqualTo("дрейф: drift");
            }

            // When: a new client receives the last changes, not the reports
            try (BufferedReader events = open(http.request("v1/events").header("Last-Event-ID", "of-another-run-1"))) {
                // Then
                assertThat(next(events, "change", 7).data().at("/kind").asText())
                        .isEqualTo("DRIFT");
            }
            assertThat(http.send(http.request("v1/events").header("Accept", "text/html"))
                            .statusCode())
                    .isEqualTo(406);
        }
    }

    @Test
    void shouldLetClientsLeaveInTheMiddleOfAnEvent() throws IOException, InterruptedException {
        ClusterApplication application = HttpFixture.application("events-left-it", Map.of());
        try (LearnerApp app = HttpFixture.learned(application, folder, 8);
                LogLines log = LogLines.listen();
                BufferedReader stays = open(HttpRequests.to(app).request("v1/events"))) {
            // When
            for (int round = 0; round < 5; round++) {
                List<Socket> clients = new ArrayList<>();
                for (int i = 0; i < 30; i++) { // and the one that stays: one address has 32 places
                    clients.add(follow(app.address().orElseThrow()));
                }
                application.sendRecords(Collections.nCopies(100, change(application, "everybody gets this")));
                for (Socket client : clients) {
                    client.close();
                }
                application.sendRecords(Collections.nCopies(100, change(application, "nobody is left but one")));
                application.sendRecords(List.of(change(application, "round " + round)));
                nextChange(stays, "round " + round);
            }

            // Then
            assertThat(log.lines(Level.WARN)).noneMatch(line -> line.contains("http") || line.contains("avalin"));
        }
    }

    /** Follows the events, once those who have left are noticed; when closed, resets the connection without a goodbye. */
    private static Socket follow(URI address) throws IOException {
        while (true) {
            Socket client = new Socket(address.getHost(), address.getPort());
            client.setSoLinger(true, 0);
            client.getOutputStream().write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            String status = new String(client.getInputStream().readNBytes("HTTP/1.1 200".length()), UTF_8);
            if (status.equals("HTTP/1.1 200")) {
                return client;
            }
            client.close();
            assertThat(status).isEqualTo("HTTP/1.1 429");
        }
    }

    private static void nextChange(BufferedReader events, String message) throws IOException {
        String line = "";
        while (line != null && !line.contains(message)) {
            line = events.readLine();
        }
        assertThat(line).as("an event with the message " + message).isNotNull();
    }

    private static BufferedReader open(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** The next event of a kind that reports a number of documents. */
    private static Event next(BufferedReader events, String name, int documentsSeen) throws IOException {
        String id = "";
        String kind = "";
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                kind = line.substring(7);
            } else if (line.startsWith("data: ")) {
                JsonNode data = HttpRequests.JSON.readTree(line.substring(6));
                if (kind.equals(name) && data.path("documentsSeen").asInt() == documentsSeen) {
                    return new Event(id, kind, data);
                }
            }
        }
        throw new AssertionError("expected an event " + name + ", found the end of the stream");
    }

    private static ProducerRecord<byte[], byte[]> change(ClusterApplication application, String message) {
        var topic = application.topics().learningEvents();
        LearningEvent event = LearningEvent.newBuilder()
                .setModel("default")
                .setModelVersion(2)
                .setKind(LearningEventKind.DRIFT)
                .setMessage(message)
                .setSinceDocument(5)
                .setDocumentsSeen(7)
                .setTerms(List.of("oil"))
                .setNeighboursLost(List.of())
                .setNeighboursGained(List.of())
                .setEvidence(Map.of("before", 5.0))
                .setDetectedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
        return new ProducerRecord<>(
                topic.name(),
                "default".getBytes(UTF_8),
                topic.value().serializer().serialize(topic.name(), event));
    }
}
