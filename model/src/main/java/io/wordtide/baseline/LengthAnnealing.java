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
 * <p>With the words summed out, p*_N(h) = exp(N f(h)): the length is an inverse temperature. So chains that grow longer,
 * from one word on, are annealed, and their weights at a length N are unbiased estimates of Z_N:
 *
 * <pre>
 *   N = 1:      the word drawn from p_1(x) exactly, h from p(h | x);   w = Z_1, a sum over V words
 *   N to N':    w = w exp((N' - N) f(h)), for every length in between too;   then Gibbs steps at N': x ~ p(x | h), of N'
 *               words, h ~ p(h | x)
 *   Z_N:        the mean of w over the chains
 * </pre>
 *
 * <p>The mean is unbiased, its logarithm is too low on average; log probabilities are too high by as much, which is of
 * the order of half the {@linkplain #standardError squared standard error}. The next length is one more, from 50 on one
 * fiftieth more.
 *
 * <p>See: R. Neal, "Annealed importance sampling", Statistics and Computing 2001; R. Salakhutdinov, G. Hinton,
 * "Replicated softmax: an undirected topic model", NIPS 2009, section 2.2, where one length is annealed at a time, from
 * a machine without weights. Immutable, thread-safe.
 */
final class LengthAnnealing {

    private static final int CHAINS_PER_PART = 32;

    /** A document grows by one word in so many. */
    private static final int GROWTH = 50;

    private final double[][] logWeights; // [chains][N - 1]

    private LengthAnnealing(double[][] logWeights) {
        this.logWeights = logWeights;
    }

    /**
     * @param maximumLength lengths from 1 up to this one are known afterwards, tokens
     * @param chainCount the squared standard error is inverse to it
     * @param stepsOfOneWord Gibbs steps at length N: this divided by N, and at least one, since there is most to forget
     *     while documents are short
     */
    static LengthAnnealing run(
            SoftmaxMachine machine,
            int maximumLength,
            int chainCount,
            int stepsOfOneWord,
            SeededNoise noise,
            Workers workers) {
        double[][] logWeights = new double[chainCount][maximumLength];
        SoftmaxRows firstWord = firstWord(machine);
        workers.forEachBlock(chainCount, CHAINS_PER_PART, (first, end) -> {
            double[][] ofPart = Arrays.copyOfRange(logWeights, first, end);
            new Chains(machine, ofPart, stepsOfOneWord, noise.part(first)).run(firstWord);
        });
        return new LengthAnnealing(logWeights);
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

    /** Standard error of {@link #logNormalizer}, nats: that of the mean weight, relative to it. */
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

    /** Chains that grow side by side. */
    private static final class Chains {

        private final SoftmaxMachine machine;
        private final double[][] logWeights; // [chains][N - 1]
        private final int stepsOfOneWord;
        private final SeededNoise noise;
        private final Matrix hidden; // [chains, K]
        private long step;

        Chains(SoftmaxMachine machine, double[][] logWeights, int stepsOfOneWord, SeededNoise noise) {
            this.machine = machine;
            this.logWeights = logWeights;
            this.stepsOfOneWord = stepsOfOneWord;
            this.noise = noise;
            this.hidden = Matrix.zeros(logWeights.length, machine.hiddenSize());
        }

        void run(SoftmaxRows firstWord) {
            for (int chain = 0; chain < logWeights.length; chain++) {
                logWeights[chain][0] = firstWord.logNormalizers()[0];
                drawHidden(chain, firstWord.draw(0, 1, wordNoise(chain)));
            }
            step++;
            int maximumLength = logWeights[0].length;
            int length = 1;
            while (length < maximumLength) {
                int next = Math.min(maximumLength, length + Math.max(1, length / GROWTH));
                grow(length, next);
                length = next;
            }
        }

        /** From p_N to p_N', with steps that keep to p_N'. */
        private void grow(int length, int next) {
            SoftmaxRows words = machine.wordsGiven(hidden);
            double[] logFactors = machine.logFactorsPerToken(hidden, words);
            for (int chain = 0; chain < logWeights.length; chain++) {
                for (int n = length + 1; n <= next; n++) {
                    logWeights[chain][n - 1] = logWeights[chain][length - 1] + (n - length) * logFactors[chain];
                }
            }
            int stepCount = Math.max(1, stepsOfOneWord / next);
            for (int i = 0; i < stepCount; i++) {
                gibbsStep(i == 0 ? words : machine.wordsGiven(hidden), next);
            }
        }

        private void gibbsStep(SoftmaxRows words, int length) {
            for (int chain = 0; chain < logWeights.length; chain++) {
                drawHidden(chain, words.draw(chain, length, wordNoise(chain)));
            }
            step++;
        }

        private void drawHidden(int chain, DocumentCounts words) {
            machine.hiddenInput(words, hidden, chain);
            BinaryUnits.drawInPlace(hidden, chain, noise.part(chain).part(2 * step + 1));
        }

        private SeededNoise wordNoise(int chain) {
            return noise.part(chain).part(2 * step);
        }
    }
}
