package io.wordtide.dlgm;

import io.wordtide.nn.SparseInput;

/** A second implementation of the inference network: plain loops over one document, in double. */
public final class ReferenceInferenceNetwork {

    private final ReferenceParameters parameters;
    private final int vocabularySize;

    /** A copy of the current network. */
    public ReferenceInferenceNetwork(InferenceNetwork network) {
        this.parameters = new ReferenceParameters(network.parameters());
        this.vocabularySize = network.parameters().get(0).value().rows();
    }

    public ReferenceParameters parameters() {
        return parameters;
    }

    /** psi(x). */
    public ReferencePsi psi(SparseInput input) {
        double[] hidden1 = ReferenceGenerativeModel.relu(parameters.affine("inference.hidden1", dense(input)));
        double[] hidden2 = ReferenceGenerativeModel.relu(parameters.affine("inference.hidden2", hidden1));
        return new ReferencePsi(
                parameters.affine("inference.mean", hidden2), parameters.affine("inference.logVariance", hidden2));
    }

    /** How far the nearest relu is from its kink, where no derivative exists. */
    public double distanceToKink(SparseInput input) {
        double[] sums1 = parameters.affine("inference.hidden1", dense(input));
        double[] sums2 = parameters.affine("inference.hidden2", ReferenceGenerativeModel.relu(sums1));
        return Math.min(
                ReferenceGenerativeModel.smallestMagnitude(sums1), ReferenceGenerativeModel.smallestMagnitude(sums2));
    }

    private double[] dense(SparseInput input) {
        double[] dense = new double[vocabularySize];
        for (int i = 0; i < input.rows().length; i++) {
            dense[input.rows()[i]] = input.weights()[i];
        }
        return dense;
    }
}
