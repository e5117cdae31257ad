package io.wordtide.baseline;

import io.wordtide.snapshot.RecordSettings;

/**
 * How a model learns with Adam, a part of its settings.
 *
 * @param rate of Adam, for all parameters, above 0
 * @param l2Weight weight of the squared norm of all parameters in the negated objective, at least 0
 * @param batchSize documents of a mini-batch, at least 1
 */
public record Learning(double rate, double l2Weight, int batchSize) {

    /** @throws IllegalArgumentException if a setting is out of range */
    public Learning {
        RecordSettings.requirePositive("learning.rate", rate);
        RecordSettings.requireAtLeast("learning.l2Weight", 0.0, l2Weight);
        RecordSettings.requireAtLeast("learning.batchSize", 1, batchSize);
    }
}
