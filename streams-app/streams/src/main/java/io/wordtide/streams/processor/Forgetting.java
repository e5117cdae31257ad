package io.wordtide.streams.processor;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.BrokenLearnerException;
import io.wordtide.streams.store.BagJournal.Boundary;
import io.wordtide.streams.store.BagJournal.JournaledDocument;
import io.wordtide.streams.store.BagJournal.JournaledMiniBatch;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.streams.store.ForgetRequests.Request;
import io.wordtide.streams.store.ForgettingPlan;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.OpenMiniBatch;
import io.wordtide.streams.store.SnapshotManifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a model one that never had some documents: a second learner goes back to the newest kept state before the first of
 * them and learns the journal again without them, while the model goes on; once it has caught up, it takes the model's place.
 *
 * <p>The documents that are left fall into the mini-batches that they would have been in: full ones are cut anew, and where
 * the stream paused, a mini-batch ends as it did. So the bits are those of a stream without the documents, with three
 * exceptions: a document that came again at the very edge of the window of duplicates stays what it was taken for;
 * mini-batches that were undone are left out as a whole; and a pause right between two full mini-batches, of which the
 * journal knows nothing, is not taken into account.
 *
 * <p>{@link #advance} only reads the stores, and {@link #finish} changes them, in the transaction of its caller; so after a
 * crash it begins again. Not thread-safe.
 */
final class Forgetting {

    private final String modelId;
    private final LearnerStores stores;
    private final int window;
    private final Cadence cadence;
    private final Map<String, Request> requests;
    private final ForgettingPlan plan;
    private final long start;
    private final OnlineLearner learner;
    private final JournalReplay replay;
    private final OpenMiniBatch open;
    private final List<Boundary> boundaries = new ArrayList<>();
    private final Map<String, Integer> removedCounts = new HashMap<>();
    private final NavigableSet<Long> removed = new TreeSet<>();
    private final Set<String> sentAgain = new HashSet<>();
    private final ArrayDeque<NumberedId> recent = new ArrayDeque<>();
    private long next; // sequence number, as the journal counts now
    private long learnedAgain;
    private long gaps; // sequence numbers without a document, which a return to a snapshot leaves
    private long lastSequence;

    /** An id of the window of duplicates. */
    private record NumberedId(long sequence, String id) {}

    private Forgetting(
            String modelId,
            WordtideConfig config,
            LearnerStores stores,
            Map<String, Request> requests,
            ForgettingPlan plan) {
        this.modelId = modelId;
        this.stores = stores;
        this.window = config.skipsDuplicates() ? config.duplicatesWindow() : 0;
        this.cadence = new Cadence(config);
        this.requests = Map.copyOf(requests);
        this.plan = plan;
        this.start = plan.start();
        this.learner = RestoredModel.snapshot(modelId, plan.from(), config, stores);
        this.replay = new JournalReplay(learner, config.shards());
        this.open = new OpenMiniBatch(start);
        this.next = start;
        this.lastSequence = start - 1;
    }

    /**
     * Begins to forget the documents that a model has been asked to forget.
     *
     * @return empty if it can forget none of them: it has never learned them, or too long ago
     */
    static Optional<Forgetting> begin(
            String modelId, WordtideConfig config, LearnerStores stores, Map<String, Request> requests) {
        return ForgettingPlan.of(
                        modelId, stores, config.snapshotKeep(), (id, sequence) -> isRequested(id, sequence, requests))
                .map(plan -> new Forgetting(modelId, config, stores, requests, plan));
    }

    private static boolean isRequested(String id, long sequence, Map<String, Request> requests) {
        Request request = requests.get(id);
        return request != null && sequence < request.beforeSequence();
    }

    /**
     * Learns again until a point in time, of {@link System#nanoTime}, and at least one mini-batch.
     *
     * @return whether it has caught up with the model
     * @throws BrokenLearnerException if a step breaks
     */
    boolean advance(long deadlineNanos) {
        do {
            JournaledMiniBatch miniBatch = stores.journal().miniBatch(modelId, next);
            if (miniBatch.nextSequence().isEmpty()) {
                return true;
            }
            learn(miniBatch);
            next = miniBatch.nextSequence().getAsLong();
        } while (System.nanoTime() - deadlineNanos < 0);
        return false;
    }

    private void learn(JournaledMiniBatch miniBatch) {
        List<JournaledDocument> documents = miniBatch.documents();
        documents.forEach(this::countGap);
        if (!miniBatch.isLearned()) {
            documents.forEach(this::remove);
            return;
        }
        boolean wasFull = documents.size() >= cadence.fullSize(documents.get(0).sequence());
        for (JournaledDocument document : documents) {
            take(document);
            if (open.count() >= cadence.fullSize(open.firstSequence())) {
                learn(true);
            }
        }
        if (!wasFull && open.count() > 0) {
            learn(false);
        }
    }

    private void countGap(JournaledDocument document) {
        gaps += document.sequence() - lastSequence - 1;
        lastSequence = document.sequence();
    }

    private void take(JournaledDocument document) {
        if (isForgotten(document)) {
            remove(document);
            return;
        }
        if (plan.ids().contains(document.id())) {
            sentAgain.add(document.id());
        }
        long sequence = open.nextSequence();
        if (document.bag().isPresent()) {
            open.add(sequence, document.bag().get());
            remember(new NumberedId(sequence, document.id()));
        } else {
            open.addDuplicate(sequence);
        }
    }

    private boolean isForgotten(JournaledDocument document) {
        return plan.ids().contains(document.id()) && isRequested(document.id(), document.sequence(), requests);
    }

    private void remove(JournaledDocument document) {
        removed.add(document.sequence());
        if (isForgotten(document)) {
            removedCounts.merge(document.id(), 1, Integer::sum);
        }
    }

    private void remember(NumberedId id) {
        recent.add(id);
        if (recent.size() > window) {
            recent.remove();
        }
    }

    private void learn(boolean isFull) {
        long firstSequence = open.firstSequence();
        DocumentMiniBatch miniBatch = open.take();
        OptionalDouble publishedDrift =
                cadence.publishedDrift(isFull, learner.version() + 1, firstSequence, open.nextSequence());
        replay.onLearned(miniBatch, publishedDrift);
        boundaries.add(new Boundary(open.nextSequence() - 1, publishedDrift));
        learnedAgain += miniBatch.bags().size();
    }

    /**
     * Changes the stores to those of the stream without the documents; to be called once, after {@link #advance} has returned
     * true and before anything else is learned.
     *
     * @return the documents that wait now, those that fell out of the last mini-batch among them: perhaps more than a full
     *     mini-batch
     */
    OpenMiniBatch finish() {
        List<JournaledDocument> waiting =
                stores.journal().miniBatch(modelId, next).documents();
        waiting.forEach(this::countGap);
        waiting.forEach(this::take);
        stores.journal().rewrite(modelId, start, removed::contains, boundaries);
        stores.recent().delete(modelId, start, Long.MAX_VALUE);
        recent.forEach(id -> stores.recent().add(modelId, id.id(), id.sequence(), window));
        if (plan.from().isPresent()) {
            stores.snapshots()
                    .rollBack(
                            modelId, plan.fromVersion(), start, cadence.config().snapshotKeep());
            stores.frequencies().rollBack(modelId, plan.fromVersion());
        } else {
            SnapshotManifest manifest = stores.snapshots().manifest(modelId).orElseThrow();
            stores.snapshots().clear(modelId, SnapshotManifest.begin(manifest.settings()));
            stores.frequencies().rollBack(modelId, -1);
        }
        requests.forEach((id, request) -> stores.forgetRequests().remove(modelId, id, request));
        stores.forgetRequests().of(modelId).forEach(this::renumber);
        return open;
    }

    /** A request that arrived meanwhile: what it asks for has other numbers now. */
    private void renumber(String documentId, Request request) {
        long before = request.beforeSequence()
                - gaps
                - removed.headSet(request.beforeSequence()).size();
        stores.forgetRequests().add(modelId, documentId, new Request(before, request.requestedAt()));
        if (recent.stream().noneMatch(id -> id.id().equals(documentId) && id.sequence() >= before)) {
            stores.recent().remove(modelId, documentId);
        }
    }

    /** The model without the documents. */
    OnlineLearner learner() {
        return learner;
    }

    /** What was to be forgotten, by document id. */
    Map<String, Request> requests() {
        return requests;
    }

    /** Records removed of each document, by its id; a document that is not in it was not in the journal. */
    Map<String, Integer> removedCounts() {
        return Map.copyOf(removedCounts);
    }

    /** Documents that arrived again after they were to be forgotten: other ones, which stay. */
    Set<String> sentAgain() {
        return Set.copyOf(sentAgain);
    }

    /** Mini-batches that it has learned again. */
    int miniBatchCount() {
        return boundaries.size();
    }

    /** Version of the state from which it learns again, 0 for the beginning. */
    long fromVersion() {
        return plan.fromVersion();
    }

    /** Documents that it has learned again. */
    long learnedAgain() {
        return learnedAgain;
    }
}
