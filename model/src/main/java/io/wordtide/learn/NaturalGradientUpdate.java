package io.wordtide.learn;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.linalg.Matrix;
import io.wordtide.nn.Adam;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;

/**
 * A natural gradient for the output layer, preconditioned by how often each word has been seen.
 *
 * <pre>
 * c_v  = 50 + occurrences of word v so far, this mini-batch included
 * W_v += clip( 2 dW_v / c_v, +-0.1 ),   b_v += 2 db_v / c_v
 * </pre>
 *
 * <p>c_v stands for the curvature of the multinomial log-likelihood in the word's logit, sum_d N_d mu_dv: rare words
 * learn fast, frequent ones settle, and there is no learning rate to schedule. The clip keeps a word's first
 * occurrences from throwing its row far out. Hidden layers, which have no such count, follow by Adam.
 *
 * <p>See: S. Amari, "Natural gradient works efficiently in learning", 1998. Not thread-safe.
 */
final class NaturalGradientUpdate implements GenerativeUpdate {

    private static final double INITIAL_COUNT = 50;
    private static final float STEP_LENGTH = 2;
    private static final float LARGEST_STEP = 0.1f;

    private final GenerativeModel model;
    private final Adam hiddenAdam;
    private final double[] counts; // [V]

    NaturalGradientUpdate(GenerativeModel model, double hiddenLearningRate, double hiddenL2Weight) {
        this.model = model;
        this.hiddenAdam = new Adam(model.hiddenParameters(), hiddenLearningRate, hiddenL2Weight);
        this.counts = new double[model.vocabularySize()];
        Arrays.fill(counts, INITIAL_COUNT);
    }

    @Override
    public void step(List<DocumentCounts> documents) {
        for (DocumentCounts document : documents) {
            for (int i = 0; i < document.rows().length; i++) {
                counts[document.rows()[i]] += document.counts()[i];
            }
        }
        float[] rates = new float[counts.length]; // [V]
        for (int v = 0; v < rates.length; v++) {
            rates[v] = (float) (STEP_LENGTH / counts[v]);
        }
        ascend(model.outputWeights().value(), model.outputWeights().gradient(), rates, LARGEST_STEP);
        ascend(model.outputBias().value(), model.outputBias().gradient(), rates, Float.MAX_VALUE);
        hiddenAdam.step();
    }

    private static void ascend(Matrix value, Matrix gradient, float[] rates, float largestStep) {
        float[] values = value.values();
        float[] gradients = gradient.values();
        for (int row = 0; row < value.rows(); row++) {
            int start = value.rowStart(row);
            for (int v = 0; v < rates.length; v++) {
                float step = rates[v] * gradients[start + v];
                values[start + v] += Math.max(-largestStep, Math.min(largestStep, step));
                gradients[start + v] = 0;
            }
        }
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.doubles("naturalGradient.counts", counts);
        hiddenAdam.visitState(visitor);
    }
}
