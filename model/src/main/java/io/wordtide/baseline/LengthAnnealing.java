package io.wordtide.baseline;

import io.wordtide.linalg.Matrix;
import io.wordtide.linalg.SeededNoise;
import io.wordtide.linalg.Workers;
import io.wordtide.text.DocumentCounts;
import java.util.Arrays;

/**
 * The normalising constants Z_N of a {@link SoftmaxMachine}, for all lengths in one run of annealed importance
 * sampling.
 *
 * <p>With the words summed out, p*_t(h) = exp(t f(h)): the length is an inverse temperature, and need not be a whole
 * number. So chains of hidden units are annealed by growing their length from one word on, and their weights at a
 * length N are unbiased estimates of Z_N:
 *
 * <pre>
 *   t = 1:     a word drawn from p_1(x) exactly, h from p(h | x);   w = Z_1, a sum over V words
 *   t to t':   w = w exp((t' - t) f(h)), and so for every whole length in between;   then each unit in turn is flipped
 *              with probability min(1, p*_t'(flipped) / p*_t'(h)), several times over
 *   Z_N:       the mean of w over the chains
 * </pre>
 *
 * <p>Single units are flipped, rather than drawing words given h and h given words: the words of a long document all
 * but determine h, so chains of such draws hardly move where they most need to.
 *
 * <p>The mean is unbiased, but its logarithm is too low on average; log probabilities are too high by as much, about
 * half the {@linkplain #standardError squared standard error} while that is small. An error near 1 means that one chain
 * has found what the others have not, and then the estimate is far too low. Since Z_N is more than exp(N f(h)) for any
 * h, the estimate is never below the value for the best h that a chain has reached, which is the state that long
 * documents freeze in.
 *
 * <p>See: R. Neal, "Annealed importance sampling", Statistics and Computing 2001; R. Salakhutdinov, G. Hinton,
 * "Replicated softmax: an undirected topic model", NIPS 2009, where one length is annealed at a time, from
 * a machine without weights. Immutable, thread-safe.
 */
final class LengthAnnealing {

    /**
     * From this length on, each stage is longer by one word in twenty; before, by one in a hundred, at least half a
     * word.
     */
    private static final double COARSE_FROM = 200;

    private final double[][] logWeights; // [chains][N - 1]
    private final double bestPerToken; // f of the best h that a chain has ended in, nats

    private LengthAnnealing(double[][] logWeights, double bestPerToken) {
        this.logWeights = logWeights;
        this.bestPerToken = bestPerToken;
    }

    /**
     * @param maximumLength Z_N is estimated for lengths from 1 up to this one, tokens
     * @param chainCount chains; the squared standard error is inversely proportional to it
     * @param sweeps how often each unit may be flipped at each stage
     */
    static LengthAnnealing run(
            SoftmaxMachine machine, int maximumLength, int chainCount, int sweeps, SeededNoise noise, Workers workers) {
        double[][] logWeights = new double[chainCount][maximumLength];
        SoftmaxRows firstWord = firstWord(machine);
        Matrix unitWeights = machine.unitWeights();
        double[] perToken = new double[chainCount];
        workers.forEach(chainCount, i -> {
            MarginalChain chain = new MarginalChain(machine, unitWeights, noise.part(i));
            chain.begin(firstWord);
            grow(chain, firstWord.logNormalizers()[0], logWeights[i], sweeps);
            perToken[i] = chain.logFactorPerToken();
        });
        return new LengthAnnealing(logWeights, largest(perToken));
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

    /**
     * log of the estimate of Z_N, nats.
     *
     * @param errors number of its standard errors to add to the estimate
     */
    double logNormalizer(int length, double errors) {
        double[] relative = relativeWeights(length);
        double mean = mean(relative);
        double estimate = largest(logWeightsAt(length)) + Math.log(mean + errors * standardErrorOfMean(relative));
        return Math.max(estimate, length * bestPerToken);
    }

    /** Standard error of {@link #logNormalizer}, nats: that of the mean weight, relative to it. */
    double standardError(int length) {
        double[] relative = relativeWeights(length);
        return standardErrorOfMean(relative) / mean(relative);
    }

    private double[] logWeightsAt(int length) {
        return Arrays.stream(logWeights)
                .mapToDouble(ofChain -> ofChain[length - 1])
                .toArray();
    }

    /** Weights relative to the largest, which is 1. */
    private double[] relativeWeights(int length) {
        double[] weights = logWeightsAt(length);
        double largest = largest(weights);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - largest);
        }
        return weights;
    }

    private static double standardErrorOfMean(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
