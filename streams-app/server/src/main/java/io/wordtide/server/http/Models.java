package io.wordtide.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wordtide.learn.ModelView;
import io.wordtide.server.follow.TopicFollower;
import io.wordtide.streams.view.ModelSummary;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the model that a request is about. Thread-safe. */
final class Models {

    /** Query parameter that names the model. */
    static final String PARAMETER = "model";

    /** Models that an error lists if a request has to name one and does not. */
    private static final int NAMED = 20;

    /** How long a request waits for a model to be woken. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunningLearner learner;
    private final TopicFollower follower;
    private final String defaultModelId;

    /**
     * A model that can answer requests.
     *
     * @param id its id
     * @param view the model as it is now
     */
    record Viewed(String id, ModelView view) {}

    Models(RunningLearner learner, TopicFollower follower, String defaultModelId) {
        this.learner = learner;
        this.follower = follower;
        this.defaultModelId = defaultModelId;
    }

    /** Number of models of this instance. */
    int count() {
        return learner.views().size();
    }

    /**
     * Some models of this instance, in the order of their ids.
     *
     * @param after only those whose id comes after this one
     */
    List<ModelSummary> page(String after, int limit) {
        return learner.views().page(after, limit);
    }

    /** Whether this instance holds a model, even if the model is asleep. */
    boolean isHere(String modelId) {
        return learner.views().summary(modelId).isPresent();
    }

    /**
     * Id of the requested model: the parameter, or else the configured model, or else the only one.
     *
     * @throws Problem if the request has to name one of several models
     */
    String id(Context context) {
        String asked = context.queryParam(PARAMETER);
        if (asked != null) {
            return asked;
        }
        if (isHere(defaultModelId) || follower.reports().version(defaultModelId).isPresent()) {
            return defaultModelId;
        }
        SortedSet<String> known = known();
        if (known.isEmpty()) {
            return defaultModelId;
        }
        if (known.size() == 1) {
            return known.first();
        }
        throw Problem.badRequest("expected ?model= to name one of several models, such as "
                + known.stream().limit(NAMED).toList());
    }

    /**
     * The requested model; if it is asleep, waits until it has been woken.
     *
     * @throws Problem if this instance does not hold it, or it was not woken in time
     */
    Viewed viewed(Context context) throws InterruptedException {
        String id = id(context);
        return learner.views()
                .await(id, PATIENCE)
                .map(view -> new Viewed(id, view))
                .orElseThrow(() -> missing(id));
    }

    /**
     * Number of the newest mini-batch of a model, wherever it learns.
     *
     * @throws Problem if the model is unknown
     */
    long version(String id) {
        return follower.reports()
                .version(id)
                .or(() -> learner.views().summary(id).map(ModelSummary::version))
                .orElseThrow(() -> missing(id));
    }

    /** Enough models for an error message. */
    private SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>(follower.reports().modelIds());
        page("", NAMED).forEach(model -> known.add(model.modelId()));
        return known;
    }

    private Problem missing(String id) {
        if (isHere(id)) {
            return Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "the model " + Parameters.excerpt(id) + " is being restored; try again shortly")
                    .with("Retry-After", "5");
        }
        return Problem.notFound("expected a model that has learned documents, found none called "
                + Parameters.excerpt(id) + "; GET /v1/models lists those of this instance");
    }
}
