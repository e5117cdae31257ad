package io.wordtide.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wordtide.learn.ModelView;
import io.wordtide.server.follow.TopicFollower;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the model that a request is about. Thread-safe. */
final class Models {

    /** Query parameter that names the model. */
    static final String PARAMETER = "model";

    /** Models that an error lists if a request has to name one and does not. */
    private static final int NAMED = 20;

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

    /** Models of this instance that can answer requests. */
    SortedSet<String> here() {
        return learner.views().modelIds();
    }

    /** Whether this instance holds a model, even if the model has yet to be restored. */
    boolean isHere(String modelId) {
        return view(modelId).isPresent() || learner.views().expected().contains(modelId);
    }

    /** The view of a model of this instance. */
    Optional<ModelView> view(String modelId) {
        return learner.views().get(modelId);
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
        SortedSet<String> known = known();
        if (known.isEmpty() || known.contains(defaultModelId)) {
            return defaultModelId;
        }
        if (known.size() == 1) {
            return known.first();
        }
        throw Problem.badRequest("expected ?model= to name one of " + known.size() + " models, such as "
                + known.stream().limit(NAMED).toList());
    }

    /**
     * The requested model.
     *
     * @throws Problem if this instance does not hold it, or has not restored it yet
     */
    Viewed viewed(Context context) {
        String id = id(context);
        return view(id).map(view -> new Viewed(id, view)).orElseThrow(() -> missing(id));
    }

    /**
     * Number of the newest mini-batch of a model, wherever it learns.
     *
     * @throws Problem if the model is unknown
     */
    long version(String id) {
        return follower.reports()
                .version(id)
                .or(() -> view(id).map(ModelView::version))
                .orElseThrow(() -> missing(id));
    }

    private SortedSet<String> known() {
        SortedSet<String> known = new TreeSet<>(here());
        known.addAll(follower.reports().modelIds());
        return known;
    }

    private Problem missing(String id) {
        if (learner.views().expected().contains(id)) {
            return Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "the model " + Parameters.excerpt(id) + " is being restored; try again shortly")
                    .with("Retry-After", "5");
        }
        return Problem.notFound("expected a model that has learned documents, found none called "
                + Parameters.excerpt(id) + "; GET /v1/models lists those of this instance");
    }
}
