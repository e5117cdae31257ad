package io.wordtide.app.processor;

import io.wordtide.embed.WordVector;
import io.wordtide.learn.StepReport;
import io.wordtide.schema.WordCounts;
import java.util.List;

/**
 * What one learning step gives to the world.
 *
 * @param modelId the model
 * @param bags the mini-batch, in the order of the stream; parallel to the report's documents
 * @param report what learning found
 * @param movedWords word vectors to publish, none if it is not their turn
 * @param stepMs time to score and learn, milliseconds
 */
record LearnedMiniBatch(
        String modelId, List<WordCounts> bags, StepReport report, List<WordVector> movedWords, double stepMs) {}
