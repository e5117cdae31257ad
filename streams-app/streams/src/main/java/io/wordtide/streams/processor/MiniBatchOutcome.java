package io.wordtide.streams.processor;

import io.wordtide.learn.Change;
import io.wordtide.learn.StepReport;
import io.wordtide.learn.WordPublication;
import io.wordtide.learn.WordVector;
import io.wordtide.story.StoryReport;
import io.wordtide.streams.store.DocumentMiniBatch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The outcome of a mini-batch. */
sealed interface MiniBatchOutcome {

    String modelId();

    DocumentMiniBatch miniBatch();

    /**
     * What one learning step produced.
     *
     * @param report what learning found; its documents are parallel to the mini-batch's bags
     * @param publishedDrift minimum drift with which words are published; empty if none are due
     * @param publication the published words, if they are due
     * @param stories what the mini-batch has changed about stories
     * @param stepMs time to score and learn, milliseconds
     */
    record Learned(
            String modelId,
            DocumentMiniBatch miniBatch,
            StepReport report,
            OptionalDouble publishedDrift,
            Optional<WordPublication> publication,
            StoryReport stories,
            double stepMs)
            implements MiniBatchOutcome {

        /** Word vectors to publish. */
        List<WordVector> movedWords() {
            return publication.map(WordPublication::moved).orElse(List.of());
        }

        /** Changes that learning detected, followed by those that publishing detected. */
        List<Change> changes() {
            return Stream.concat(
                            report.changes().stream(),
                            publication.stream().flatMap(published -> published.changes().stream()))
                    .toList();
        }
    }

    /**
     * A step that broke: the model continues as if it had never seen the mini-batch.
     *
     * @param version mini-batches the model had learned before
     * @param cause what broke the step
     */
    record Undone(String modelId, DocumentMiniBatch miniBatch, long version, RuntimeException cause)
            implements MiniBatchOutcome {}
}
