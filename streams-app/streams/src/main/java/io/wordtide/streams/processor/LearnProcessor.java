package io.wordtide.streams.processor;

import io.wordtide.learn.WordPublication;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import io.wordtide.streams.shard.RoundExchange;
import io.wordtide.streams.shard.Shards;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.view.ModelViews;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes each bag of words to its model and publishes what the models learn. One task holds the models of one
 * partition, each in a {@link ModelSession}.
 *
 * <p>A mini-batch is the next B bags of a model in offset order, or those that are waiting when no more have arrived
 * for the linger time. Output records carry the timestamp of the bag that filled the mini-batch, or the current time if
 * it was not full; never the time a document was published, since brokers would then delete old news at once.
 *
 * <p>A step that breaks is undone: its documents go to the dead letters, and the model continues as if it had never
 * seen them. A record without a value asks all models of the task to forget the document that is its key
 * ({@link Forgetting}).
 *
 * <p>Children, by name: {@link #LEARNING_REPORTS}, {@link #DOCUMENT_EMBEDDINGS}, {@link #WORD_EMBEDDINGS},
 * {@link #DEAD_LETTERS}, {@link #LEARNING_EVENTS}, {@link #STORIES}, {@link #FORGOTTEN_DOCUMENTS}.
 */
@SuppressWarnings("NullAway.Init") // init() comes before every other call
public final class LearnProcessor implements Processor<String, WordCounts, String, SpecificRecord> {

    public static final String LEARNING_REPORTS = "learning-reports";
    public static final String DOCUMENT_EMBEDDINGS = "document-embeddings";
    public static final String WORD_EMBEDDINGS = "word-embeddings";
    public static final String DEAD_LETTERS = "undone-documents";
    public static final String LEARNING_EVENTS = "learning-events";
    public static final String STORIES = "stories";
    public static final String FORGOTTEN_DOCUMENTS = "forgotten-documents";

    /** How many times per linger time the processor checks for mini-batches that have lingered. */
    private static final int LOOKS_PER_LINGER = 4;

    /**
     * Time for lingering mini-batches before the thread must commit and poll again. A thousand models may be due at
     * once, and each may have to wake; those that are left are learned at the next check.
     */
    private static final Duration LOOK_TIME = Duration.ofMillis(500);

    /** How soon a requested view is made, and the last documents are learned once the input has ended. */
    private static final Duration REQUEST_INTERVAL = Duration.ofMillis(100);

    /**
     * Time within each of these intervals for learning without documents that are to be forgotten: most of it, or a model
     * that must also keep up with a fast stream would never catch up.
     */
    private static final Duration FORGET_TIME = Duration.ofMillis(400);

    /** Checks for which forgetting waits while requests keep coming: a second. */
    private static final int MOST_POSTPONED = 10;

    private final WordtideConfig config;
    private final ModelViews views;
    private final AwakeModels awake;
    private final Shards shards;
    private final EndOfInput endOfInput;

    private ProcessorContext<String, SpecificRecord> context;
    private StreamsLearnerMetrics metrics;
    private RoundExchange exchange;
    private TaskModels models;
    private LearnerOutputs outputs;
    private String lastLingering = "";
    private String lastForgetting = "";
    private boolean isAskedMore;
    private int postponedCount;
    private int quietChecks;
    private long waitingCount;
    private long endsSeen;

    /**
     * @param views where views of the models are published if the instance serves HTTP
     * @param awake shared by all tasks of the process
     * @param shards shared by all tasks of the process
     * @param endOfInput shared by all tasks of the process
     */
    public LearnProcessor(
            WordtideConfig config, ModelViews views, AwakeModels awake, Shards shards, EndOfInput endOfInput) {
        this.config = config;
        this.views = views;
        this.awake = awake;
        this.shards = shards;
        this.endOfInput = endOfInput;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        metrics = new StreamsLearnerMetrics(processorContext);
        outputs = new LearnerOutputs(context, metrics, config);
        // a task may be initialised again after its state was found to be corrupt
        int partition = processorContext.taskId().partition();
        exchange = shards.exchange(partition, metrics);
        models = new TaskModels(config, LearnerStores.of(processorContext), exchange, partition);
        models.open();
        models.all().forEach(this::announce);
        waitingCount =
                models.all().stream().mapToLong(ModelSession::waitingCount).sum();
        reportModels();
        long lookMs = Math.max(1, config.miniBatchLinger().toMillis() / LOOKS_PER_LINGER);
        context.schedule(Duration.ofMillis(lookMs), PunctuationType.WALL_CLOCK_TIME, this::learnLingering);
        endsSeen = endOfInput.count();
        context.schedule(REQUEST_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::learnLast);
        context.schedule(REQUEST_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::forgetNext);
        if (config.isServing()) {
            models.get(config.defaultModelId()).ifPresent(session -> views.expect(session.modelId()));
            context.schedule(REQUEST_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> publishNextView());
        }
    }

    @Override
    public void process(Record<String, WordCounts> bag) {
        if (bag.value() == null) {
            askToForget(bag.key(), bag.timestamp());
            return;
        }
        metrics.arrived();
        Optional<ModelSession> session = models.of(bag.key());
        if (session.isEmpty() || !session.get().modelId().equals(bag.key())) {
            reportBeyondMaximum(bag, session);
        }
        if (session.isEmpty()) {
            outputs.refuse(bag);
        } else {
            waitingCount++;
            session.get().add(bag.value());
            learnFull(session.get(), bag.timestamp());
        }
        reportModels();
    }

    @Override
    public void close() {
        views.remove(models.ids());
        awake.remove(models.all());
        exchange.close();
        metrics.close();
    }

    private void learnLast(long nowMs) {
        long ends = endOfInput.count();
        if (ends != endsSeen) {
            endsSeen = ends;
            models.all().forEach(session -> session.look(LOOKS_PER_LINGER + 1));
            learnDue(nowMs);
            context.commit();
        }
    }

    private void learnLingering(long nowMs) {
        models.all().forEach(session -> session.look(1));
        learnDue(nowMs);
    }

    private void learnDue(long nowMs) {
        long deadline = System.nanoTime() + LOOK_TIME.toNanos();
        for (ModelSession session : models.behind(lastLingering)) {
            if (session.isDueAfter(LOOKS_PER_LINGER)) {
                lastLingering = session.modelId();
                settle(session, nowMs);
                if (System.nanoTime() - deadline > 0) {
                    break;
                }
            }
        }
        makeRoom(); // other tasks may have filled the memory
        reportModels();
    }

    /** Whichever model may have the document, its embedding is gone at once. */
    private void askToForget(String documentId, long timestampMs) {
        Instant requestedAt = Instant.ofEpochMilli(timestampMs);
        boolean isKnown = false;
        for (ModelSession session : models.all()) {
            isKnown |= session.askToForget(documentId, requestedAt);
        }
        isAskedMore = true;
        metrics.forgotten(0, isKnown ? 0 : 1, 0);
        // one of the tasks that do not know it is enough, for documents that are older than all journals
        if (isKnown || context.taskId().partition() == 0) {
            outputs.sendEmbeddingGone(documentId, timestampMs);
        }
    }

    /** One model at a time, once no more requests come, which are then met together. */
    private void forgetNext(long nowMs) {
        boolean isAsked = isAskedMore;
        isAskedMore = false;
        quietChecks = isAsked ? 0 : quietChecks + 1;
        if (quietChecks == MOST_POSTPONED) {
            models.all().forEach(session -> session.pendingForgetting().endRequests());
        }
        if (models.all().stream()
                .noneMatch(session -> session.pendingForgetting().isAsked())) {
            return;
        }
        boolean hasBegun = models.all().stream()
                .anyMatch(session -> session.pendingForgetting().hasBegun());
        if (isAsked && !hasBegun && ++postponedCount <= MOST_POSTPONED) {
            return;
        }
        postponedCount = 0;
        long deadline = System.nanoTime() + FORGET_TIME.toNanos();
        for (ModelSession session : models.behind(lastForgetting)) {
            if (session.pendingForgetting().isAsked()) {
                Optional<Forgotten> forgotten = session.forget(deadline, Instant.ofEpochMilli(nowMs));
                used(session);
                forgotten.ifPresent(done -> {
                    lastForgetting = session.modelId();
                    outputs.send(done, nowMs);
                    waitingCount += done.waitingAgain();
                    announce(session);
                    refreshView(session, Optional.empty());
                    learnFull(session, nowMs);
                });
                if (System.nanoTime() - deadline > 0) {
                    break;
                }
            }
        }
        reportModels();
    }

    /** A model that receives no documents must still answer queries. */
    private void publishNextView() {
        views.wanted(models.ids()).stream().findFirst().flatMap(models::get).ifPresent(session -> {
            wake(session);
            session.publishView(Optional.empty(), views);
            used(session);
        });
    }

    /** There may be several full mini-batches after documents were forgotten, or after a change of their size. */
    private void learnFull(ModelSession session, long timestampMs) {
        while (session.isFull()) {
            settle(session, timestampMs);
        }
    }

    /** Learns the waiting documents of a model, a full mini-batch of them at most, and sends what came of it. */
    private void settle(ModelSession session, long timestampMs) {
        wake(session);
        MiniBatchOutcome outcome = session.learn();
        waitingCount -= outcome.miniBatch().size();
        if (outcome instanceof Learned learned) {
            outputs.send(learned, timestampMs);
            if (learned.publication().isPresent()) {
                refreshView(session, learned.publication());
            }
        } else if (outcome instanceof Undone undone) {
            outputs.send(undone, timestampMs);
        }
        announce(session);
        used(session);
    }

    private void refreshView(ModelSession session, Optional<WordPublication> publication) {
        if (config.isServing() && views.isWorthRefreshing(session.modelId())) {
            session.publishView(publication, views);
        }
    }

    private void announce(ModelSession session) {
        if (config.isServing()) {
            views.announce(session.summary());
        }
    }

    private void wake(ModelSession session) {
        if (session.isAsleep()) {
            long start = System.nanoTime();
            session.wake();
            metrics.woken((System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void used(ModelSession session) {
        awake.used(session);
        makeRoom();
    }

    private void makeRoom() {
        for (ModelSession session : awake.excess(models::holds)) {
            session.sleep();
            awake.used(session);
        }
    }

    /** @param instead the model that learns the document in place of its own, if one does */
    private void reportBeyondMaximum(Record<String, WordCounts> bag, Optional<ModelSession> instead) {
        metrics.beyondMaximum();
        if (models.isNews(bag.key())) {
            outputs.sendBeyondMaximum(bag.key(), instead.map(ModelSession::modelId), bag.timestamp());
        }
    }

    private void reportModels() {
        metrics.waiting(waitingCount);
        metrics.models(models.ids().size(), awake.count());
    }
}
