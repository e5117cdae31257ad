package io.wordtide.linalg;

import java.util.function.IntToDoubleFunction;

/** Selects a few of many values without sorting all of them. Stateless, thread-safe. */
public final class Largest {

    private Largest() {}

    /**
     * The positions of the largest values, the largest first; of equal ones the lower position first.
     *
     * @param size positions are 0 to size - 1
     * @param most how many are selected at most; a few, since each one that is found moves those behind it
     * @param value of a position; whole numbers below 2^53 are compared exactly
     */
    public static int[] positions(int size, int most, IntToDoubleFunction value) {
        int[] positions = new int[Math.min(size, most)];
        double[] values = new double[positions.length];
        int count = 0;
        for (int i = 0; i < size; i++) {
            double candidate = value.applyAsDouble(i);
            int place = count;
            while (place > 0 && values[place - 1] < candidate) {
                place--;
            }
            if (place < positions.length) {
                count = Math.min(count + 1, positions.length);
                System.arraycopy(positions, place, positions, place + 1, count - 1 - place);
                System.arraycopy(values, place, values, place + 1, count - 1 - place);
                positions[place] = i;
                values[place] = candidate;
            }
        }
        return positions;
    }
}
