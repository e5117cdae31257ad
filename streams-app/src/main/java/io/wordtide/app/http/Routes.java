package io.wordtide.app.http;

import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.follow.TopicFollower;
import java.util.List;

/**
 * The endpoints: the one list of them. {@code openapi.json} describes each.
 *
 * @param all in no particular order
 * @param events streams that have to be ended
 */
record Routes(List<Route> all, EventsHandler events) {

    /**
     * An endpoint.
     *
     * @param path with its parameters in braces
     */
    record Route(HandlerType method, String path, Handler handler) {

        /** Whether the token is needed: probes of an orchestrator have none. */
        boolean isProtected() {
            return !path.startsWith("/health/");
        }
    }

    static Routes of(WordtideConfig config, ServedLearner learner, TopicFollower follower, ObjectMapper json) {
        Models models = new Models(learner, follower, config.defaultModelId());
        Health health = new Health(learner);
        ModelHandlers model = new ModelHandlers(models, config);
        WordHandlers words = new WordHandlers(models, config.analyzer());
        DocumentHandlers documents = new DocumentHandlers(models, follower.documents());
        EmbedHandler embed = new EmbedHandler(
                models, follower.documents(), config.analyzer(), config.http().bodyMaxBytes());
        StreamHandlers stream = new StreamHandlers(models, learner, health, follower);
        EventsHandler events = new EventsHandler(follower.events(), models, json);
        return new Routes(
                List.of(
                        new Route(GET, "/health/live", health::live),
                        new Route(GET, "/health/ready", health::ready),
                        new Route(GET, "/metrics", stream::metrics),
                        new Route(GET, "/v1/models", model::all),
                        new Route(GET, "/v1/model", model::model),
                        new Route(GET, "/v1/words/{word}", words::word),
                        new Route(GET, "/v1/words/{word}/neighbours", words::neighbours),
                        new Route(GET, "/v1/map", words::map),
                        new Route(GET, "/v1/documents", documents::list),
                        new Route(GET, "/v1/documents/{id}", documents::document),
                        new Route(GET, "/v1/documents/{id}/similar", documents::similar),
                        new Route(POST, "/v1/embed", embed::embed),
                        new Route(GET, "/v1/perplexity", stream::perplexity),
                        new Route(GET, "/v1/events", events::open),
                        new Route(GET, "/v1/status", stream::status)),
                events);
    }
}
