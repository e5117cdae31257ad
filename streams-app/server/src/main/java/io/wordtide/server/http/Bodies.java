package io.wordtide.server.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/** Reads request bodies up to a maximum length. */
final class Bodies {

    private Bodies() {}

    /**
     * The whole body.
     *
     * @throws Problem if it is longer than allowed, incomplete, or too slow
     */
    static byte[] read(Context context, int maxBytes) {
        if (context.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body = readSlowly(context, maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static byte[] readSlowly(Context context, int mostBytes) {
        try {
            return context.bodyInputStream().readNBytes(mostBytes);
        } catch (HttpException.RuntimeException e) {
            throw broken(HttpStatus.forStatus(e.getCode()));
        } catch (IOException e) {
            throw broken(
                    e.getCause() instanceof TimeoutException ? HttpStatus.REQUEST_TIMEOUT : HttpStatus.BAD_REQUEST);
        }
    }

    private static Problem broken(HttpStatus status) {
        return Problem.of(status, "expected the whole body, found one that ended early or arrived too slowly")
                .with(Header.CONNECTION, "close");
    }

    private static Problem tooLarge(int maxBytes) {
        return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "expected a body of at most " + maxBytes + " bytes (wordtide.http.body.max.bytes)")
                .with(Header.CONNECTION, "close");
    }
}
