package io.wordtide.learn;

import io.wordtide.dlgm.GenerativeModel;
import io.wordtide.linalg.Matrix;
import io.wordtide.nn.Adam;
import io.wordtide.snapshot.StateVisitor;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;
import java.util.List;

/**
 * A natural gradient for the output layer, preconditioned by the number of times each word has been seen.
 *
 * <pre>
 * c_v  = 50 + occurrences of word v so far, this mini-batch included, each with its document's weight
 * W_v += clip( 2 dW_v / c_v, +-0.1 ),   b_v += 2 db_v / c_v
 * </pre>
 *
 * <p>c_v stands for the curvature of the multinomial log-likelihood in the word's logit, sum_d N_d mu_dv: rare words
 * learn fast, frequent ones settle, and there is no learning rate to schedule. The clip keeps a word's first
 * occurrences from moving its row too far. Hidden layers, which have no such count, use Adam.
 *
 * <p>See: S. Amari, "Natural gradient works efficiently in learning", 1998. Not thread-safe.
 */
final class NaturalGradientUpdate implements GenerativeUpdate {

    private static final double INITIAL_COUNT = 50;
    private static final float STEP_LENGTH = 2;
    private static final float LARGEST_STEP = 0.1f;

    private final GenerativeModel model;
    private final Adam hiddenAdam;
    private double[] counts; // [V]

    /** @param hiddenAdam optimizer of the model's hidden layers */
    NaturalGradientUpdate(GenerativeModel model, Adam hiddenAdam) {
        this.model = model;
        this.hiddenAdam = hiddenAdam;
        this.counts = new double[model.vocabularySize()];
        Arrays.fill(counts, INITIAL_COUNT);
    }

    @Override
    public void step(List<DocumentCounts> documents, float[] documentWeights) {
        for (int d = 0; d < documents.size(); d++) {
            DocumentCounts document = documents.get(d);
            for (int i = 0; i < document.rows().length; i++) {
                counts[document.rows()[i]] += documentWeights[d] * document.counts()[i];
            }
        }
        Matrix weights = model.outputWeights().value();
        Matrix dWeights = model.outputWeights().gradient();
        float[] bias = model.outputBias().value().values();
        float[] dBias = model.outputBias().gradient().values();
        for (int v = 0; v < counts.length; v++) {
            float rate = (float) (STEP_LENGTH / counts[v]);
            ascend(weights.values(), dWeights.values(), weights.rowStart(v), weights.columns(), rate);
            bias[v] += rate * dBias[v];
            dBias[v] = 0;
        }
        hiddenAdam.step();
    }

    private static void ascend(float[] values, float[] gradients, int start, int length, float rate) {
        for (int i = start; i < start + length; i++) {
            values[i] += Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, rate * gradients[i]));
            gradients[i] = 0;
        }
    }

    @Override
    public void grow() {
        int oldLength = counts.length;
        counts = Arrays.copyOf(counts, model.vocabularySize());
        Arrays.fill(counts, oldLength, counts.length, INITIAL_COUNT);
    }

    @Override
    public void recycleRow(int row) {
        counts[row] = INITIAL_COUNT;
    }

    @Override
    public long memoryBytes() {
        return (long) counts.length * Double.BYTES + hiddenAdam.memoryBytes();
    }

    @Override
    public void visitState(StateVisitor visitor) {
        visitor.doubles("naturalGradient.counts", counts);
        hiddenAdam.visitState(visitor);
    }
}
