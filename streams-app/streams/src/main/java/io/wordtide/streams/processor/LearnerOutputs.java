package io.wordtide.streams.processor;

import static io.wordtide.streams.processor.LearnProcessor.DEAD_LETTERS;
import static io.wordtide.streams.processor.LearnProcessor.DOCUMENT_EMBEDDINGS;
import static io.wordtide.streams.processor.LearnProcessor.FORGOTTEN_DOCUMENTS;
import static io.wordtide.streams.processor.LearnProcessor.LEARNING_EVENTS;
import static io.wordtide.streams.processor.LearnProcessor.LEARNING_REPORTS;
import static io.wordtide.streams.processor.LearnProcessor.STORIES;
import static io.wordtide.streams.processor.LearnProcessor.WORD_EMBEDDINGS;

import io.wordtide.learn.Change;
import io.wordtide.learn.NonFiniteStepException;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.WordVector;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.WordCounts;
import io.wordtide.story.Story;
import io.wordtide.story.StoryReport;
import io.wordtide.story.StoryReport.TrackedDocument;
import io.wordtide.streams.config.ModelRoute;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.monitor.LearningAdvice;
import io.wordtide.streams.monitor.StreamsLearnerMetrics;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.processor.MiniBatchOutcome.Undone;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the models of a task bring forth to the children of {@link LearnProcessor}, counts it, and logs what an operator
 * should know. Keys of words, stories and certificates name the model if there are several. Not thread-safe.
 */
final class LearnerOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(LearnerOutputs.class);

    private final ProcessorContext<String, SpecificRecord> context;
    private final StreamsLearnerMetrics metrics;
    private final ModelRoute route;
    private final int mostModels;
    private final LearningAdvice advice;
    private boolean hasReportedUndated;

    LearnerOutputs(
            ProcessorContext<String, SpecificRecord> context, StreamsLearnerMetrics metrics, WordtideConfig config) {
        this.context = context;
        this.metrics = metrics;
        this.route = config.modelRoute();
        this.mostModels = config.models().maximum();
        this.advice = new LearningAdvice(config);
    }

    /** Embeddings, stories, events and the report of a mini-batch. */
    void send(Learned learned, long timestampMs) {
        String modelId = learned.modelId();
        StepReport report = learned.report();
        long version = report.version();
        sendDocuments(learned, timestampMs);
        sendWords(modelId, version, report.space(), learned.movedWords(), report.forgottenWords(), timestampMs);
        StoryReport stories = learned.stories();
        sendStories(modelId, version, stories.changed(), stories.endedStories(), timestampMs);
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        sendEvents(learned, now, timestampMs);
        var learningReport = Records.learningReport(learned, now);
        context.forward(new Record<>(learned.modelId(), learningReport, timestampMs), LEARNING_REPORTS);
        metrics.learned(
                report.documentCount(),
                report.skippedDocumentCount() + learned.miniBatch().duplicateCount());
        metrics.reported(learningReport);
        advice.add(learningReport);
        advice.news().ifPresent(LOG::warn);
        learned.movedWords().stream()
                .flatMapToDouble(word -> word.cosineDrift().stream())
                .average()
                .ifPresent(meanDrift -> metrics.drifted(learned.modelId(), meanDrift));
    }

    private void sendDocuments(Learned learned, long timestampMs) {
        List<WordCounts> bags = learned.miniBatch().bags();
        Iterator<TrackedDocument> tracked = learned.stories().documents().iterator();
        for (int i = 0; i < bags.size(); i++) {
            WordCounts bag = bags.get(i);
            learned.report().documents().get(i).ifPresent(embedded -> {
                // in the order of the embedded documents; none without stories
                TrackedDocument inStory = tracked.hasNext() ? tracked.next() : null;
                var embedding = Records.documentEmbedding(learned, bag, embedded, inStory);
                context.forward(new Record<>(bag.getDocumentId(), embedding, timestampMs), DOCUMENT_EMBEDDINGS);
                if (Records.hasUnreadableTime(bag)) {
                    reportUndated(learned.modelId(), bag);
                }
            });
        }
    }

    private void sendEvents(Learned learned, Instant now, long timestampMs) {
        for (Change change : learned.changes()) {
            var event = Records.learningEvent(learned, change, now);
            context.forward(new Record<>(learned.modelId(), event, timestampMs), LEARNING_EVENTS);
        }
        for (LearningEvent event : StoryRecords.events(learned, now)) {
            context.forward(new Record<>(learned.modelId(), event, timestampMs), LEARNING_EVENTS);
        }
    }

    /** @param gone words that are no longer the model's */
    private void sendWords(
            String modelId,
            long version,
            long space,
            List<WordVector> words,
            Collection<String> gone,
            long timestampMs) {
        for (WordVector word : words) {
            var embedding = Records.wordEmbedding(modelId, version, space, word);
            context.forward(new Record<>(route.wordKey(modelId, word.term()), embedding, timestampMs), WORD_EMBEDDINGS);
        }
        for (String term : gone) {
            context.forward(new Record<>(route.wordKey(modelId, term), null, timestampMs), WORD_EMBEDDINGS);
        }
    }

    private void sendStories(
            String modelId, long version, List<Story> stories, Collection<String> ended, long timestampMs) {
        for (Story story : stories) {
            String key = route.wordKey(modelId, story.id());
            context.forward(new Record<>(key, StoryRecords.story(modelId, version, story), timestampMs), STORIES);
        }
        for (String storyId : ended) {
            String key = route.wordKey(modelId, storyId);
            context.forward(new Record<>(key, null, timestampMs), STORIES);
        }
    }

    /** One line for each task; the metric has the count. */
    private void reportUndated(String modelId, WordCounts bag) {
        metrics.undated();
        if (!hasReportedUndated) {
            hasReportedUndated = true;
            LOG.warn(
                    "Left publishedAt out of embeddings: expected a time in the years 1 to 9999, which other clients"
                            + " can read, found {}; correct the unit at the producer model={} origin={}",
                    bag.getPublishedAt().orElseThrow(),
                    modelId,
                    bag.getOrigin().orElse("unknown"));
        }
    }

    /** A mini-batch becomes dead letters, except its duplicates: they were learned or set aside when they first arrived. */
    void send(Undone undone, long timestampMs) {
        LOG.error(
                "Undid a mini-batch; its documents are now dead letters model={} version={} documents={} cause={}."
                        + " After a third bound in a row that is not finite the model goes back to a snapshot",
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

    /** Words and stories of the model without the documents, tombstones for what it does not have, and the certificates. */
    void send(Forgotten forgotten, long timestampMs) {
        String modelId = forgotten.modelId();
        long version = forgotten.version();
        sendWords(modelId, version, forgotten.space(), forgotten.words(), forgotten.lostWords(), timestampMs);
        sendStories(modelId, version, forgotten.stories(), forgotten.lostStories(), timestampMs);
        for (ForgottenDocument certificate : forgotten.certificates()) {
            String documentId = certificate.getDocumentId();
            if (!forgotten.sentAgain().contains(documentId)) {
                sendEmbeddingGone(documentId, timestampMs);
            }
            context.forward(
                    new Record<>(route.wordKey(modelId, documentId), certificate, timestampMs), FORGOTTEN_DOCUMENTS);
        }
        metrics.forgotten(forgotten.certificates().size(), forgotten.missing().size(), forgotten.waitingAgain());
        if (!forgotten.missing().isEmpty()) {
            LOG.warn(
                    "Cannot forget {} documents: expected them in the journal of the model, which reaches back to its"
                            + " oldest kept snapshot, found none of them; their embeddings have been deleted model={}",
                    forgotten.missing().size(),
                    modelId);
        }
    }

    /** Nobody is to find the document any more. */
    void sendEmbeddingGone(String documentId, long timestampMs) {
        context.forward(new Record<>(documentId, null, timestampMs), DOCUMENT_EMBEDDINGS);
    }

    /** A document that no model may learn becomes a dead letter. */
    void refuse(Record<String, WordCounts> bag) {
        Instant failedAt = Instant.ofEpochMilli(context.currentSystemTimeMs());
        var deadLetter = Records.deadLetterBeyondMaximum(bag.value(), mostModels, failedAt);
        context.forward(new Record<>(bag.value().getDocumentId(), deadLetter, bag.timestamp()), DEAD_LETTERS);
        metrics.refused();
    }

    /**
     * Says that a model is not begun because there are too many.
     *
     * @param instead the model that learns its documents, if one does
     */
    void sendBeyondMaximum(String modelId, Optional<String> instead, long timestampMs) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        var event = Records.modelBeyondMaximum(modelId, mostModels, instead, now);
        LOG.warn("{} model={}", event.getMessage(), modelId);
        context.forward(new Record<>(modelId, event, timestampMs), LEARNING_EVENTS);
    }
}
