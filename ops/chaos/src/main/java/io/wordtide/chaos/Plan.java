package io.wordtide.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Derives from a seed the order of faults, and the place of each in the stream. */
final class Plan {

    /** The rest of the stream leaves room for faults that come late. */
    private static final double LAST_PLACE = 0.85;

    private static final List<Fault> SUDDEN_DEATHS = List.of(
            Fault.KILL_REFINEMENT,
            Fault.KILL_PRODUCE,
            Fault.KILL_SNAPSHOT,
            Fault.KILL_RESTORE,
            Fault.KILL_COMMIT,
            Fault.KILL_ANY);

    private Plan() {}

    /** This many kills, at moments of any kind. */
    static List<Fault> kills(long seed, int count) {
        return drawn(seed, SUDDEN_DEATHS, count);
    }

    /** This many faults of any kind; poison once at most, since its records have fixed ids. */
    static List<Fault> drawn(long seed, List<Fault> kinds, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        AtomicBoolean poisoned = new AtomicBoolean();
        return Stream.generate(() -> kinds.get(random.nextInt(kinds.size())))
                .filter(fault -> fault != Fault.POISON || poisoned.compareAndSet(false, true))
                .limit(count)
                .toList();
    }

    /** Each fault once, in any order. */
    static List<Fault> shuffled(long seed, List<Fault> faults) {
        List<Fault> order = new ArrayList<>(faults);
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /** Places in the stream, ascending, one in each of as many stretches: documents to be learned before each fault. */
    static List<Long> places(SplittableRandom random, int faultCount, int documentCount) {
        double stretch = documentCount * LAST_PLACE / Math.max(1, faultCount);
        return IntStream.range(0, faultCount)
                .mapToObj(fault -> Math.round((fault + random.nextDouble()) * stretch))
                .toList();
    }
}
