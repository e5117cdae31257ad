package io.wordtide.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.server.LearnerApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Requests to an instance, as a client of its HTTP interface sends them. */
final class HttpRequests {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    HttpRequests(URI address) {
        this.address = address;
    }

    static HttpRequests to(LearnerApp app) {
        return new HttpRequests(app.address().orElseThrow());
    }

    /** A request to be sent; its path has no leading slash. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve("/" + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** A text to be embedded. */
    HttpResponse<String> embed(String text) {
        return send(request("v1/embed").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(text)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("expected an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The body of a successful answer. */
    JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(
                    "expected 200 of " + path + ", found " + answer.statusCode() + ": " + answer.body());
        }
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("expected JSON, found " + answer.body(), e);
        }
    }
}
