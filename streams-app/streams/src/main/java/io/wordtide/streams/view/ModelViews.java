package io.wordtide.streams.view;

import io.wordtide.learn.ModelView;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest view of each model that this instance holds, from the learning tasks to whoever asks.
 *
 * <p>Thread-safe.
 */
public final class ModelViews {

    private final SortedMap<String, ModelView> views = new TreeMap<>();
    private final SortedSet<String> expected = new TreeSet<>();

    /** A model that is here but cannot be looked at yet, since it has to be restored. */
    public synchronized void expect(String modelId) {
        if (!views.containsKey(modelId)) {
            expected.add(modelId);
        }
    }

    /** The model as it is now; takes the place of an older view. */
    public synchronized void publish(String modelId, ModelView view) {
        expected.remove(modelId);
        views.put(modelId, view);
    }

    /** Models that have left this instance. */
    public synchronized void remove(Set<String> modelIds) {
        expected.removeAll(modelIds);
        views.keySet().removeAll(modelIds);
    }

    /** The newest view of a model; empty if the model is not here, or not yet. */
    public synchronized Optional<ModelView> get(String modelId) {
        return Optional.ofNullable(views.get(modelId));
    }

    /** Models that can be looked at here. */
    public synchronized SortedSet<String> modelIds() {
        return new TreeSet<>(views.keySet());
    }

    /** Models that are here and have yet to be restored. */
    public synchronized SortedSet<String> expected() {
        return new TreeSet<>(expected);
    }
}
