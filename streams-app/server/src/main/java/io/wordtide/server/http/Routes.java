package io.wordtide.server.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.wordtide.server.follow.TopicFollower;
import io.wordtide.streams.config.WordtideConfig;
import java.util.List;
import java.util.Objects;

/**
 * The only list of the endpoints; {@code openapi.json} describes each.
 *
 * @param all in no particular order
 * @param events the event streams, which have to be closed
 */
record Routes(List<Route> all, EventsHandler events) {

    private static final String EVENTS = "/v1/events";
    private static final String MODEL = Models.PARAMETER;

    /** Which instances can answer. */
    enum Where {
        /** Every instance: the answer is about the instance itself, or about topics that all of them follow. */
        HERE,

        /** The one that holds the model. */
        WITH_MODEL
    }

    /**
     * An endpoint.
     *
     * @param path with its parameters in braces
     * @param where which instances can answer
     * @param parameters names of the query parameters it accepts
     */
    record Route(HandlerType method, String path, Where where, Handler handler, List<String> parameters) {

        static Route get(String path, Where where, Handler handler, String... parameters) {
            return new Route(GET, path, where, handler, List.of(parameters));
        }

        static Route post(String path, Where where, Handler handler, String... parameters) {
            return new Route(POST, path, where, handler, List.of(parameters));
        }

        /** GET allows HEAD as well, except where the answer never ends. */
        List<HandlerType> methods() {
            return method.equals(GET) && !path.equals(EVENTS) ? List.of(GET, HEAD) : List.of(method);
        }

        /** Whether it requires the token. */
        boolean isProtected() {
            return !isProbe(path);
        }
    }

    /** Whether an orchestrator probes this path: it has no token, and must not be asked to come back later. */
    static boolean isProbe(String path) {
        return path.startsWith("/health/");
    }

    static Routes of(
            WordtideConfig config, Models models, ServedLearner learner, TopicFollower follower, ObjectMapper json) {
        Health health = new Health(learner);
        ModelHandlers model = new ModelHandlers(models, config);
        WordHandlers words = new WordHandlers(models, config);
        DocumentHandlers documents = new DocumentHandlers(models, follower.documents());
        EmbedHandler embed = new EmbedHandler(models, follower.documents(), config);
        StreamHandlers stream = new StreamHandlers(models, learner, health, follower);
        StoryHandlers stories = new StoryHandlers(models, follower.stories());
        EventsHandler events = new EventsHandler(follower.events(), models, json);
        return new Routes(
                List.of(
                        Route.get("/health/live", Where.HERE, health::live),
                        Route.get("/health/ready", Where.HERE, health::ready),
                        Route.get("/metrics", Where.HERE, stream::metrics),
                        Route.get("/openapi.json", Where.HERE, Routes::openApi),
                        Route.get("/v1/models", Where.HERE, model::all, ModelHandlers.COUNT, ModelHandlers.AFTER),
                        Route.get("/v1/model", Where.WITH_MODEL, model::model, MODEL),
                        Route.get("/v1/words/{word}", Where.WITH_MODEL, words::word, MODEL),
                        Route.get("/v1/words/{word}/neighbours", Where.WITH_MODEL, words::neighbours, MODEL, "count"),
                        Route.get("/v1/map", Where.WITH_MODEL, words::map, MODEL, "count"),
                        Route.get("/v1/documents", Where.HERE, documents::list, MODEL, "order", "count"),
                        Route.get("/v1/documents/{id}", Where.HERE, documents::document, MODEL),
                        Route.get("/v1/documents/{id}/similar", Where.HERE, documents::similar, MODEL, "count"),
                        Route.get("/v1/stories", Where.HERE, stories::list, MODEL, "order", "count"),
                        Route.get("/v1/stories/{id}", Where.HERE, stories::story, MODEL),
                        Route.post("/v1/embed", Where.WITH_MODEL, embed::embed, MODEL, "similar"),
                        Route.get("/v1/perplexity", Where.HERE, stream::perplexity, MODEL, "points"),
                        Route.get(EVENTS, Where.HERE, events::open, MODEL),
                        Route.get("/v1/status", Where.HERE, stream::status)),
                events);
    }

    private static void openApi(Context context) {
        context.contentType(ContentType.APPLICATION_JSON)
                .result(Objects.requireNonNull(Routes.class.getResourceAsStream("openapi.json")));
    }
}
