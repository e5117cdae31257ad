package io.wordtide.streams.processor;

import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.NonFiniteStepException;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.WordPublication;
import io.wordtide.linalg.Matrix;
import io.wordtide.schema.WordCounts;
import io.wordtide.story.StoryReport;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import io.wordtide.streams.shard.RoundExchange;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.streams.store.ForgetRequests.Request;
import io.wordtide.streams.store.JournalSummary;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.OpenMiniBatch;
import io.wordtide.streams.store.SnapshotManifest;
import io.wordtide.streams.view.ModelSummary;
import io.wordtide.streams.view.ModelViews;
import io.wordtide.text.BagOfWords;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one model in one task: bags arrive and wait, are learned one mini-batch at a time, and every so often a
 * snapshot of the model is written.
 *
 * <pre>{@code
 * a new model:             begin() --v
 * a model in the stores:   open()  --> asleep --> learn(), publishView() --> awake
 *                                        ^---- sleep(), or a step broke ------/
 * }</pre>
 *
 * While it is awake, learner and waiting bags are in memory; while it is asleep, only a few numbers are, and bags go to
 * the journal. Waking means reading the newest snapshot and learning the journal again, bit for bit; a model that falls
 * asleep with a long journal takes a snapshot first, so that waking is never long. A model whose step broke falls
 * asleep; waking undoes whatever the step had changed.
 */
final class ModelSession {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSession.class);

    /**
     * Mini-batches that are learned again on waking rather than kept in a snapshot. A small model learns one in a few
     * milliseconds, and its snapshot is megabytes.
     */
    private static final int LONGEST_REPLAY = 8;

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;
    private final RoundExchange exchange;
    private final ReturnToSnapshot returnToSnapshot;
    private final Cadence cadence;
    private final PendingForgetting pendingForgetting;

    /** Holds no bags while the model is asleep. */
    private OpenMiniBatch waiting;

    private @Nullable OnlineLearner learner;

    /** Whether rows that a restore should not have brought back have been looked for. */
    private boolean tidy;

    /** Mini-batches in the journal: learned since the newest snapshot. */
    private int journalMiniBatches;

    private ModelSummary summary;
    private int quietLooks;

    private ModelSession(
            String modelId,
            WordtideConfig config,
            LearnerStores stores,
            RoundExchange exchange,
            OpenMiniBatch waiting,
            ModelSummary summary) {
        this.exchange = exchange;
        this.modelId = modelId;
        this.config = config;
        this.stores = stores;
        this.returnToSnapshot = new ReturnToSnapshot(modelId, config, stores);
        this.cadence = new Cadence(config);
        this.pendingForgetting = new PendingForgetting(modelId, config, stores);
        this.waiting = waiting;
        this.summary = summary;
    }

    /** Begins a new model. */
    static ModelSession begin(String modelId, WordtideConfig config, LearnerStores stores, RoundExchange exchange) {
        stores.snapshots().begin(modelId, SnapshotManifest.begin(config.modelSettings()));
        LOG.debug("Begun model={}", modelId);
        ModelSummary nothing = new ModelSummary(modelId, 0, 0, OptionalInt.of(0));
        ModelSession session = new ModelSession(modelId, config, stores, exchange, new OpenMiniBatch(0), nothing);
        session.tidy = true;
        return session;
    }

    /** Opens a model that is in the stores; it stays asleep until it is needed. */
    static ModelSession open(String modelId, WordtideConfig config, LearnerStores stores, RoundExchange exchange) {
        SnapshotManifest manifest = RestoredModel.manifest(modelId, config, stores);
        JournalSummary journal = stores.journal().summary(modelId, manifest.nextSequence());
        long version = manifest.version();
        ModelSummary summary = new ModelSummary(
                modelId,
                version + journal.miniBatches(),
                stores.frequencies().documentCount(modelId, version) + journal.learnedDocuments(),
                OptionalInt.empty());
        OpenMiniBatch waiting = OpenMiniBatch.unread(journal.firstWaiting(), journal.waitingDocuments());
        ModelSession session = new ModelSession(modelId, config, stores, exchange, waiting, summary);
        session.journalMiniBatches = journal.miniBatches();
        return session;
    }

    String modelId() {
        return modelId;
    }

    /** Writes a document to the journal; wakes nobody. */
    void add(WordCounts bag) {
        tidy();
        pendingForgetting.arrived(bag.getDocumentId());
        long sequence = waiting.nextSequence();
        if (isDuplicate(bag, sequence)) {
            stores.journal().appendDuplicate(modelId, sequence, bag.getDocumentId());
            waiting.addDuplicate(sequence);
        } else {
            stores.journal().append(modelId, sequence, bag);
            if (isAsleep()) {
                waiting.addUnread(sequence);
            } else {
                waiting.add(sequence, bag);
            }
        }
        quietLooks = 0;
    }

    /** Whether a mini-batch waits that is full; more than one may, after documents were forgotten. */
    boolean isFull() {
        return waiting.count() >= cadence.fullSize(waiting.firstSequence());
    }

    /** Whether the document is skipped because its id arrived before; remembers the id if not. */
    private boolean isDuplicate(WordCounts bag, long sequence) {
        if (!config.skipsDuplicates()) {
            return false;
        }
        if (stores.recent().contains(modelId, bag.getDocumentId())) {
            return true;
        }
        stores.recent().add(modelId, bag.getDocumentId(), sequence, config.duplicatesWindow());
        return false;
    }

    /** Notes that intervals have passed without a new bag, if they have; call it once per interval. */
    void look(int intervals) {
        quietLooks += intervals;
    }

    /**
     * Whether the waiting bags are due: true once more than {@code looks} checks in a row have found no new bag. Checks
     * are counted rather than time, so that a pause of this thread (a snapshot, a commit), during which bags queue up
     * unread, is not mistaken for a quiet stream.
     */
    boolean isDueAfter(int looks) {
        return waiting.count() > 0 && quietLooks > looks;
    }

    /** Number of documents that wait for their mini-batch. */
    int waitingCount() {
        return waiting.count();
    }

    boolean isAsleep() {
        return learner == null;
    }

    /** The model as it is now, in a few numbers. */
    ModelSummary summary() {
        return summary;
    }

    /** Memory that the model takes while it is awake, bytes; 0 while it is asleep. */
    long memoryBytes() {
        return (learner == null ? 0 : learner.memoryBytes()) + pendingForgetting.memoryBytes();
    }

    /**
     * Learns the waiting documents, a full mini-batch of them at most; their boundary, and the snapshot if one is due, are written in the same
     * transaction. Wakes the model if it is asleep.
     */
    MiniBatchOutcome learn() {
        OnlineLearner awake = awake();
        long firstSequence = waiting.firstSequence();
        boolean isFull = isFull();
        DocumentMiniBatch miniBatch = waiting.take(cadence.fullSize(firstSequence));
        long version = awake.version();
        Learned learned;
        try {
            learned = learn(awake, miniBatch, firstSequence, isFull);
        } catch (NonFiniteStepException e) {
            return returnToSnapshot.ifBroken(miniBatch, firstSequence, e)
                    ? learnAfterReturn(firstSequence, isFull)
                    : undo(miniBatch, version, e);
        } catch (RuntimeException e) {
            return undo(miniBatch, version, e);
        }
        // outside the step: an exception from a store is not the learner's fault
        stores.journal().appendLearned(modelId, waiting.firstSequence() - 1, learned.publishedDrift());
        return settle(awake, learned, firstSequence);
    }

    /** Learns the mini-batch that made the model go back; it has been tried, and a step is a pure function. */
    private Learned learnAfterReturn(long firstSequence, boolean isFull) {
        waiting = OpenMiniBatch.unread(firstSequence, Math.toIntExact(waiting.nextSequence() - firstSequence));
        forgetLearner();
        pendingForgetting.restart();
        OnlineLearner awake = awake();
        DocumentMiniBatch miniBatch = waiting.take(cadence.fullSize(firstSequence));
        Learned learned = learn(awake, miniBatch, firstSequence, isFull);
        stores.journal().appendReturned(modelId, waiting.firstSequence() - 1, learned.publishedDrift());
        return settle(awake, learned, firstSequence);
    }

    private Learned settle(OnlineLearner awake, Learned learned, long firstSequence) {
        journalMiniBatches++;
        summary = summary(awake);
        if (cadence.isSnapshotDue(awake.version(), firstSequence, waiting.firstSequence())) {
            takeSnapshot(awake);
        }
        return learned;
    }

    private Learned learn(OnlineLearner awake, DocumentMiniBatch miniBatch, long firstSequence, boolean isFull) {
        long start = System.nanoTime();
        List<BagOfWords> bags = Records.bagsOfWords(miniBatch);
        StepReport report = exchange.learn(modelId, awake, bags);
        double stepMs = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        OptionalDouble publishedDrift =
                cadence.publishedDrift(isFull, report.version(), firstSequence, waiting.firstSequence());
        Optional<WordPublication> publication = publishedDrift.isPresent()
                ? Optional.of(awake.publishWords(publishedDrift.getAsDouble()))
                : Optional.empty();
        StoryReport stories = StoryRecords.track(awake, miniBatch, bags, report, publishedDrift.isPresent());
        return new Learned(modelId, miniBatch, report, publishedDrift, publication, stories, stepMs);
    }

    /**
     * Notes that a document is to be forgotten, which {@link #forget} does.
     *
     * @return false if the journal does not have the document, and nothing is to be done
     */
    boolean askToForget(String documentId, Instant requestedAt) {
        return pendingForgetting.ask(documentId, new Request(waiting.nextSequence(), requestedAt));
    }

    PendingForgetting pendingForgetting() {
        return pendingForgetting;
    }

    /**
     * Goes on with forgetting what the model was asked to forget, until a point in time of {@link System#nanoTime}; to be
     * called until it returns something.
     *
     * @return what has been forgotten, once the model without it has taken the place of the one with it
     */
    Optional<Forgotten> forget(long deadlineNanos, Instant now) {
        tidy();
        return switch (pendingForgetting.advance(deadlineNanos)) {
            case GOES_ON -> Optional.empty();
            case CAUGHT_UP -> Optional.of(replaceBy(pendingForgetting.caughtUp(), now));
            case GIVEN_UP -> Optional.of(Forgotten.nothing(modelId, pendingForgetting.giveUp()));
        };
    }

    private Forgotten replaceBy(Forgetting done, Instant now) {
        long start = System.nanoTime();
        OnlineLearner before = awake();
        int waitingBefore = waiting.count();
        waiting = done.finish();
        learner = done.learner();
        journalMiniBatches = done.miniBatchCount();
        Forgotten forgotten = Forgotten.of(modelId, done, before, waiting.count() - waitingBefore, now);
        pendingForgetting.end();
        if (journalMiniBatches >= config.snapshotInterval()) {
            takeSnapshot(learner); // not after each request, or what can be forgotten would not reach back far
        }
        summary = summary(learner);
        LOG.info(
                "Forgot documents={} model={} version={} fromVersion={} learnedAgain={} replacedInMs={}",
                forgotten.certificates().size(),
                modelId,
                forgotten.version(),
                done.fromVersion(),
                done.learnedAgain(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return forgotten;
    }

    /** Publishes a view of the model as it is now; wakes the model if it is asleep. */
    void publishView(Optional<WordPublication> publication, ModelViews views) {
        OnlineLearner awake = awake();
        Matrix vectors = publication.map(WordPublication::vectors).orElseGet(awake::wordVectors);
        views.publish(modelId, awake.view(vectors), awake.memoryBytes());
    }

    /**
     * Frees what the model takes in memory. If much of it is only in the journal, a snapshot is written first, in the
     * current transaction.
     */
    void sleep() {
        if (learner == null) {
            return;
        }
        if (journalMiniBatches > LONGEST_REPLAY) {
            takeSnapshot(learner);
        }
        forgetLearner();
    }

    private void forgetLearner() {
        learner = null;
        waiting = OpenMiniBatch.unread(waiting.firstSequence(), waiting.count());
        stores.frequencies().release(modelId);
    }

    /** The mini-batch's documents may be sent again later, and must not count as duplicates then. */
    private Undone undo(DocumentMiniBatch miniBatch, long version, RuntimeException cause) {
        forgetLearner();
        long end = waiting.firstSequence();
        stores.journal().appendUndone(modelId, end - 1);
        stores.recent().delete(modelId, end - miniBatch.size(), end);
        return new Undone(modelId, miniBatch, version, cause);
    }

    /** While documents are to be forgotten, the snapshot and the journal from which the model learns again stay. */
    private void takeSnapshot(OnlineLearner awake) {
        long journalStart = manifest().journalStart(config.snapshotKeep());
        long nextSequence = waiting.firstSequence();
        byte[] snapshot = ModelSnapshot.encode(awake);
        int keep = config.snapshotKeep();
        SnapshotManifest kept = pendingForgetting.isAsked()
                ? stores.snapshots().saveBeside(modelId, awake.version(), nextSequence, Instant.now(), snapshot, keep)
                : stores.snapshots().save(modelId, awake.version(), nextSequence, Instant.now(), snapshot, keep);
        stores.frequencies()
                .save(modelId, awake.version(), kept.snapshots().get(0).version(), awake.documentFrequencies());
        stores.journal().delete(modelId, journalStart, kept.journalStart(keep));
        journalMiniBatches = 0;
        LOG.info("Took snapshot model={} version={} bytes={}", modelId, awake.version(), snapshot.length);
    }

    private OnlineLearner awake() {
        wake();
        return Objects.requireNonNull(learner);
    }

    /** Restores the model from the stores if it is asleep. */
    void wake() {
        if (learner == null) {
            learner = restore();
        }
    }

    private OnlineLearner restore() {
        long start = System.nanoTime();
        tidy();
        RestoredModel restored = RestoredModel.of(modelId, config, stores);
        waiting = restored.waiting();
        journalMiniBatches = restored.learnedAgainCount();
        summary = summary(restored.learner());
        LOG.debug(
                "Woke model={} version={} learnedAgain={} waitingDocuments={} ms={}",
                modelId,
                restored.learner().version(),
                restored.learnedAgainCount(),
                waiting.count(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return restored.learner();
    }

    /** Deletes rows that snapshot and window have left behind; a restore that missed deletions brings them back. */
    private void tidy() {
        if (!tidy) {
            stores.journal().delete(modelId, 0, manifest().journalStart(config.snapshotKeep()));
            stores.recent().delete(modelId, 0, waiting.nextSequence() - config.duplicatesWindow());
            tidy = true;
        }
    }

    private ModelSummary summary(OnlineLearner awake) {
        return new ModelSummary(
                modelId,
                awake.version(),
                awake.documentFrequencies().documentCount(),
                OptionalInt.of(awake.vocabulary().size()));
    }

    private SnapshotManifest manifest() {
        return stores.snapshots().manifest(modelId).orElseThrow();
    }
}
