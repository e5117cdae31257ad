package io.wordtide.app.processor;

import io.wordtide.embed.WordVector;
import io.wordtide.learn.StepReport;
import java.util.List;
import java.util.OptionalDouble;

/** What became of a mini-batch. */
sealed interface MiniBatchOutcome {

    String modelId();

    DocumentMiniBatch miniBatch();

    /**
     * What one learning step gives to the world.
     *
     * @param report what learning found; its documents are parallel to the mini-batch's bags
     * @param publishedDrift the least drift with which words are published, empty if it is not their turn
     * @param movedWords word vectors to publish
     * @param stepMs time to score and learn, milliseconds
     */
    record Learned(
            String modelId,
            DocumentMiniBatch miniBatch,
            StepReport report,
            OptionalDouble publishedDrift,
            List<WordVector> movedWords,
            double stepMs)
            implements MiniBatchOutcome {}

    /**
     * A step that broke: the model is as if it had never seen the mini-batch.
     *
     * @param version mini-batches the model had learned before
     * @param cause what broke
     */
    record Undone(String modelId, DocumentMiniBatch miniBatch, long version, RuntimeException cause)
            implements MiniBatchOutcome {}
}
