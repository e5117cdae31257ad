package io.wordtide.linalg;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Noise as a pure function of (seed, model version, purpose, position, dimension): the same numbers whatever was drawn
 * before, on any thread, after any restart.
 *
 * <p>Counter-based: each number is a 64-bit mix of its own index (the finaliser of SplitMix64, D. Stafford's variant
 * 13; Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Normal numbers are drawn
 * from these by the ziggurat of Apache Commons RNG, each position from a sequence of its own. Immutable, thread-safe.
 */
public final class SeededNoise {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long key;

    private SeededNoise(long key) {
        this.key = key;
    }

    /** What a draw is for; two purposes never share a number. */
    public enum Purpose {
        INITIAL_WEIGHTS(1),
        REFINEMENT(2),
        AMORTIZED_BOUND(3),
        REFINED_BOUND(4),
        REPLAY(5),
        WORD_EMBEDDINGS(6),
        DOCUMENT_ORDER(7),
        EVALUATION(8),
        INPUT_DROPOUT(9),
        RECYCLED_ROWS(10),
        CONTRASTIVE_DIVERGENCE(20),
        ANNEALED_IMPORTANCE(21),
        HIDDEN_UNITS(22),
        HIDDEN_UNITS_BOUND(23),
        HELD_OUT_TOKENS(30),
        COMPLETION(31);

        /** Part of the noise's key: must never change, or a snapshot would continue with other numbers. */
        private final long number;

        Purpose(long number) {
            this.number = number;
        }
    }

    /** The noise of one purpose at one model version. */
    public static SeededNoise of(long seed, long version, Purpose purpose) {
        return new SeededNoise(mix(mix(mix(seed) + version) + purpose.number));
    }

    /** The noise of a numbered part of this one: a refinement step, a layer. */
    public SeededNoise part(long number) {
        return new SeededNoise(mix(mix(key + GOLDEN_GAMMA) + number));
    }

    /** Standard normal numbers, one row for each position from 0. */
    public Matrix gaussian(int positions, int dimensions) {
        Matrix noise = Matrix.zeros(positions, dimensions);
        fillGaussian(noise, 0);
        return noise;
    }

    /** Overwrites a matrix with standard normal numbers: one row for each position from {@code firstPosition}. */
    public void fillGaussian(Matrix target, int firstPosition) {
        PositionSequence sequence = new PositionSequence();
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(sequence);
        for (int row = 0; row < target.rows(); row++) {
            sequence.state = mix(key + (firstPosition + row + 1L) * GOLDEN_GAMMA);
            for (int i = target.rowStart(row); i < target.rowStart(row + 1); i++) {
                target.values()[i] = (float) gaussian.sample();
            }
        }
    }

    /** SplitMix64 from the mixed number of a position. */
    private static final class PositionSequence implements UniformRandomProvider {

        private long state;

        @Override
        public long nextLong() {
            state += GOLDEN_GAMMA;
            return mix(state);
        }
    }

    /** Overwrites an array with numbers uniform in [-bound, bound). */
    public void fillUniform(float[] values, double bound) {
        fillUniform(values, 0, bound);
    }

    /** As {@link #fillUniform(float[], double)}, from an element on; those before it stay as they are. */
    public void fillUniform(float[] values, int start, double bound) {
        for (int i = start; i < values.length; i++) {
            values[i] = (float) (bound * (2 * uniform(i) - 1));
        }
    }

    /** An integer in [0, bound). */
    public int below(int bound, long index) {
        return (int) (uniform(index) * bound);
    }

    /** Uniform in [0, 1), 53 bits. */
    public double uniform(long index) {
        return (mix(key + (index + 1) * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
