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
 * a_v  = c_v + max( 0, -db_v )
 * W_v += 2 dW_v / a_v, shortened to a norm of 2.5 / sqrt(H) if longer
 * b_v += 2 db_v / a_v
 * </pre>
 *
 * <p>a_v stands for the curvature of the multinomial log-likelihood in the word's logit, sum_d N_d mu_dv: rare words
 * learn fast, frequent ones settle, and there is no learning rate to schedule. -db_v is by how much the model expected
 * more occurrences in this mini-batch than it found; without it, a document of 100,000 tokens would move the logits of
 * words it does not contain by hundreds of nats.
 *
 * <p>a_v is the curvature of the whole past, along all directions alike; but dW_v points along the few z of this
 * mini-batch, whose squared norm is about K: unbounded, the step would change these documents' own logits K times as far
 * as intended. Under the prior z has a norm of about sqrt(K), so the bound lets a logit change by about 2.5 nats a step,
 * whatever K is. Hidden layers, which have no such count, use Adam.
 *
 * <p>With a skip, dU_v is first multiplied by c_v / (c_v + 1,000), so that a word leaves the log-linear model only when
 * it has been seen many hundred times, and [W, U]_v is shortened to 2.5 / sqrt(K): hidden vectors beside z are short.
 *
 * <p>See: S. Amari, "Natural gradient works efficiently in learning", 1998. Not thread-safe.
 */
final class NaturalGradientUpdate implements GenerativeUpdate {

    private static final double INITIAL_COUNT = 50;
    private static final float STEP_LENGTH = 2;

    /** Largest change of a logit in one step at a hidden vector of norm sqrt(H), nats (docs/benchmarks.md). */
    private static final double LARGEST_LOGIT_CHANGE = 2.5;

    /** Occurrences at which a word's weights beside a skip learn half as fast as those of z. */
    private static final double DAMPING_COUNT = 1_000;

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
        double longest = LARGEST_LOGIT_CHANGE / Math.sqrt(model.skips() ? model.latentSize() : weights.columns());
        float[] bias = model.outputBias().value().values();
        float[] dBias = model.outputBias().gradient().values();
        for (int v = 0; v < counts.length; v++) {
            float rate = (float) (STEP_LENGTH / (counts[v] + Math.max(0, -dBias[v])));
            dampBesideSkip(dWeights, v);
            double norm = rate * Math.sqrt(dWeights.dotOfRow(dWeights, v));
            float rowRate = norm > longest ? (float) (rate * longest / norm) : rate;
            ascend(weights.values(), dWeights.values(), weights.rowStart(v), weights.columns(), rowRate);
            bias[v] += rate * dBias[v];
            dBias[v] = 0;
        }
        hiddenAdam.step();
    }

    private void dampBesideSkip(Matrix dWeights, int v) {
        if (model.skips()) {
            float factor = (float) (counts[v] / (counts[v] + DAMPING_COUNT));
            for (int i = dWeights.rowStart(v) + model.latentSize(); i < dWeights.rowStart(v + 1); i++) {
                dWeights.values()[i] *= factor;
            }
        }
    }

    private static void ascend(float[] values, float[] gradients, int start, int length, float rate) {
        for (int i = start; i < start + length; i++) {
            values[i] += rate * gradients[i];
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
