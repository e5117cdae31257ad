package io.wordtide.train;

import java.util.List;

/**
 * The outcome of a training run.
 *
 * @param epochs passes completed
 * @param finished whether all planned passes were completed
 * @param bestEpoch the epoch that the model is at now
 * @param seconds spent in training, validation included, over all runs, seconds
 * @param history all validations
 */
public record TrainingResult(int epochs, boolean finished, int bestEpoch, double seconds, List<Validation> history) {}
