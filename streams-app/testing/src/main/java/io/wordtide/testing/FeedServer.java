package io.wordtide.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A web server that answers each path as a test demands, and records the requests. Thread-safe. */
public final class FeedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * A request.
     *
     * @param path of the address
     * @param headers first value of each, by lower-case name
     */
    public record Request(String path, Map<String, String> headers) {}

    /** Starts on any free port. */
    public FeedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.start();
    }

    /** Address of a path. */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Sets the answer for a path from now on. */
    public FeedServer on(String path, HttpHandler handler) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // the first answer for this path
        }
        server.createContext(path, exchange -> {
            requests.add(request(exchange));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    /** Requests for a path so far, in order. */
    public List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Answers with a text. */
    public static HttpHandler text(String body) {
        return exchange -> send(exchange, 200, body.getBytes(UTF_8));
    }

    /** Answers with a status and a header, without a body. */
    public static HttpHandler status(int status, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().set(header, value);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Sends a body. */
    public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** An RSS feed of entries with these ids, the newest first as usual; each has its id as its title. */
    public static String rss(String... ids) {
        StringBuilder items = new StringBuilder();
        for (String id : ids) {
            items.append("<item><guid>%s</guid><title>%s</title></item>".formatted(id, id));
        }
        return "<rss version='2.0'><channel><title>t</title><link>l</link><description>d</description>" + items
                + "</channel></rss>";
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static Request request(HttpExchange exchange) {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().get(0)));
        return new Request(exchange.getRequestURI().getPath(), headers);
    }
}
