package io.wordtide.linalg;

/**
 * Noise as a pure function of (seed, model version, purpose, position, dimension): the same numbers whatever was drawn
 * before, on whatever thread, after whatever restart.
 *
 * <p>Counter-based: each number is a 64-bit mix of its own index (the finaliser of SplitMix64, D. Stafford's variant
 * 13; Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014); normal numbers come in
 * pairs by Box and Muller 1958. Immutable, thread-safe.
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
        WORD_EMBEDDINGS(6);

        /** Part of the noise's key: never to be changed, or a snapshot goes on with other numbers. */
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

    /** Standard normal numbers, element (position, dimension) of the matrix by its index. */
    public Matrix gaussian(int positions, int dimensions) {
        Matrix noise = Matrix.zeros(positions, dimensions);
        float[] values = noise.values();
        for (int i = 0; i < noise.size(); i += 2) {
            // 1 - u lies in (0, 1], so the logarithm is finite
            double radius = Math.sqrt(-2 * Math.log(1 - uniform(i)));
            double angle = 2 * Math.PI * uniform(i + 1L);
            values[i] = (float) (radius * Math.cos(angle));
            if (i + 1 < noise.size()) {
                values[i + 1] = (float) (radius * Math.sin(angle));
            }
        }
        return noise;
    }

    /** Overwrites an array with numbers uniform in [-bound, bound). */
    public void fillUniform(float[] values, double bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * uniform(i) - 1));
        }
    }

    /** A whole number in [0, bound). */
    public int below(int bound, long index) {
        return (int) (uniform(index) * bound);
    }

    /** Uniform in [0, 1), 53 bits. */
    private double uniform(long index) {
        return (mix(key + (index + 1) * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
