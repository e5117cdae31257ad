package io.wordtide.server.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.Emitter;
import io.wordtide.server.follow.ChangePoint;
import io.wordtide.server.follow.StreamEvents;
import io.wordtide.server.follow.StreamEvents.StreamEvent;
import io.wordtide.server.follow.StreamEvents.Subscription;
import io.wordtide.server.http.Places.Place;
import io.wordtide.server.lifecycle.Closer;
import jakarta.servlet.AsyncContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports and changes of a model as server-sent events. Each client has its own thread, so that a slow one does not
 * hold up others; there is room for {@value #CLIENTS}, {@value #CLIENTS_OF_ONE_ADDRESS} of them from one address, and
 * whoever leaves, at whatever moment, leaves its place to the next. Thread-safe.
 */
final class EventsHandler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventsHandler.class);

    private static final int CLIENTS = 64;

    /** Half of them: behind a proxy, this is the room for all its users. */
    private static final int CLIENTS_OF_ONE_ADDRESS = 32;

    private static final long HEARTBEAT_MS = 10_000;
    private static final String MEDIA_TYPE = "text/event-stream";

    private final StreamEvents events;
    private final Models models;
    private final ObjectMapper json;
    private final Places places = new Places(CLIENTS, CLIENTS_OF_ONE_ADDRESS);
    private final ExecutorService writers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "http-events");
        thread.setDaemon(true);
        return thread;
    });

    /** Precedes the number of each event: numbers of another instance, or of an earlier run, mean nothing here. */
    private final String run = UUID.randomUUID().toString().substring(0, 8) + "-";

    EventsHandler(StreamEvents events, Models models, ObjectMapper json) {
        this.events = events;
        this.models = models;
        this.json = json;
    }

    void open(Context context) throws IOException {
        String accept = context.header(Header.ACCEPT);
        if (accept != null && !accept.contains(MEDIA_TYPE) && !accept.contains("*/*")) {
            throw Problem.of(
                    HttpStatus.NOT_ACCEPTABLE,
                    "expected Accept: " + MEDIA_TYPE + ", found " + Parameters.excerpt(accept));
        }
        String model = models.id(context);
        try (Closer closer = new Closer()) {
            answer(context, model, closer.register(places.take(context.ip())));
            closer.keep(); // the thread that writes the answer frees the place
        }
    }

    private void answer(Context context, String model, Place place) throws IOException {
        OptionalLong lastSequence = lastSequence(context);
        var response = context.res();
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(Header.CACHE_CONTROL, "no-cache");
        response.setHeader("X-Accel-Buffering", "no"); // otherwise a proxy would hold events back
        response.flushBuffer();
        Emitter emitter = new Emitter(response);
        AsyncContext answer = context.req().startAsync();
        answer.setTimeout(0);
        // never completed: Javalin would continue with a request whose client has left and that Jetty has recycled, and
        // would fail, handle the failure and fail again endlessly
        context.future(CompletableFuture::new);
        writers.execute(() -> writeAll(model, lastSequence, place, emitter, answer));
    }

    /** Ends the streams of all clients. */
    @Override
    public void close() {
        events.dropAll();
        writers.shutdownNow();
    }

    private void writeAll(String model, OptionalLong lastSequence, Place place, Emitter emitter, AsyncContext answer) {
        try (place;
                Subscription subscription = events.subscribe(model, lastSequence)) {
            write(subscription, emitter);
            answer.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A client of the events has disconnected", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
        }
    }

    private void write(Subscription subscription, Emitter emitter) throws IOException, InterruptedException {
        emitter.emit("events of Wordtide");
        while (!subscription.isDropped() && !emitter.getClosed()) {
            StreamEvent event = subscription.poll(HEARTBEAT_MS);
            if (event == null) {
                emitter.emit("");
            } else {
                emitter.emit(
                        event.content() instanceof ChangePoint ? "change" : "report",
                        new ByteArrayInputStream(json.writeValueAsBytes(event.content())),
                        run + event.sequence());
            }
        }
    }

    private OptionalLong lastSequence(Context context) {
        String last = context.header("Last-Event-ID");
        if (last == null || !last.startsWith(run)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(last.substring(run.length())));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
