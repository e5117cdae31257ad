package io.wordtide.baseline;

/**
 * How the models with binary latent units learn.
 *
 * @param hiddenSize K, binary latent units
 * @param inferenceSize relu units of the inference network
 * @param baselineSize relu units of the network that predicts the learning signal
 * @param learningRate of Adam, for all parameters
 * @param l2Weight weight of the squared norm of all parameters in the negated objective
 * @param batchSize documents
 * @param boundSamples samples of q(h | x) of which {@code evaluate} takes the mean; {@code validate} takes a fifth
 * @param seed of everything drawn
 */
public record NvilSettings(
        int hiddenSize,
        int inferenceSize,
        int baselineSize,
        double learningRate,
        double l2Weight,
        int batchSize,
        int boundSamples,
        long seed) {

    public NvilSettings {
        SettingsMap.requireAtLeast("hiddenSize", 1, hiddenSize);
        SettingsMap.requireAtLeast("inferenceSize", 1, inferenceSize);
        SettingsMap.requireAtLeast("baselineSize", 1, baselineSize);
        SettingsMap.requireAtLeast("learningRate", 0, learningRate);
        SettingsMap.requireAtLeast("l2Weight", 0, l2Weight);
        SettingsMap.requireAtLeast("batchSize", 1, batchSize);
        SettingsMap.requireAtLeast("boundSamples", 1, boundSamples);
    }
}
