package io.wordtide.baseline;

import io.wordtide.linalg.Exponential;
import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;

/**
 * A Markov chain of the hidden units of a {@link SoftmaxMachine}, with the words summed out: p*_t(h) = exp(t f(h)).
 *
 * <p>Not thread-safe.
 */
final class MarginalChain {

    private final SoftmaxMachine machine;
    private final Matrix unitWeights; // [K, V]
    private final SeededNoise noise;
    private final Matrix hidden; // [1, K]
    private final float[] logits; // [V], less their log normaliser
    private final float[] proposed; // [V]
    private double logFactorPerToken; // f
    private long draws;

    /** @param unitWeights {@link SoftmaxMachine#unitWeights} */
    MarginalChain(SoftmaxMachine machine, Matrix unitWeights, SeededNoise noise) {
        this.machine = machine;
        this.unitWeights = unitWeights;
        this.noise = noise;
        this.hidden = Matrix.zeros(1, machine.hiddenSize());
        this.logits = new float[machine.vocabularySize()];
        this.proposed = new float[machine.vocabularySize()];
    }

    /** Draws h from p(h | x), where x is one word drawn from a row. */
    void begin(SoftmaxRows firstWord) {
        machine.hiddenInput(firstWord.draw(0, 1, noise.part(1)), hidden, 0);
        BinaryUnits.drawInPlace(hidden, 0, noise.part(2));
        refresh();
    }

    /** f(h), nats per token. */
    double logFactorPerToken() {
        return logFactorPerToken;
    }

    /** Proposes to flip each unit once, at length t. */
    void sweep(double length) {
        SeededNoise flips = noise.part(3);
        for (int j = 0; j < machine.hiddenSize(); j++) {
            float sign = 1 - 2 * hidden.values()[j];
            double logSum = proposeFlip(j, sign);
            double gain = sign * machine.hiddenBias().values()[j] + logSum; // f(flipped) - f(h)
            if (Math.log(flips.uniform(draws++)) < length * gain) {
                hidden.values()[j] += sign;
                acceptFlip(j, sign, (float) logSum);
            }
        }
        // rounding errors of a sweep are not carried over to the next
        refresh();
    }

    /** log sum_v exp(logit_v + sign w_vj), which would be 0 without the flip. */
    private double proposeFlip(int unit, float sign) {
        int start = unitWeights.rowStart(unit);
        for (int v = 0; v < proposed.length; v++) {
            proposed[v] = logits[v] + sign * unitWeights.values()[start + v];
        }
        Exponential.expInPlace(proposed, proposed.length);
        return Math.log(SoftmaxRows.sum(proposed, 0, proposed.length));
    }

    private void acceptFlip(int unit, float sign, float logSum) {
        int start = unitWeights.rowStart(unit);
        for (int v = 0; v < logits.length; v++) {
            logits[v] += sign * unitWeights.values()[start + v] - logSum;
        }
    }

    /** Recomputes all that follows from h. */
    private void refresh() {
        System.arraycopy(machine.wordBias().values(), 0, logits, 0, logits.length);
        logFactorPerToken = 0;
        for (int j = 0; j < machine.hiddenSize(); j++) {
            if (hidden.values()[j] == 1) {
                logFactorPerToken += machine.hiddenBias().values()[j];
                acceptFlip(j, 1, 0);
            }
        }
        SoftmaxRows words = SoftmaxRows.ofLogits(new Matrix(1, logits.length, logits.clone()));
        logFactorPerToken += words.logNormalizers()[0];
        float logSum = (float) words.logNormalizers()[0];
        for (int v = 0; v < logits.length; v++) {
            logits[v] -= logSum;
        }
    }
}
