package io.wordtide.train;

import java.util.List;

/**
 * What became of a training.
 *
 * @param epochs passes that were made
 * @param finished whether these are all that were planned
 * @param bestEpoch the epoch that the model is at now
 * @param seconds spent in training, validation included, over all runs, seconds
 * @param history all validations
 */
public record TrainingResult(int epochs, boolean finished, int bestEpoch, double seconds, List<Validation> history) {}
