package io.wordtide.streams.view;

import java.util.OptionalInt;

/**
 * A model in a few numbers, which are known while it is asleep, too.
 *
 * @param modelId its id
 * @param version mini-batches learned
 * @param documentsSeen documents counted
 * @param vocabularySize words that have a row; empty if the model has been asleep since the instance took it over
 */
public record ModelSummary(String modelId, long version, long documentsSeen, OptionalInt vocabularySize) {}
