package io.wordtide.server.follow;

import io.wordtide.schema.Story;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stories of all models that have not ended, up to a number: what a compacted topic holds. Those that were published
 * longest ago make room. Thread-safe.
 */
public final class StorySet {

    private static final int CAPACITY = 10_000;

    private final int capacity;
    private final Map<String, FollowedStory> storyByKey = new LinkedHashMap<>();

    StorySet() {
        this(CAPACITY);
    }

    /** @param capacity stories that are kept */
    StorySet(int capacity) {
        this.capacity = capacity;
    }

    /** The order of a list of stories. */
    public enum Order {
        /** Those with the most recent documents first. */
        GROWING,
        /** Those that began last first. */
        NEWEST,
        /** Those with the most documents first. */
        LARGEST;

        private Comparator<FollowedStory> ascending() {
            // ids are numbers in the order in which stories began
            Comparator<FollowedStory> newest = Comparator.comparingLong(story -> Long.parseLong(story.storyId()));
            return switch (this) {
                case GROWING ->
                    Comparator.comparingInt(FollowedStory::recentCount)
                            .thenComparingLong(FollowedStory::documentCount)
                            .thenComparing(newest);
                case NEWEST -> newest;
                case LARGEST ->
                    Comparator.comparingLong(FollowedStory::documentCount).thenComparing(newest);
            };
        }
    }

    /** Takes a record; without a value, the story has ended. */
    synchronized void add(String key, @Nullable Story story) {
        storyByKey.remove(key);
        if (story != null) {
            storyByKey.put(key, FollowedStory.of(story));
            if (storyByKey.size() > capacity) {
                storyByKey.remove(storyByKey.keySet().iterator().next());
            }
        }
    }

    /** Stories of a model. */
    public synchronized List<FollowedStory> list(String modelId, Order order, int count) {
        return storyByKey.values().stream()
                .filter(story -> story.model().equals(modelId))
                .sorted(order.ascending().reversed())
                .limit(count)
                .toList();
    }

    /** A story; empty if it is unknown, has ended, or has made room. */
    public synchronized Optional<FollowedStory> get(String modelId, String storyId) {
        return storyByKey.values().stream()
                .filter(story ->
                        story.storyId().equals(storyId) && story.model().equals(modelId))
                .findFirst();
    }
}
