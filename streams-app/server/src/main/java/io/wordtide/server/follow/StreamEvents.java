package io.wordtide.server.follow;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reports and changes of all models in the order they were read, passed on to all subscribers. A subscriber that
 * does not keep up is dropped; nothing waits for it. What is kept is bounded for all models together, however many there
 * are. Thread-safe.
 */
public final class StreamEvents {

    /** Events that are kept for subscribers that come back after a lost connection. */
    private static final int KEPT = 1_000;

    /** Changes that a new subscriber receives first. */
    private static final int CHANGES_AT_FIRST = 50;

    /** Events that may wait for one subscriber: some minutes of a busy model. */
    private static final int WAITING = 500;

    private final Deque<StreamEvent> kept = new ArrayDeque<>();
    private final Deque<StreamEvent> changes = new ArrayDeque<>();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private long sequence;

    /**
     * A report or a change.
     *
     * @param sequence its number on this instance, ascending
     * @param model id of the model
     * @param content a {@link ModelReport} or a {@link ChangePoint}
     */
    public record StreamEvent(long sequence, String model, Record content) {}

    /** A report with the id of its model. */
    public record ModelReport(String model, @JsonUnwrapped ReportPoint report) {}

    synchronized void add(LearningReport report) {
        publish(report.getModel(), new ModelReport(report.getModel(), ReportPoint.of(report)));
    }

    synchronized void add(LearningEvent event) {
        StreamEvent published = publish(event.getModel(), ChangePoint.of(event));
        changes.add(published);
        long ofModel = changes.stream()
                .filter(change -> change.model().equals(event.getModel()))
                .count();
        if (ofModel > CHANGES_AT_FIRST) {
            changes.stream()
                    .filter(change -> change.model().equals(event.getModel()))
                    .findFirst()
                    .ifPresent(changes::remove);
        } else if (changes.size() > KEPT) {
            changes.removeFirst();
        }
    }

    private StreamEvent publish(String model, Record content) {
        StreamEvent event = new StreamEvent(++sequence, model, content);
        kept.add(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        subscriptions.forEach(subscription -> subscription.offer(event));
        return event;
    }

    /**
     * Subscribes to the events of a model: after a known number if the next event is still kept, else starting with the
     * last changes of the model.
     */
    public synchronized Subscription subscribe(String modelId, OptionalLong lastSequence) {
        Subscription subscription = new Subscription(modelId);
        StreamEvent oldest = kept.peekFirst();
        boolean resumes = lastSequence.isPresent()
                && oldest != null
                && lastSequence.getAsLong() >= oldest.sequence() - 1
                && lastSequence.getAsLong() <= sequence;
        List<StreamEvent> missed = new ArrayList<>(resumes ? kept : changes);
        missed.removeIf(
                event -> !event.model().equals(modelId) || (resumes && event.sequence() <= lastSequence.getAsLong()));
        subscription.waiting.addAll(missed.subList(Math.max(0, missed.size() - WAITING), missed.size()));
        subscriptions.add(subscription);
        return subscription;
    }

    /** Number of subscriptions now. */
    int subscriptionCount() {
        return subscriptions.size();
    }

    /** Ends all subscriptions. */
    public void dropAll() {
        subscriptions.forEach(Subscription::drop);
    }

    /** Events on their way to one subscriber. Thread-safe. */
    public final class Subscription implements AutoCloseable {

        private final String modelId;
        private final BlockingQueue<StreamEvent> waiting = new ArrayBlockingQueue<>(WAITING);
        private volatile boolean dropped;

        private Subscription(String modelId) {
            this.modelId = modelId;
        }

        private void offer(StreamEvent event) {
            if (event.model().equals(modelId) && !waiting.offer(event)) {
                drop();
            }
        }

        private void drop() {
            dropped = true;
            subscriptions.remove(this);
        }

        /** The next event, or null if none comes in time. */
        public @Nullable StreamEvent poll(long milliseconds) throws InterruptedException {
            return waiting.poll(milliseconds, TimeUnit.MILLISECONDS);
        }

        /** Whether the subscription has ended, for example because the subscriber was too slow. */
        public boolean isDropped() {
            return dropped;
        }

        @Override
        public void close() {
            drop();
        }
    }
}
