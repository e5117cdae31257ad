package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.nn.DenseLayer;
import io.wordtide.nn.Parameter;
import io.wordtide.nn.SparseInput;
import io.wordtide.nn.SparseLayer;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * What is subtracted from the learning signal of NVIL to reduce its variance without changing the gradient's
 * expectation: the part that a network predicts from the document, and a running mean of the rest. What is left is
 * divided by its running standard deviation where that is above 1.
 *
 * <pre>
 *   predicted(x) = sum_v x_v b_v + N (network(x) + c)      b: the words' biases, so that the network has little to learn
 * </pre>
 *
 * <p>See: A. Mnih, K. Gregor, "Neural variational inference and learning in belief networks", ICML 2014. Deviation: the
 * network predicts a rate per token, because the signal is a sum over N tokens. Not thread-safe.
 */
final class SignalBaseline {

    private static final double MEMORY = 0.9;

    private final SparseLayer hidden;
    private final DenseLayer output;
    private final double[] running = new double[2]; // mean of the rest per token, nats; variance of what is left

    SignalBaseline(int vocabularySize, int hiddenSize, SeededNoise initialNoise, Workers workers) {
        hidden = new SparseLayer("baseline.hidden", vocabularySize, hiddenSize, initialNoise.part(1), 0.05, workers);
        output = new DenseLayer(
                "baseline.output", hiddenSize, 1, DenseLayer.Activation.IDENTITY, initialNoise.part(2), 0.05);
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(hidden.parameters());
        all.addAll(output.parameters());
        return all;
    }

    /** The prediction for each document, [B], nats, and what is needed to learn from its error. */
    record Prediction(List<SparseInput> inputs, Matrix hidden, Matrix output, double[] signals) {}

    Prediction predict(List<DocumentCounts> documents, List<SparseInput> inputs, Matrix wordBias) {
        Matrix hiddenValues = hidden.forward(inputs);
        Matrix perToken = output.forward(hiddenValues); // [B, 1]
        double[] signals = new double[documents.size()];
        for (int d = 0; d < signals.length; d++) {
            DocumentCounts document = documents.get(d);
            signals[d] = document.tokenCount() * (running[0] + perToken.get(d, 0));
            for (int i = 0; i < document.rows().length; i++) {
                signals[d] += document.counts()[i] * (double) wordBias.values()[document.rows()[i]];
            }
        }
        return new Prediction(inputs, hiddenValues, perToken, signals);
    }

    /** What the inference network learns from: (signal - predicted) / max(1, standard deviation). */
    double[] centredSignals(Prediction prediction, double[] signals) {
        double[] centred = new double[signals.length];
        double deviation = Math.max(1, Math.sqrt(running[1]));
        for (int d = 0; d < centred.length; d++) {
            centred[d] = (signals[d] - prediction.signals()[d]) / deviation;
        }
        return centred;
    }

    /**
     * Adds the gradient of minus half the squared error per token, the mean over documents, and updates the running
     * values.
     */
    void learn(Prediction prediction, List<DocumentCounts> documents, double[] signals) {
        Matrix dOutput = Matrix.zeros(signals.length, 1);
        double errorPerToken = 0;
        double square = 0;
        for (int d = 0; d < signals.length; d++) {
            double error = signals[d] - prediction.signals()[d];
            double perToken = error / documents.get(d).tokenCount();
            dOutput.values()[d] = (float) (perToken / signals.length);
            errorPerToken += perToken / signals.length;
            square += error * error / signals.length;
        }
        running[0] += (1 - MEMORY) * errorPerToken;
        running[1] = running[1] == 0 ? square : MEMORY * running[1] + (1 - MEMORY) * square;
        output.accumulateGradients(prediction.hidden(), prediction.output(), dOutput);
        Matrix dHidden = output.backward(prediction.output(), dOutput);
        hidden.accumulateGradients(prediction.inputs(), prediction.hidden(), dHidden);
    }

    void visitState(StateVisitor visitor) {
        visitor.doubles("baseline.running", running);
    }
}
