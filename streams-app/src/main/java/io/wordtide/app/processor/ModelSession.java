package io.wordtide.app.processor;

import io.wordtide.app.config.WordtideConfig;
import io.wordtide.app.config.WordtideKeys;
import io.wordtide.app.error.BrokenLearnerException;
import io.wordtide.app.store.BagJournal;
import io.wordtide.app.store.LearnerStores;
import io.wordtide.app.store.SnapshotManifest;
import io.wordtide.embed.WordVector;
import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.schema.WordCounts;
import io.wordtide.snapshot.ModelSnapshot;
import io.wordtide.snapshot.SnapshotException;
import io.wordtide.text.DocumentFrequencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one model in one task: bags come in and wait, are learned a mini-batch at a time, and every so often the
 * whole is written down.
 *
 * <pre>{@code
 * a new model:             begin() -------------------------> awake: learner and waiting bags in memory
 * a model in the stores:   open()  --> asleep --> add(), learn() --^
 * }</pre>
 *
 * Waking means reading the snapshot and learning the journal again, up to {@code snapshot.interval} steps. A task may
 * hold many models, so each wakes when it is needed instead of all at the start.
 */
final class ModelSession {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSession.class);

    private final String modelId;
    private final WordtideConfig config;
    private final LearnerStores stores;
    private final List<WordCounts> waiting = new ArrayList<>();
    private @Nullable OnlineLearner learner;
    private long nextSequence;
    private int waitingCount;
    private int quietLooks;

    private ModelSession(String modelId, WordtideConfig config, LearnerStores stores) {
        this.modelId = modelId;
        this.config = config;
        this.stores = stores;
    }

    /** A model that nobody has heard of before. */
    static ModelSession begin(String modelId, WordtideConfig config, LearnerStores stores) {
        ModelSession session = new ModelSession(modelId, config, stores);
        stores.snapshots().begin(modelId, SnapshotManifest.begin(config.modelSettings()));
        session.learner = new OnlineLearner(config.learner(), config.vocabulary(), new DocumentFrequencies());
        LOG.info(
                "Begun model={} vocabularyCapacity={}",
                modelId,
                session.learner.vocabulary().capacity());
        return session;
    }

    /** A model that is in the stores; it sleeps until it is needed. */
    static ModelSession open(String modelId, WordtideConfig config, LearnerStores stores) {
        ModelSession session = new ModelSession(modelId, config, stores);
        SnapshotManifest manifest = session.manifest();
        session.requireSameSettings(manifest);
        session.nextSequence = manifest.nextSequence();
        stores.journal().read(modelId, manifest.nextSequence(), session.new JournalEnd());
        return session;
    }

    /** Writes a bag to the journal. Returns whether a mini-batch is full. */
    boolean add(WordCounts bag) {
        OnlineLearner awake = awake();
        stores.journal().append(modelId, nextSequence, bag);
        nextSequence++;
        waiting.add(bag);
        waitingCount++;
        quietLooks = 0;
        return waitingCount >= awake.config().batchSize();
    }

    /**
     * Looks, once an interval, whether bags have waited for others to come: true from a number of looks on that found
     * no new bag. Looks are counted and not time, so that a pause of this thread (a snapshot, a commit), in which bags
     * queue up unread, is not taken for a quiet stream.
     */
    boolean isDueAfter(int looks) {
        quietLooks++;
        return waitingCount > 0 && quietLooks > looks;
    }

    /** Bags that wait for their mini-batch. */
    int waitingCount() {
        return waitingCount;
    }

    boolean isAsleep() {
        return learner == null;
    }

    /** Learns the waiting bags; their boundary, and the snapshot if it is due, are in the same transaction. */
    LearnedMiniBatch learn() {
        OnlineLearner awake = awake();
        List<WordCounts> miniBatch = List.copyOf(waiting);
        long start = System.nanoTime();
        StepReport report =
                awake.learn(miniBatch.stream().map(Records::bagOfWords).toList());
        double stepMs = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        OptionalDouble publishedDrift =
                publishedDrift(report, miniBatch.size() < awake.config().batchSize());
        List<WordVector> movedWords =
                publishedDrift.isPresent() ? awake.movedWordVectors(publishedDrift.getAsDouble()) : List.of();
        stores.journal().appendBoundary(modelId, nextSequence - 1, publishedDrift);
        waiting.clear();
        waitingCount = 0;
        if (report.version() % config.snapshotInterval() == 0) {
            takeSnapshot(awake);
        }
        return new LearnedMiniBatch(modelId, miniBatch, report, movedWords, stepMs);
    }

    /** Words are published in their turn, and when the stream pauses: then no turn may come for long. */
    private OptionalDouble publishedDrift(StepReport report, boolean partial) {
        return partial || report.version() % config.wordsPublishInterval() == 0
                ? OptionalDouble.of(config.wordsPublishMinimumDrift())
                : OptionalDouble.empty();
    }

    private void takeSnapshot(OnlineLearner awake) {
        long firstInJournal = manifest().nextSequence();
        byte[] snapshot = ModelSnapshot.encode(awake);
        stores.snapshots().save(modelId, awake.version(), nextSequence, snapshot);
        stores.frequencies().save(modelId, awake.documentFrequencies());
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
        SnapshotManifest manifest = manifest();
        OnlineLearner restored = restore(manifest);
        JournalReplay replay = new JournalReplay(restored);
        // a restore that missed deletions may have brought back bags the snapshot has learned
        stores.journal().delete(modelId, 0, manifest.nextSequence());
        stores.journal().read(modelId, manifest.nextSequence(), replay);
        waiting.addAll(replay.open());
        LOG.info(
                "Restored model={} version={} snapshotVersion={} learnedAgain={} waitingDocuments={} ms={}",
                modelId,
                restored.version(),
                manifest.version(),
                replay.miniBatchCount(),
                waiting.size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return restored;
    }

    private OnlineLearner restore(SnapshotManifest manifest) {
        DocumentFrequencies frequencies = stores.frequencies().load(modelId);
        if (!manifest.hasSnapshot()) {
            return new OnlineLearner(config.learner(), config.vocabulary(), frequencies);
        }
        try {
            byte[] snapshot = stores.snapshots().load(modelId, manifest);
            return ModelSnapshot.decode(snapshot, config.learner(), config.vocabulary(), frequencies);
        } catch (SnapshotException e) {
            throw new BrokenLearnerException(
                    "expected to go on with model " + modelId + " from its snapshot of version " + manifest.version()
                            + ", found that it does not fit: " + e.getMessage(),
                    e);
        }
    }

    /** Learning the journal again with other settings would make another model of it. */
    private void requireSameSettings(SnapshotManifest manifest) {
        Map<String, String> now = config.modelSettings();
        String differences = manifest.settings().entrySet().stream()
                .filter(begun -> !begun.getValue().equals(now.getOrDefault(begun.getKey(), "unset")))
                .map(begun -> begun + " (found " + now.getOrDefault(begun.getKey(), "unset") + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        if (!differences.isEmpty()) {
            throw new BrokenLearnerException(
                    "expected model " + modelId + " to go on with the settings it was begun with: " + differences
                            + ". Set them back, or begin anew under another " + WordtideKeys.APPLICATION_ID,
                    null);
        }
    }

    private SnapshotManifest manifest() {
        return stores.snapshots().manifest(modelId).orElseThrow();
    }

    /** Finds where the journal ends without learning it: how many bags wait, and which number the next one gets. */
    private final class JournalEnd implements BagJournal.Reader {

        @Override
        public void onBag(WordCounts bag, long sequence) {
            waitingCount++;
            nextSequence = sequence + 1;
        }

        @Override
        public void onBoundary(OptionalDouble publishedDrift) {
            waitingCount = 0;
        }
    }
}
