package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.SeededNoise.Purpose;
import io.wordtide.text.DocumentCounts;
import java.util.ArrayList;
import java.util.List;

/** Machines so small that every state can be summed over. */
final class TinyMachines {

    private TinyMachines() {}

    /** Weights, word biases and hidden biases uniform in plus or minus {@code bound}. */
    static SoftmaxMachine of(int vocabularySize, int hiddenSize, double bound, long seed) {
        SeededNoise noise = SeededNoise.of(seed, 0, Purpose.INITIAL_WEIGHTS);
        SoftmaxMachine machine = new SoftmaxMachine(vocabularySize, hiddenSize, noise.part(1), bound);
        noise.part(2).fillUniform(machine.wordBias().values(), bound);
        noise.part(3).fillUniform(machine.hiddenBias().values(), bound);
        return machine;
    }

    /** Every combination of values of K units, [2^K][1, K]. */
    static List<Matrix> allHidden(int hiddenSize) {
        List<Matrix> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << hiddenSize; bits++) {
            Matrix hidden = Matrix.zeros(1, hiddenSize);
            for (int j = 0; j < hiddenSize; j++) {
                hidden.values()[j] = bits >> j & 1;
            }
            all.add(hidden);
        }
        return all;
    }

    /** log Z_N by summing over all sequences of N words, nats. */
    static double logNormalizer(SoftmaxMachine machine, int length) {
        double sum = 0;
        for (DocumentCounts document : Documents.all(machine.vocabularySize(), length)) {
            sum += Documents.sequences(document) * Math.exp(machine.logUnnormalized(document));
        }
        return Math.log(sum);
    }
}
