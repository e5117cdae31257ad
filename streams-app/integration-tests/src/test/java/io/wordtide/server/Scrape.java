package io.wordtide.server;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/** The metrics of a running application in Prometheus' text format. */
final class Scrape {

    private Scrape() {}

    /** The contents of {@code /metrics}: Kafka Streams' metrics, Wordtide's among them, and those of the JVM. */
    static String of(LearnerApp app) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(app.address().orElseThrow().resolve("/metrics"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return answer.body();
    }

    /** Names of the metrics in a scrape. */
    static Set<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(toSet());
    }
}
