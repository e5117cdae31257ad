package io.wordtide.dlgm;

import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A second implementation of the generative model, from the equations of docs/notation.md: plain loops over one document, in double.
 */
public final class ReferenceGenerativeModel {

    private final ReferenceParameters parameters;
    private final List<String> hiddenLayers;
    private final boolean skips;
    private final double[] logitOffset;

    /** A copy of the current model, with an offset of 0. */
    public ReferenceGenerativeModel(GenerativeModel model) {
        this(model, new float[model.vocabularySize()]);
    }

    /** A copy of the current model, with a logit offset, [V]. */
    ReferenceGenerativeModel(GenerativeModel model, float[] logitOffset) {
        this.parameters = new ReferenceParameters(model.parameters());
        this.hiddenLayers = List.of("generative.hidden1", "generative.hidden2")
                .subList(0, model.hiddenParameters().size() / 2);
        this.skips = model.skips();
        this.logitOffset = ReferenceParameters.toDoubles(logitOffset);
    }

    public ReferenceParameters parameters() {
        return parameters;
    }

    /** h(z), [H]. */
    double[] hidden(double[] latent) {
        double[] hidden = latent;
        for (String layer : hiddenLayers) {
            hidden = relu(parameters.affine(layer, hidden));
        }
        return skips
                ? DoubleStream.concat(Arrays.stream(latent), Arrays.stream(hidden))
                        .toArray()
                : hidden;
    }

    /** gamma(z), [V]. */
    double[] logits(double[] latent) {
        double[] logits = parameters.affineByRows("generative.output", hidden(latent));
        Arrays.setAll(logits, v -> logits[v] + logitOffset[v]);
        return logits;
    }

    /** log mu(z), [V], nats. */
    double[] logWordProbabilities(double[] latent) {
        double[] logits = logits(latent);
        double max = Arrays.stream(logits).max().orElseThrow();
        double logNormaliser = max
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - max))
                        .sum());
        return Arrays.stream(logits).map(logit -> logit - logNormaliser).toArray();
    }

    /** sum_v x_v log mu_v(z), nats. */
    public double reconstruction(DocumentCounts document, double[] latent) {
        double[] logWordProbabilities = logWordProbabilities(latent);
        double sum = 0;
        for (int i = 0; i < document.rows().length; i++) {
            sum += document.counts()[i] * logWordProbabilities[document.rows()[i]];
        }
        return sum;
    }

    /** How far the nearest relu is from its kink, where no derivative exists. */
    double distanceToKink(double[] latent) {
        double distance = Double.POSITIVE_INFINITY;
        double[] hidden = latent;
        for (String layer : hiddenLayers) {
            double[] sums = parameters.affine(layer, hidden);
            distance = Math.min(distance, smallestMagnitude(sums));
            hidden = relu(sums);
        }
        return distance;
    }

    static double[] relu(double[] sums) {
        return Arrays.stream(sums).map(sum -> Math.max(0, sum)).toArray();
    }

    static double smallestMagnitude(double[] values) {
        return Arrays.stream(values).map(Math::abs).min().orElseThrow();
    }
}
