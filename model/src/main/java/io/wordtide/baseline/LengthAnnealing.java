package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;

/**
 * The normalising constants Z_N of a {@link SoftmaxMachine}, for all lengths in one run of annealed importance
 * sampling.
 *
 * <p>With the words summed out, p*_t(h) = exp(t f(h)): the length is an inverse temperature, and need not be a whole
 * number. So chains of hidden units whose length grows, from one word on, are annealed, and their weights at a length N
 * are unbiased estimates of Z_N:
 *
 * <pre>
 *   t = 1:     a word drawn from p_1(x) exactly, h from p(h | x);   w = Z_1, a sum over V words
 *   t to t':   w = w exp((t' - t) f(h)), and so for every whole length in between;   then each unit in turn is flipped
 *              with probability min(1, p*_t'(flipped) / p*_t'(h)), some times over
 *   Z_N:       the mean of w over the chains
 * </pre>
 *
 * <p>Flips of single units and not draws of words given h and of h given words: some 60 words determine h, so that
 * chains of such draws do not move any more where they most have to.
 *
 * <p>The mean is unbiased, its logarithm is too low on average; log probabilities are too high by as much, which is of
 * the order of half the {@linkplain #standardError(int) squared standard error} while that is small. Close to 1, the error
 * says that one chain has found what the others have not, and that the estimate is worth nothing.
 *
 * <p>See: R. Neal, "Annealed importance sampling", Statistics and Computing 2001; R. Salakhutdinov, G. Hinton,
 * "Replicated softmax: an undirected topic model", NIPS 2009, section 2.2, where one length is annealed at a time, from
 * a machine without weights. Immutable, thread-safe.
 */
final class LengthAnnealing {

    /** How much longer the next stage is: half a word, one word in a hundred, or, from this length on, in twenty. */
    private static final double COARSE_FROM = 200;

    private final double[][] logWeights; // [chains][N - 1]

    private LengthAnnealing(double[][] logWeights) {
        this.logWeights = logWeights;
    }

    /**
     * @param maximumLength lengths from 1 up to this one are known afterwards, tokens
     * @param chainCount the squared standard error is inverse to it
     * @param sweeps how often each unit may be flipped at each stage
     */
    static LengthAnnealing run(
            SoftmaxMachine machine, int maximumLength, int chainCount, int sweeps, SeededNoise noise, Workers workers) {
        double[][] logWeights = new double[chainCount][maximumLength];
        SoftmaxRows firstWord = firstWord(machine);
        Matrix unitWeights = machine.unitWeights();
        workers.forEach(chainCount, chain -> {
            MarginalChain start = new MarginalChain(machine, unitWeights, noise.part(chain));
            start.begin(firstWord);
            grow(start, firstWord.logNormalizers()[0], logWeights[chain], sweeps);
        });
        return new LengthAnnealing(logWeights);
    }

    private static void grow(MarginalChain chain, double logFirst, double[] logWeights, int sweeps) {
        double length = 1;
        double logWeight = logFirst;
        logWeights[0] = logFirst;
        while (length < logWeights.length) {
            double next = Math.min(logWeights.length, length + growth(length));
            double perToken = chain.logFactorPerToken();
            for (int n = (int) length + 1; n <= next; n++) {
                logWeights[n - 1] = logWeight + (n - length) * perToken;
            }
            logWeight += (next - length) * perToken;
            length = next;
            for (int sweep = 0; sweep < sweeps; sweep++) {
                chain.sweep(length);
            }
        }
    }

    private static double growth(double length) {
        return length < COARSE_FROM ? Math.max(0.5, length / 100) : length / 20;
    }

    /** p_1(x): one row of V. */
    private static SoftmaxRows firstWord(SoftmaxMachine machine) {
        Matrix logits = Matrix.zeros(1, machine.vocabularySize());
        for (int v = 0; v < logits.columns(); v++) {
            DocumentCounts word = new DocumentCounts(new int[] {v}, new int[] {1}, 1, 0);
            logits.values()[v] = (float) machine.logUnnormalized(word);
        }
        return SoftmaxRows.ofLogits(logits);
    }

    /** log of the estimate of Z_N, nats. */
    double logNormalizer(int length) {
        return largest(length) + Math.log(meanRelativeWeight(length));
    }

    /** log of the estimate of Z_N with so many of its standard errors added, nats. */
    double logNormalizer(int length, double errors) {
        return logNormalizer(length) + Math.log1p(errors * standardError(length));
    }

    /** Standard error of {@link #logNormalizer(int)}, nats: that of the mean weight, relative to it. */
    double standardError(int length) {
        double mean = meanRelativeWeight(length);
        double squares = 0;
        for (double[] ofChain : logWeights) {
            double deviation = Math.exp(ofChain[length - 1] - largest(length)) - mean;
            squares += deviation * deviation;
        }
        return Math.sqrt(squares / (logWeights.length - 1.0) / logWeights.length) / mean;
    }

    private double meanRelativeWeight(int length) {
        double largest = largest(length);
        double sum = 0;
        for (double[] ofChain : logWeights) {
            sum += Math.exp(ofChain[length - 1] - largest);
        }
        return sum / logWeights.length;
    }

    private double largest(int length) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double[] ofChain : logWeights) {
            largest = Math.max(largest, ofChain[length - 1]);
        }
        return largest;
    }
}
