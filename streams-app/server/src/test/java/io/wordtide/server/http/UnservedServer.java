package io.wordtide.server.http;

import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** An HTTP server without an application, whose cluster cannot be reached: enough for whatever comes before both. */
final class UnservedServer implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private UnservedServer(HttpServer server) {
        this.server = server;
    }

    static UnservedServer start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("bootstrap.servers", "127.0.0.1:1"); // nothing listens there
        all.put("default.api.timeout.ms", "100");
        all.put("request.timeout.ms", "100");
        all.put("schema.registry.url", "mock://unserved");
        all.put("wordtide.http.port", "0");
        all.putAll(settings);
        WordtideConfig config = WordtideConfig.of(all);
        return new UnservedServer(HttpServer.start(config, config.topics(config.schemaRegistry())));
    }

    URI address() {
        return server.address();
    }

    /** Sends a request with these headers, each a name followed by its value. */
    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("oil") : BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
