package io.wordtide.streams.view;

import io.wordtide.learn.ModelView;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest view of each model that this instance holds: learning tasks publish views, other threads read them.
 *
 * <p>Thread-safe.
 */
public final class ModelViews {

    private final SortedMap<String, ModelView> views = new TreeMap<>();
    private final SortedSet<String> expected = new TreeSet<>();

    /** Announces a model that is on this instance but has no view until it is restored. */
    public synchronized void expect(String modelId) {
        if (!views.containsKey(modelId)) {
            expected.add(modelId);
        }
    }

    /** Publishes the model as it is now; replaces an older view. */
    public synchronized void publish(String modelId, ModelView view) {
        expected.remove(modelId);
        views.put(modelId, view);
    }

    /** Removes models that have left this instance. */
    public synchronized void remove(Set<String> modelIds) {
        expected.removeAll(modelIds);
        views.keySet().removeAll(modelIds);
    }

    /** The newest view of a model; empty if the model is not on this instance, or not restored yet. */
    public synchronized Optional<ModelView> get(String modelId) {
        return Optional.ofNullable(views.get(modelId));
    }

    /** Models on this instance that have a view. */
    public synchronized SortedSet<String> modelIds() {
        return new TreeSet<>(views.keySet());
    }

    /** Models on this instance that have yet to be restored. */
    public synchronized SortedSet<String> expected() {
        return new TreeSet<>(expected);
    }
}
