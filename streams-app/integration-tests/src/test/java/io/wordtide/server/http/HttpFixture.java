package io.wordtide.server.http;

import static org.awaitility.Awaitility.await;

import io.wordtide.integration.ClusterApplication;
import io.wordtide.schema.Document;
import io.wordtide.server.LearnerApp;
import io.wordtide.testing.TinyCorpus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An application with an HTTP server, and a stream that it has learned. */
final class HttpFixture {

    /** Texts that are long enough to be among the surprising ones. */
    private static final List<String> TEXTS = List.of(
            "oil tanker oil refinery barrel ".repeat(5),
            "wheat harvest grain farmer ".repeat(6),
            "refinery barrel oil tanker pipeline ".repeat(5),
            "grain farmer wheat wheat field ".repeat(5));

    private HttpFixture() {}

    static ClusterApplication application(String applicationId, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(TinyCorpus.SETTINGS);
        all.put("wordtide.http.port", "0");
        all.put("wordtide.http.requests.per.second", "10000");
        all.put("wordtide.words.publish.interval", "1");
        all.putAll(settings);
        return new ClusterApplication(applicationId, all);
    }

    /** Starts an instance and returns once it has learned its documents and can answer questions about them. */
    static LearnerApp learned(ClusterApplication application, Path folder, int documentCount) {
        LearnerApp app = application.start(folder);
        application.send(documents(0, documentCount));
        HttpRequests requests = HttpRequests.to(app);
        await("all documents learned and followed").untilAsserted(() -> {
            if (requests.get("v1/documents?order=newest&count=1").statusCode() != 200
                    || requests.json("v1/perplexity").at("/points").findValues("documentCount").stream()
                                    .mapToInt(count -> count.asInt())
                                    .sum()
                            < 1
                    || requests.json("v1/models").at("/models").isEmpty()
                    || documentsSeen(requests) < documentCount
                    || requests.get("v1/documents/d" + (documentCount - 1)).statusCode() != 200) {
                throw new AssertionError("not yet");
            }
        });
        return app;
    }

    private static int documentsSeen(HttpRequests requests) {
        var points = requests.json("v1/perplexity").at("/points");
        return points.get(points.size() - 1).at("/documentsSeen").asInt();
    }

    /** Documents with the ids d0, d1, ... of two sources. */
    static List<Document> documents(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> Document.newBuilder()
                        .setId("d" + n)
                        .setText(TEXTS.get(n % TEXTS.size()))
                        .setSource(n % 2 == 0 ? "harbour" : "farm")
                        .setPublishedAt(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(n))
                        .build())
                .toList();
    }
}
