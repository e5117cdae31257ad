package io.wordtide.baseline;

import io.wordtide.snapshot.RecordSettings;

/**
 * How the models with binary latent units learn.
 *
 * @param hiddenSize K, binary latent units
 * @param inferenceSize relu units of the inference network
 * @param baselineSize relu units of the network that predicts the learning signal
 * @param learning rate, weight decay and mini-batches
 * @param boundSamples samples of q(h | x) that {@code evaluate} averages; {@code validate} uses a fifth
 * @param seed of all random draws
 */
public record NvilSettings(
        int hiddenSize, int inferenceSize, int baselineSize, Learning learning, int boundSamples, long seed) {

    public NvilSettings {
        RecordSettings.requireAtLeast("hiddenSize", 1, hiddenSize);
        RecordSettings.requireAtLeast("inferenceSize", 1, inferenceSize);
        RecordSettings.requireAtLeast("baselineSize", 1, baselineSize);
        RecordSettings.requireAtLeast("boundSamples", 1, boundSamples);
    }
}
