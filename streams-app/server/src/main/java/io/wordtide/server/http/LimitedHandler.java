package io.wordtide.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.concurrent.Semaphore;

/** Limits how many requests run at once; refuses the rest and asks them to come back. Thread-safe. */
final class LimitedHandler implements Handler {

    private final int atOnce;
    private final Semaphore turns;
    private final Handler handler;

    LimitedHandler(int atOnce, Handler handler) {
        this.atOnce = atOnce;
        this.turns = new Semaphore(atOnce);
        this.handler = handler;
    }

    @Override
    public void handle(Context context) throws Exception {
        if (!turns.tryAcquire()) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "expected at most " + atOnce + " requests of this kind at once, found more; try again")
                    .with(Header.RETRY_AFTER, "1");
        }
        try {
            handler.handle(context);
        } finally {
            turns.release();
        }
    }
}
