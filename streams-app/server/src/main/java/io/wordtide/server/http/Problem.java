package io.wordtide.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HttpStatus;
import java.util.Map;

/** A request that cannot be answered, and why: becomes an {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final transient Map<String, String> headers;

    /**
     * The body of the answer.
     *
     * @param type always {@code about:blank}: the status is enough to tell problems apart
     * @param title the status in words
     * @param status HTTP status
     * @param detail what was expected, what was found, what to do
     */
    record Body(
            @JsonProperty("type") String type,
            @JsonProperty("title") String title,
            @JsonProperty("status") int status,
            @JsonProperty("detail") String detail) {

        static Body of(HttpStatus status, String detail) {
            return new Body("about:blank", status.getMessage(), status.getCode(), detail);
        }
    }

    private Problem(HttpStatus status, String detail, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.headers = headers;
    }

    static Problem of(HttpStatus status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** The same problem with a header for the answer. */
    Problem with(String header, String value) {
        return new Problem(status, body().detail(), Map.of(header, value));
    }

    static Problem badRequest(String detail) {
        return of(HttpStatus.BAD_REQUEST, detail);
    }

    static Problem notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    HttpStatus status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Body body() {
        return Body.of(status, String.valueOf(getMessage()));
    }
}
