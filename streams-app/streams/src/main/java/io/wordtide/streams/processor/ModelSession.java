package io.wordtide.streams.processor;

import io.wordtide.learn.ModelSnapshot;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.WordPublication;
import io.wordtide.linalg.Matrix;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.store.OpenMiniBatch;
import io.wordtide.streams.store.SnapshotManifest;
import io.wordtide.streams.view.ModelViews;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one model in one task: bags arrive and wait, are learned one mini-batch at a time, and every so often a
 * snapshot of the model is written.
 *
 * <pre>{@code
 * a new model:             begin() -------------------------> awake: learner and waiting bags in memory
 * a model in the stores:   open()  --> asleep --> add(), learn() --^ |
 *                                         ^-------- a step broke ----/
 * }</pre>
 *
 * Waking means reading the snapshot and learning the journal again, up to {@code snapshot.interval} steps. A task may
 * hold many models, so each wakes when it is needed, not all at start-up. A model whose step broke falls asleep; waking
 * undoes whatever the step had changed.
 */
final class ModelSession {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSession.class);

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;

    /** Holds no bags while the model is asleep. */
    private OpenMiniBatch waiting;

    private @Nullable OnlineLearner learner;
    private int quietLooks;

    private ModelSession(String modelId, WordtideConfig config, LearnerStores stores, OpenMiniBatch waiting) {
        this.modelId = modelId;
        this.config = config;
        this.stores = stores;
        this.waiting = waiting;
    }

    /** Begins a new model. */
    static ModelSession begin(String modelId, WordtideConfig config, LearnerStores stores) {
        ModelSession session = new ModelSession(modelId, config, stores, new OpenMiniBatch(0));
        stores.snapshots().begin(modelId, SnapshotManifest.begin(config.modelSettings()));
        session.learner = new OnlineLearner(config.learner(), config.vocabulary(), config.documentFrequencies());
        LOG.info(
                "Begun model={} vocabularyCapacity={}",
                modelId,
                session.learner.vocabulary().capacity());
        return session;
    }

    /** Opens a model that is in the stores; it stays asleep until it is needed. */
    static ModelSession open(String modelId, WordtideConfig config, LearnerStores stores) {
        SnapshotManifest manifest = RestoredModel.manifest(modelId, config, stores);
        OpenMiniBatch waiting = stores.journal()
                .read(modelId, manifest.nextSequence(), (miniBatch, publishedDrift) -> {})
                .withoutBags();
        return new ModelSession(modelId, config, stores, waiting);
    }

    /** Writes a document to the journal. Returns whether the mini-batch is full. */
    boolean add(WordCounts bag) {
        OnlineLearner awake = awake();
        long sequence = waiting.nextSequence();
        if (isDuplicate(bag, sequence)) {
            stores.journal().appendDuplicate(modelId, sequence);
            waiting.addDuplicate(sequence);
        } else {
            stores.journal().append(modelId, sequence, bag);
            waiting.add(sequence, bag);
        }
        quietLooks = 0;
        return waiting.count() >= awake.config().batchSize();
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

    /**
     * Checks, once per interval, whether the waiting bags are due: true once more than {@code looks} checks in a row
     * have found no new bag. Checks are counted rather than time, so that a pause of this thread (a snapshot, a
     * commit), during which bags queue up unread, is not mistaken for a quiet stream.
     */
    boolean isDueAfter(int looks) {
        quietLooks++;
        return waiting.count() > 0 && quietLooks > looks;
    }

    /** Number of documents that wait for their mini-batch. */
    int waitingCount() {
        return waiting.count();
    }

    boolean isAsleep() {
        return learner == null;
    }

    /**
     * Learns the waiting documents; their boundary, and the snapshot if one is due, are written in the same
     * transaction.
     */
    MiniBatchOutcome learn() {
        OnlineLearner awake = awake();
        DocumentMiniBatch miniBatch = waiting.take();
        long version = awake.version();
        Learned learned;
        try {
            learned = learn(awake, miniBatch);
        } catch (RuntimeException e) {
            return undo(miniBatch, version, e);
        }
        // outside the step: an exception from a store is not the learner's fault
        stores.journal().appendLearned(modelId, waiting.nextSequence() - 1, learned.publishedDrift());
        if (awake.version() % config.snapshotInterval() == 0) {
            takeSnapshot(awake);
        }
        return learned;
    }

    private Learned learn(OnlineLearner awake, DocumentMiniBatch miniBatch) {
        long start = System.nanoTime();
        StepReport report = awake.learn(Records.bagsOfWords(miniBatch));
        double stepMs = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        OptionalDouble publishedDrift =
                publishedDrift(report, miniBatch.size() < awake.config().batchSize());
        Optional<WordPublication> publication = publishedDrift.isPresent()
                ? Optional.of(awake.publishWords(publishedDrift.getAsDouble()))
                : Optional.empty();
        return new Learned(modelId, miniBatch, report, publishedDrift, publication, stepMs);
    }

    /** Publishes a view of the model as it is now; wakes the model if it is asleep. */
    void publishView(Optional<WordPublication> publication, ModelViews views) {
        OnlineLearner awake = awake();
        Matrix vectors = publication.map(WordPublication::vectors).orElseGet(awake::wordVectors);
        views.publish(modelId, awake.view(vectors));
    }

    /** The mini-batch's documents may be sent again later, and must not count as duplicates then. */
    private Undone undo(DocumentMiniBatch miniBatch, long version, RuntimeException cause) {
        learner = null;
        long end = waiting.nextSequence();
        stores.journal().appendUndone(modelId, end - 1);
        stores.recent().delete(modelId, end - miniBatch.size(), end);
        return new Undone(modelId, miniBatch, version, cause);
    }

    /**
     * Words are published at intervals, and also when the stream pauses, since the next interval may then be far off.
     */
    private OptionalDouble publishedDrift(StepReport report, boolean partial) {
        return partial || report.version() % config.wordsPublishInterval() == 0
                ? OptionalDouble.of(config.wordsPublishMinimumDrift())
                : OptionalDouble.empty();
    }

    private void takeSnapshot(OnlineLearner awake) {
        long firstInJournal = manifest().nextSequence();
        long nextSequence = waiting.nextSequence();
        byte[] snapshot = ModelSnapshot.encode(awake);
        SnapshotManifest kept = stores.snapshots()
                .save(modelId, awake.version(), nextSequence, Instant.now(), snapshot, config.snapshotKeep());
        stores.frequencies()
                .save(modelId, awake.version(), kept.snapshots().get(0).version(), awake.documentFrequencies());
        stores.journal().delete(modelId, firstInJournal, nextSequence);
        LOG.info("Took snapshot model={} version={} bytes={}", modelId, awake.version(), snapshot.length);
    }

    private OnlineLearner awake() {
        if (learner == null) {
            learner = wake();
        }
        return learner;
    }

    private OnlineLearner wake() {
        long start = System.nanoTime();
        // a restore that missed deletions may have brought back rows that snapshot and window have superseded
        long firstInJournal = manifest().nextSequence();
        stores.journal().delete(modelId, 0, firstInJournal);
        stores.recent().delete(modelId, 0, waiting.nextSequence() - config.duplicatesWindow());
        RestoredModel restored = RestoredModel.of(modelId, config, stores);
        waiting = restored.waiting();
        LOG.info(
                "Restored model={} version={} learnedAgain={} waitingDocuments={} ms={}",
                modelId,
                restored.learner().version(),
                restored.learnedAgainCount(),
                waiting.count(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return restored.learner();
    }

    private SnapshotManifest manifest() {
        return stores.snapshots().manifest(modelId).orElseThrow();
    }
}
