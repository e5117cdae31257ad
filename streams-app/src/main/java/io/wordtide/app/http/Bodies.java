package io.wordtide.app.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/** Bodies of requests, up to a length. */
final class Bodies {

    private Bodies() {}

    /**
     * All of the body.
     *
     * @throws Problem if it is longer than allowed
     */
    static byte[] read(Context context, int maxBytes) throws IOException {
        if (context.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        byte[] body = context.bodyInputStream().readNBytes(maxBytes + 1);
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    private static Problem tooLarge(int maxBytes) {
        return Problem.of(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "expected a body of at most " + maxBytes + " bytes (wordtide.http.body.max.bytes)")
                .with(Header.CONNECTION, "close");
    }
}
