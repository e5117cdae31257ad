package io.wordtide.streams.processor;

import io.wordtide.learn.OnlineLearner;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.StepReport.EmbeddedDocument;
import io.wordtide.schema.LearningEvent;
import io.wordtide.schema.LearningEventKind;
import io.wordtide.schema.StoryPhase;
import io.wordtide.schema.WordCounts;
import io.wordtide.story.Story;
import io.wordtide.story.StoryDocument;
import io.wordtide.story.StoryReport;
import io.wordtide.streams.processor.MiniBatchOutcome.Learned;
import io.wordtide.streams.store.DocumentMiniBatch;
import io.wordtide.text.BagOfWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the documents of a mini-batch to the stories of its model, and converts stories to wire records. */
final class StoryRecords {

    private StoryRecords() {}

    /**
     * Tracks the documents of a mini-batch that has just been learned; those without a known word are left out.
     *
     * @param bags the documents as they were learned
     * @param publishAll whether all stories that have changed are due
     */
    static StoryReport track(
            OnlineLearner learner,
            DocumentMiniBatch miniBatch,
            List<BagOfWords> bags,
            StepReport report,
            boolean publishAll) {
        List<StoryDocument> documents = new ArrayList<>();
        for (int i = 0; i < miniBatch.bags().size(); i++) {
            WordCounts document = miniBatch.bags().get(i);
            BagOfWords bag = bags.get(i);
            Optional<EmbeddedDocument> embedded = report.documents().get(i);
            embedded.ifPresent(found -> documents.add(document(document, bag, found)));
        }
        return learner.stories()
                .track(documents, learner.documentFrequencies(), publishAll)
                .withForms(learner::surface);
    }

    private static StoryDocument document(WordCounts document, BagOfWords bag, EmbeddedDocument embedded) {
        return new StoryDocument(
                document.getDocumentId(),
                document.getSource().filter(source -> !source.isEmpty()),
                Records.publishedAt(document).map(Instant::toEpochMilli),
                bag,
                embedded.mean());
    }

    static io.wordtide.schema.Story story(String modelId, long version, Story story) {
        return io.wordtide.schema.Story.newBuilder()
                .setModel(modelId)
                .setStoryId(story.id())
                .setModelVersion(version)
                .setPhase(StoryPhase.valueOf(story.phase().name()))
                .setTerms(story.terms())
                .setSurfaces(story.surfaces())
                .setDocumentCount(story.documentCount())
                .setRecentCount(story.recentCount())
                .setPreviousCount(story.previousCount())
                .setDuplicateCount(story.copyCount())
                .setFirstDocumentId(story.firstDocument())
                .setFirstPublishedAt(instant(story.firstMs()))
                .setLastPublishedAt(instant(story.lastMs()))
                .setSources(story.sources())
                .setDocuments(story.members().stream()
                        .map(member -> new io.wordtide.schema.StoryDocument(
                                member.id(),
                                member.source().orElse(null),
                                instant(member.publishedAtMs()),
                                member.duplicateOf().orElse(null)))
                        .toList())
                .build();
    }

    private static @Nullable Instant instant(Optional<Long> milliseconds) {
        return milliseconds.map(Instant::ofEpochMilli).orElse(null);
    }

    /** Events for the stories that were born and those that have taken off. */
    static List<LearningEvent> events(Learned learned, Instant detectedAt) {
        List<LearningEvent> events = new ArrayList<>();
        learned.stories()
                .born()
                .forEach(story -> events.add(event(
                        learned,
                        story,
                        LearningEventKind.STORY_BORN,
                        "A story has begun with " + documents(story),
                        detectedAt)));
        learned.stories()
                .growing()
                .forEach(story -> events.add(event(
                        learned,
                        story,
                        LearningEventKind.STORY_GROWING,
                        "A story takes off: " + story.recentCount() + " recent documents after " + story.previousCount()
                                + ", of " + documents(story),
                        detectedAt)));
        return events;
    }

    private static String documents(Story story) {
        return story.documentCount() + (story.documentCount() == 1 ? " document" : " documents");
    }

    private static LearningEvent event(
            Learned learned, Story story, LearningEventKind kind, String message, Instant detectedAt) {
        long documentsSeen = learned.report().documentsSeen();
        return LearningEvent.newBuilder()
                .setModel(learned.modelId())
                .setModelVersion(learned.report().version())
                .setKind(kind)
                .setMessage(message + " (story " + story.id() + "): " + String.join(", ", story.words()))
                .setSinceDocument(
                        Math.max(1, documentsSeen - learned.miniBatch().bags().size() + 1))
                .setDocumentsSeen(documentsSeen)
                .setTerms(story.terms())
                .setSurfaces(story.surfaces())
                .setNeighboursLost(List.of())
                .setNeighboursGained(List.of())
                .setEvidence(Map.of(
                        "documents", (double) story.documentCount(),
                        "recent", (double) story.recentCount(),
                        "previous", (double) story.previousCount()))
                .setDetectedAt(detectedAt)
                .build();
    }
}
