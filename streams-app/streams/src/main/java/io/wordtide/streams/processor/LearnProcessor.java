package io.wordtide.streams.processor;

import io.wordtide.learn.Change;
import io.wordtide.learn.NonFiniteStepException;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.WordVector;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import io.wordtide.streams.store.LearnerStores;
import io.wordtide.streams.view.ModelViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each bag of words to its model and publishes what the models learn. One task holds the models of one
 * partition, each in a {@link ModelSession}.
 *
 * <p>A mini-batch is the next B bags of a model in offset order, or those that are waiting when no more have arrived
 * for the linger time. Output records carry the timestamp of the bag that filled the mini-batch, or the current time if
 * it was not full; never the time a document was published, since brokers would then delete old news at once.
 *
 * <p>A step that breaks is undone: its documents go to the dead letters, and the model continues as if it had never
 * seen them.
 *
 * <p>Children, by name: {@link #LEARNING_REPORTS}, {@link #DOCUMENT_EMBEDDINGS}, {@link #WORD_EMBEDDINGS},
 * {@link #DEAD_LETTERS}, {@link #LEARNING_EVENTS}.
 */
@SuppressWarnings("NullAway.Init") // init() comes before every other call
public final class LearnProcessor implements Processor<String, WordCounts, String, SpecificRecord> {

    public static final String LEARNING_REPORTS = "learning-reports";
    public static final String DOCUMENT_EMBEDDINGS = "document-embeddings";
    public static final String WORD_EMBEDDINGS = "word-embeddings";
    public static final String DEAD_LETTERS = "undone-documents";
    public static final String LEARNING_EVENTS = "learning-events";

    private static final Logger LOG = LoggerFactory.getLogger(LearnProcessor.class);

    /** How many times per linger time the processor checks for mini-batches that have lingered. */
    private static final int LOOKS_PER_LINGER = 4;

    /** Time between waking two models only to publish their views. */
    private static final Duration WAKE_INTERVAL = Duration.ofSeconds(1);

    private final WordtideConfig config;
    private final ModelViews views;

    /** By model id; sorted, so that mini-batches that linger at the same time are always learned in the same order. */
    private final Map<String, ModelSession> sessions = new TreeMap<>();

    private ProcessorContext<String, SpecificRecord> context;
    private LearnerStores stores;
    private StreamsLearnerMetrics metrics;

    /** @param views where views of the models are published if the instance serves HTTP */
    public LearnProcessor(WordtideConfig config, ModelViews views) {
        this.config = config;
        this.views = views;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        stores = LearnerStores.of(processorContext);
        metrics = new StreamsLearnerMetrics(processorContext);
        // a task may be initialised again after its state was found to be corrupt
        sessions.clear();
        for (String modelId : stores.snapshots().modelIds()) {
            sessions.put(modelId, ModelSession.open(modelId, config, stores));
            if (config.isServing()) {
                views.expect(modelId);
            }
        }
        reportWaiting();
        long lookMs = Math.max(1, config.miniBatchLinger().toMillis() / LOOKS_PER_LINGER);
        context.schedule(Duration.ofMillis(lookMs), PunctuationType.WALL_CLOCK_TIME, this::learnLingering);
        if (config.isServing()) {
            context.schedule(WAKE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> wakeNext());
        }
    }

    @Override
    public void process(Record<String, WordCounts> bag) {
        metrics.arrived();
        ModelSession session =
                sessions.computeIfAbsent(bag.key(), modelId -> ModelSession.begin(modelId, config, stores));
        if (session.add(bag.value())) {
            settle(session.learn(), bag.timestamp());
        }
        reportWaiting();
    }

    @Override
    public void close() {
        views.remove(sessions.keySet());
        sessions.clear();
        metrics.close();
    }

    private void learnLingering(long nowMs) {
        for (ModelSession session : sessions.values()) {
            if (session.isDueAfter(LOOKS_PER_LINGER)) {
                boolean wakes = session.isAsleep();
                settle(session.learn(), nowMs);
                if (wakes) {
                    // it may have learned a whole journal again: let the thread commit and poll before the next model
                    break;
                }
            }
        }
        reportWaiting();
    }

    /** A model that receives no documents must still answer queries. */
    private void wakeNext() {
        sessions.entrySet().stream()
                .filter(session -> session.getValue().isAsleep())
                .findFirst()
                .ifPresent(session -> session.getValue().publishView(Optional.empty(), views));
    }

    private void settle(MiniBatchOutcome outcome, long timestampMs) {
        if (outcome instanceof Learned learned) {
            forward(learned, timestampMs);
            if (config.isServing()
                    && (learned.publication().isPresent()
                            || views.get(learned.modelId()).isEmpty())) {
                Objects.requireNonNull(sessions.get(learned.modelId())).publishView(learned.publication(), views);
            }
        } else if (outcome instanceof Undone undone) {
            setAside(undone, timestampMs);
        }
    }

    private void forward(Learned learned, long timestampMs) {
        StepReport report = learned.report();
        List<WordCounts> bags = learned.miniBatch().bags();
        for (int i = 0; i < bags.size(); i++) {
            WordCounts bag = bags.get(i);
            report.documents().get(i).ifPresent(embedded -> {
                var embedding = Records.documentEmbedding(learned.modelId(), report.version(), bag, embedded);
                context.forward(new Record<>(bag.getDocumentId(), embedding, timestampMs), DOCUMENT_EMBEDDINGS);
            });
        }
        for (WordVector word : learned.movedWords()) {
            String key = config.modelRoute().wordKey(learned.modelId(), word.term());
            var embedding = Records.wordEmbedding(learned.modelId(), report.version(), word);
            context.forward(new Record<>(key, embedding, timestampMs), WORD_EMBEDDINGS);
        }
        for (String term : learned.report().forgottenWords()) {
            String key = config.modelRoute().wordKey(learned.modelId(), term);
            context.forward(new Record<>(key, null, timestampMs), WORD_EMBEDDINGS);
        }
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        for (Change change : learned.changes()) {
            var event = Records.learningEvent(learned, change, now);
            context.forward(new Record<>(learned.modelId(), event, timestampMs), LEARNING_EVENTS);
        }
        var learningReport = Records.learningReport(learned, now);
        context.forward(new Record<>(learned.modelId(), learningReport, timestampMs), LEARNING_REPORTS);
        metrics.learned(
                report.documentCount(),
                report.skippedDocumentCount() + learned.miniBatch().duplicateCount());
        metrics.reported(learningReport);
        learned.movedWords().stream()
                .flatMapToDouble(word -> word.cosineDrift().stream())
                .average()
                .ifPresent(meanDrift -> metrics.drifted(learned.modelId(), meanDrift));
    }

    /** Duplicates do not become dead letters: their documents were learned or set aside when they first arrived. */
    private void setAside(Undone undone, long timestampMs) {
        LOG.error(
                "Undid a mini-batch; its documents are now dead letters model={} version={} documents={} cause={}."
                        + " If this continues, go back with wordtide snapshot rollback",
                undone.modelId(),
                undone.version(),
                undone.miniBatch().size(),
                undone.cause().getMessage(),
                // its message says everything, and it may recur with every mini-batch
                undone.cause() instanceof NonFiniteStepException ? null : undone.cause());
        Instant failedAt = Instant.ofEpochMilli(context.currentSystemTimeMs());
        for (WordCounts bag : undone.miniBatch().bags()) {
            context.forward(
                    new Record<>(bag.getDocumentId(), Records.deadLetter(undone, bag, failedAt), timestampMs),
                    DEAD_LETTERS);
        }
        metrics.undone(undone.miniBatch().bags().size(), undone.miniBatch().duplicateCount());
    }

    private void reportWaiting() {
        metrics.waiting(
                sessions.values().stream().mapToLong(ModelSession::waitingCount).sum());
    }
}
