package io.wordtide.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every error into {@code application/problem+json}, including those that Jetty detects before any handler. */
final class Problems extends ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String MEDIA_TYPE = "application/problem+json";

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** Registers what exceptions become. */
    void register(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, context) -> {
            problem.headers().forEach(context::header);
            answer(context, problem.body());
        });
        routes.exception(MethodNotAllowedResponse.class, (refused, context) -> {
            String allowed = refused.getDetails().getOrDefault("availableMethods", "");
            context.header(Header.ALLOW, allowed);
            answer(context, Problem.Body.of(HttpStatus.METHOD_NOT_ALLOWED, "expected one of " + allowed));
        });
        routes.exception(
                NotFoundResponse.class,
                (missing, context) -> answer(
                        context,
                        Problem.Body.of(
                                HttpStatus.NOT_FOUND,
                                "expected an endpoint, found none at this path; GET /openapi.json lists them")));
        routes.exception(
                HttpResponseException.class,
                (refused, context) -> answer(
                        context,
                        Problem.Body.of(
                                HttpStatus.forStatus(refused.getStatus()), String.valueOf(refused.getMessage()))));
        routes.exception(Exception.class, (unexpected, context) -> {
            LOG.error(
                    "Could not answer method={} path={}; please report this",
                    context.method(),
                    context.endpoint().path,
                    unexpected);
            answer(
                    context,
                    Problem.Body.of(
                            HttpStatus.INTERNAL_SERVER_ERROR,
                            "expected an answer, found an internal error; see the log"));
        });
    }

    private void answer(Context context, Problem.Body body) {
        context.status(body.status()).json(body).contentType(MEDIA_TYPE);
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        HttpStatus status = HttpStatus.forStatus(code);
        byte[] body = bytes(status, reason(status, message));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MEDIA_TYPE);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Jetty often gives no reason but the status, which does not help the sender of an invalid request. */
    private static String reason(HttpStatus status, String message) {
        boolean isUnexplained = status.getCode() < 500 && (message == null || message.equals(status.getMessage()));
        return isUnexplained ? "expected a valid HTTP request, found an invalid request line or header" : message;
    }

    private byte[] bytes(HttpStatus status, String message) {
        try {
            return json.writeValueAsBytes(Problem.Body.of(status, message));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("expected to write four strings as JSON", e);
        }
    }
}
