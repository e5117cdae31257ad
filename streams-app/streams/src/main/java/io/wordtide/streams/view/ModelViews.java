package io.wordtide.streams.view;

import io.wordtide.learn.ModelView;
import io.wordtide.streams.config.ModelsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The models of an instance as other threads see them: a summary of each, and views of those that somebody asks for.
 *
 * <p>A view is a copy of the model, so it is made only once it is asked for: {@link #await} asks the learning task,
 * which makes it soon. From then on the task replaces it whenever it publishes the model's words, until nobody has
 * asked for it between two publications, or the views together take more than their share of memory; then the one that
 * was asked for longest ago goes.
 *
 * <p>Thread-safe.
 */
public final class ModelViews {

    private final long maximumBytes;
    private final NavigableMap<String, ModelSummary> summaries = new TreeMap<>();

    /** Least recently asked for first. */
    private final Map<String, HeldView> views = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> wanted = new HashSet<>();
    private final Set<String> expected = new HashSet<>();
    private long bytes;

    private static final class HeldView {
        private final ModelView view;
        private final long bytes;
        private boolean asked;

        HeldView(ModelView view, long bytes) {
            this.view = view;
            this.bytes = bytes;
        }
    }

    /** @param models say how much memory all views may take together; one view is always held */
    public ModelViews(ModelsSettings models) {
        this.maximumBytes = models.viewBytes();
    }

    /** Called by a task: the model is on this instance, as the summary says. */
    public synchronized void announce(ModelSummary summary) {
        summaries.put(summary.modelId(), summary);
    }

    /** Called by a task: the instance is not ready for requests until this model has a view. */
    public synchronized void expect(String modelId) {
        if (!views.containsKey(modelId)) {
            expected.add(modelId);
            wanted.add(modelId);
        }
    }

    /**
     * Called by a task: the model as it is now; replaces an older view.
     *
     * @param viewBytes memory the view takes, bytes
     */
    public synchronized void publish(String modelId, ModelView view, long viewBytes) {
        expected.remove(modelId);
        drop(modelId);
        HeldView held = new HeldView(view, viewBytes);
        held.asked = wanted.remove(modelId);
        views.put(modelId, held);
        bytes += viewBytes;
        List<String> oldestFirst = new ArrayList<>(views.keySet());
        for (String oldest : oldestFirst.subList(0, oldestFirst.size() - 1)) {
            if (bytes > maximumBytes) {
                drop(oldest);
            }
        }
        notifyAll();
    }

    /**
     * Called by a task that could publish a new view with little effort: whether anybody wants one. Drops the present
     * one if nobody has asked for it since it was published.
     */
    public synchronized boolean isWorthRefreshing(String modelId) {
        HeldView held = views.get(modelId);
        if (held != null && !held.asked) {
            drop(modelId);
        }
        return wanted.contains(modelId) || views.containsKey(modelId);
    }

    /** Called by a task: those of its models whose view somebody waits for. */
    public synchronized List<String> wanted(Set<String> modelIds) {
        return wanted.stream().filter(modelIds::contains).sorted().toList();
    }

    /** Called by a task: these models have left this instance. */
    public synchronized void remove(Collection<String> modelIds) {
        for (String modelId : modelIds) {
            summaries.remove(modelId);
            wanted.remove(modelId);
            expected.remove(modelId);
            drop(modelId);
        }
        notifyAll();
    }

    private void drop(String modelId) {
        HeldView dropped = views.remove(modelId);
        if (dropped != null) {
            bytes -= dropped.bytes;
        }
    }

    /**
     * The newest view of a model; if there is none yet, waits until the model's task has made one.
     *
     * @return empty if the model is not on this instance, or no view was made in time
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public synchronized Optional<ModelView> await(String modelId, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (summaries.containsKey(modelId)) {
            HeldView held = views.get(modelId);
            if (held != null) {
                held.asked = true;
                return Optional.of(held.view);
            }
            wanted.add(modelId);
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (leftMs <= 0) {
                return Optional.empty();
            }
            wait(leftMs);
        }
        return Optional.empty();
    }

    /** The summary of a model of this instance. */
    public synchronized Optional<ModelSummary> summary(String modelId) {
        return Optional.ofNullable(summaries.get(modelId));
    }

    /** Number of models on this instance. */
    public synchronized int size() {
        return summaries.size();
    }

    /**
     * Some models of this instance, in the order of their ids.
     *
     * @param after only those whose id comes after this one
     * @param limit at most so many
     */
    public synchronized List<ModelSummary> page(String after, int limit) {
        return summaries.tailMap(after, false).values().stream().limit(limit).toList();
    }

    /** Models without which the instance is not ready, and which have no view yet. */
    public synchronized Set<String> expected() {
        return Set.copyOf(expected);
    }
}
