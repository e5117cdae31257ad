package io.wordtide.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out when the live page of a process answers for the first time. */
final class PageProbe {

    private static final Pattern ADDRESS = Pattern.compile("Live page: (http\\S+)");
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final MeasuredProcess process;
    private CompletableFuture<Double> answered = CompletableFuture.completedFuture(Double.NaN);

    PageProbe(MeasuredProcess process) {
        this.process = process;
    }

    /** Starts to ask for the page, on a thread of its own, if this line tells its address. */
    void read(String line) {
        address(line).ifPresent(address -> answered = CompletableFuture.supplyAsync(() -> ask(address)));
    }

    /** The address of the page; empty if the line says something else. */
    static Optional<URI> address(String line) {
        Matcher matcher = ADDRESS.matcher(line);
        return matcher.matches() ? Optional.of(URI.create(matcher.group(1))) : Optional.empty();
    }

    private double ask(URI address) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            while (process.isAlive()) {
                if (answers(client, address)) {
                    return process.seconds();
                }
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Double.NaN;
    }

    private static boolean answers(HttpClient client, URI address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    /** From the start of the process to the first answer, s; NaN if there was none. Call it once the process has ended. */
    double seconds() {
        return answered.join();
    }
}
