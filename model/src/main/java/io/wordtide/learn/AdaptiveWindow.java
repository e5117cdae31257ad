package io.wordtide.learn;

import io.wordtide.snapshot.StateVisitor;
import java.util.Optional;

/**
 * ADWIN: a window over the newest measurements that grows while their mean stays the same and drops its older part when
 * the newer part's mean differs.
 *
 * <p>For each split of a window of n measurements with variance v into an older part of n0 and a newer one of n1, with
 * 1/m = 1/n0 + 1/n1 and R the range of the measurements, the means differ if their distance exceeds
 *
 * <pre>
 * epsilon = sqrt(2 / m * v * log(2 / delta')) + R * 2 / (3 m) * log(2 / delta'),   delta' = delta / log n
 * </pre>
 *
 * <p>The window is kept in buckets of 1, 2, 4, ... measurements, at most five of each size, so that its memory grows
 * with log n, and only splits between buckets are examined, after every 32nd measurement.
 *
 * <p>Source: A. Bifet, R. Gavaldà, "Learning from time-changing data with adaptive windowing", SIAM 2007, whose
 * measurements lie in [0, 1]; here R scales them by their range, so that detection does not depend on the unit.
 * Compared with the authors' code (Waikato/moa: moa/src/main/java/moa/classifiers/core/driftdetection/ADWIN.java):
 * delta, delta', v and the five buckets are the same; there R is 1, n0 and n1 in 1/m are each 4 less, and the oldest
 * bucket is dropped at the first split that exceeds its threshold; here everything before the split that exceeds it
 * most is dropped.
 *
 * <p>Part of the learner's state: the same measurements give the same cuts. Not thread-safe.
 */
final class AdaptiveWindow {

    private static final double DELTA = 0.002;
    private static final int LOOK_INTERVAL = 32;
    private static final int SHORTEST_PART = 5;
    private static final int MOST_OF_A_SIZE = 5;

    /** Sizes of buckets from 1 to 2^39: more measurements than anyone will make. */
    private static final int SIZES = 40;

    private static final int PLACES = MOST_OF_A_SIZE + 1;

    private final String name;
    private final double range;
    private final double[] counts = new double[SIZES]; // buckets of each size
    private final double[] sums = new double[SIZES * PLACES]; // of each bucket, the oldest of a size first
    private final double[] squares = new double[SIZES * PLACES]; // sum of squared distances from the bucket's mean
    private long untilLook = LOOK_INTERVAL;

    /**
     * @param name key in the state
     * @param range R: largest possible measurement minus smallest, in the unit of the measurements; above 0
     */
    AdaptiveWindow(String name, double range) {
        this.name = name;
        this.range = range;
    }

    /**
     * A change of the mean.
     *
     * @param before mean of the part that was dropped
     * @param after mean of the part that stays
     * @param countBefore measurements dropped
     * @param countAfter measurements that stay
     * @param threshold epsilon at the split
     */
    record Cut(double before, double after, long countBefore, long countAfter, double threshold) {}

    /** Adds the next measurement; returns a cut if it shows that the mean has changed. */
    Optional<Cut> add(double value) {
        addBucket(0, value, 0);
        untilLook--;
        if (untilLook > 0) {
            return Optional.empty();
        }
        untilLook = LOOK_INTERVAL;
        return cut();
    }

    /** Measurements in the window. */
    long count() {
        long count = 0;
        for (int size = 0; size < SIZES; size++) {
            count += (long) counts[size] << size;
        }
        return count;
    }

    private void addBucket(int size, double sum, double square) {
        int place = size * PLACES + (int) counts[size];
        sums[place] = sum;
        squares[place] = square;
        counts[size]++;
        if (counts[size] > MOST_OF_A_SIZE) {
            int first = size * PLACES;
            double length = (double) (1L << size);
            double distance = (sums[first] - sums[first + 1]) / length;
            double merged = squares[first] + squares[first + 1] + distance * distance * length / 2;
            double mergedSum = sums[first] + sums[first + 1];
            System.arraycopy(sums, first + 2, sums, first, PLACES - 2);
            System.arraycopy(squares, first + 2, squares, first, PLACES - 2);
            counts[size] -= 2;
            addBucket(size + 1, mergedSum, merged);
        }
    }

    /** Drops the older part at the split that exceeds its threshold most, until no split exceeds its own. */
    private Optional<Cut> cut() {
        Optional<Cut> whole = Optional.empty();
        for (Optional<Cut> found = widest(); found.isPresent(); found = widest()) {
            drop(found.get().countBefore());
            whole = Optional.of(whole.isEmpty() ? found.get() : joined(whole.get(), found.get()));
        }
        return whole;
    }

    /** Two successive cuts as one: everything that was dropped, and what stays. */
    private static Cut joined(Cut first, Cut second) {
        long countBefore = first.countBefore() + second.countBefore();
        double before = (first.before() * first.countBefore() + second.before() * second.countBefore()) / countBefore;
        return new Cut(before, second.after(), countBefore, second.countAfter(), second.threshold());
    }

    private Optional<Cut> widest() {
        Moments all = new Moments();
        forEachBucket(all::add);
        double logTerm = Math.log(2 * Math.log(Math.max(Math.E, all.count)) / DELTA);
        double variance = all.square / Math.max(1, all.count);
        Moments older = new Moments();
        double[] widest = {0};
        Cut[] found = {null};
        forEachBucket((count, sum, square) -> {
            older.add(count, sum, square);
            double newer = all.count - older.count;
            if (older.count < SHORTEST_PART || newer < SHORTEST_PART) {
                return;
            }
            double inverse = 1 / older.count + 1 / newer;
            double threshold = Math.sqrt(2 * inverse * variance * logTerm) + 2.0 / 3 * range * inverse * logTerm;
            double after = (all.sum - older.sum) / newer;
            double excess = Math.abs(after - older.mean()) - threshold;
            if (excess > widest[0]) {
                widest[0] = excess;
                found[0] = new Cut(older.mean(), after, (long) older.count, (long) newer, threshold);
            }
        });
        return Optional.ofNullable(found[0]);
    }

    private interface BucketAction {
        void accept(double count, double sum, double square);
    }

    /** From the oldest to the newest. */
    private void forEachBucket(BucketAction action) {
        for (int size = SIZES - 1; size >= 0; size--) {
            for (int i = 0; i < counts[size]; i++) {
                action.accept((double) (1L << size), sums[size * PLACES + i], squares[size * PLACES + i]);
            }
        }
    }

    /** Drops the oldest buckets, which together hold {@code count} measurements. */
    private void drop(long count) {
        long left = count;
        for (int size = SIZES - 1; size >= 0 && left > 0; size--) {
            int dropped = (int) Math.min((long) counts[size], left >> size);
            int first = size * PLACES;
            System.arraycopy(sums, first + dropped, sums, first, PLACES - dropped);
            System.arraycopy(squares, first + dropped, squares, first, PLACES - dropped);
            counts[size] -= dropped;
            left -= (long) dropped << size;
        }
    }

    /** Count, sum and sum of squared distances from the mean, of merged buckets. */
    private static final class Moments {

        private double count;
        private double sum;
        private double square;

        void add(double otherCount, double otherSum, double otherSquare) {
            if (count > 0) {
                double distance = otherSum / otherCount - mean();
                square += distance * distance * count * otherCount / (count + otherCount);
            }
            count += otherCount;
            sum += otherSum;
            square += otherSquare;
        }

        double mean() {
            return sum / count;
        }
    }

    /** Memory it holds, bytes. */
    long memoryBytes() {
        return (counts.length + sums.length + (long) squares.length) * Double.BYTES;
    }

    void visitState(StateVisitor visitor) {
        untilLook = visitor.number(name + ".untilLook", untilLook);
        visitor.doubles(name + ".counts", counts);
        visitor.doubles(name + ".sums", sums);
        visitor.doubles(name + ".squares", squares);
    }
}
