package io.wordtide.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Forwards a request to the instance that holds the model, and returns its answer. A forwarded request is not forwarded
 * again. Thread-safe.
 */
final class Forwarding {

    /** Header that marks a request from another instance. */
    static final String FORWARDED = "Wordtide-Forwarded";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Models models;
    private final RunningLearner learner;
    private final Supplier<String> advertised;
    private final int maxBodyBytes;

    /** @param advertised host and port of this instance, once it listens */
    Forwarding(Models models, RunningLearner learner, Supplier<String> advertised, int maxBodyBytes) {
        this.models = models;
        this.learner = learner;
        this.advertised = advertised;
        this.maxBodyBytes = maxBodyBytes;
    }

    /**
     * Answers with the response of the instance that holds the requested model.
     *
     * @return false, without an answer, if that is this instance, or is unknown
     * @throws Problem if that instance does not answer
     */
    boolean answer(Context context) throws InterruptedException {
        String model = models.id(context);
        if (models.isHere(model) || context.header(FORWARDED) != null) {
            return false;
        }
        Optional<HostInfo> holder = learner.holder(model).filter(host -> !isThisInstance(host));
        if (holder.isEmpty()) {
            return false;
        }
        answer(context, send(request(context, model, holder.get()), holder.get()));
        return true;
    }

    private boolean isThisInstance(HostInfo host) {
        return (host.host() + ":" + host.port()).equals(advertised.get());
    }

    private HttpRequest request(Context context, String model, HostInfo holder) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(context, model, holder))
                .timeout(ANSWER)
                .header(FORWARDED, "1");
        for (String header : List.of(Header.AUTHORIZATION, Header.CONTENT_TYPE, Header.CONTENT_ENCODING)) {
            String value = context.header(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        boolean hasBody = context.method().equals(HandlerType.POST);
        return request.method(
                        context.method().name(),
                        hasBody
                                ? BodyPublishers.ofByteArray(Bodies.read(context, maxBodyBytes))
                                : BodyPublishers.noBody())
                .build();
    }

    /** The same with the model named; encodes what a client left unencoded, which Jetty accepts and a URI does not. */
    private static URI uri(Context context, String model, HostInfo holder) {
        Map<String, String> parameters = new TreeMap<>();
        context.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
        parameters.put(Models.PARAMETER, model);
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(joining("&"));
        try {
            return new URI("http://" + holder.host() + ":" + holder.port() + context.path() + "?" + query);
        } catch (URISyntaxException e) {
            throw Problem.badRequest("expected a path whose special characters are percent-encoded");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private HttpResponse<byte[]> send(HttpRequest request, HostInfo holder) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw Problem.of(
                    HttpStatus.BAD_GATEWAY,
                    "expected an answer from the instance at " + holder.host() + ":" + holder.port()
                            + ", which holds the model, found none; check wordtide.http.advertised there");
        }
    }

    private static void answer(Context context, HttpResponse<byte[]> answer) {
        context.status(answer.statusCode()).result(answer.body());
        for (String header : List.of(Header.CONTENT_TYPE, Header.RETRY_AFTER, Header.WWW_AUTHENTICATE)) {
            answer.headers().firstValue(header).ifPresent(value -> context.header(header, value));
        }
    }
}
