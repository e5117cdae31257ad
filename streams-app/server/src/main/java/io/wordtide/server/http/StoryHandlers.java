package io.wordtide.server.http;

import io.javalin.http.Context;
import io.wordtide.server.follow.FollowedStory;
import io.wordtide.server.follow.StorySet;
import io.wordtide.server.follow.StorySet.Order;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stories that have not ended. Thread-safe. */
final class StoryHandlers {

    private final Models models;
    private final StorySet stories;

    StoryHandlers(Models models, StorySet stories) {
        this.models = models;
        this.stories = stories;
    }

    record Listed(
            String storyId,
            String phase,
            List<String> terms,
            Map<String, String> surfaces,
            long documentCount,
            int recentCount,
            int previousCount,
            int duplicateCount,
            @Nullable Instant firstPublishedAt,
            @Nullable Instant lastPublishedAt,
            List<String> sources) {

        static Listed of(FollowedStory story) {
            return new Listed(
                    story.storyId(),
                    story.phase(),
                    story.terms(),
                    story.surfaces(),
                    story.documentCount(),
                    story.recentCount(),
                    story.previousCount(),
                    story.duplicateCount(),
                    story.firstPublishedAt(),
                    story.lastPublishedAt(),
                    story.sources());
        }
    }

    record Stories(String model, long version, List<Listed> stories) {}

    void list(Context context) {
        String order = Parameters.choice(context, "order", List.of("growing", "newest", "largest"));
        int count = Parameters.number(context, "count", 20, 1, 100);
        String model = models.id(context);
        long version = models.version(model);
        context.json(new Stories(
                model,
                version,
                stories.list(model, Order.valueOf(order.toUpperCase(Locale.ROOT)), count).stream()
                        .map(Listed::of)
                        .toList()));
    }

    void story(Context context) {
        String id = context.pathParam("id");
        String model = models.id(context);
        models.version(model); // throws if the model does not exist
        context.json(stories.get(model, id)
                .orElseThrow(() -> Problem.notFound("expected a story that has not ended, found none with the id "
                        + Parameters.excerpt(id) + "; GET /v1/stories lists them")));
    }
}
