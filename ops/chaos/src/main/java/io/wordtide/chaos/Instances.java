package io.wordtide.chaos;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Faults that move work from one instance of the application to another. */
final class Instances {

    /** Both sides of the session timeout. */
    private static final int LONGEST_FREEZE_S = 12;

    /** Kafka's word for a writer that another has replaced. */
    private static final String FENCED = "fenced";

    /** Of a writer that finds its records too old when it resumes, before it has asked whether it was replaced. */
    private static final String GAVE_UP = "Replacing a stream thread";

    private Instances() {}

    /** Pauses it in an open transaction until another has its work, then resumes it: it must not write again. */
    static String zombie(ChaosRun run) {
        SupervisedApp other = join(run);
        ChaosRun.Hit zombie = run.at(Moment.PRODUCE, AppProcess::pause);
        long start = System.nanoTime();
        run.trickleUntil("another instance to take over", () -> run.fleet().isLearnerOther(zombie.instance()));
        run.awaitProgress();
        LogWatch log = new LogWatch(List.of(zombie.instance()));
        zombie.process().resume();
        run.trickleUntil("the zombie to be fenced", () -> log.saw(FENCED) || log.saw(GAVE_UP));
        run.awaitProgress();
        run.fleet().leave(other);
        return "stopped for %d s in %s; another instance took over; fenced when it resumed"
                .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds(), zombie.frame());
    }

    /** Another instance joins, takes over while the first restarts, and leaves. */
    static String joinAndLeave(ChaosRun run) {
        SupervisedApp other = join(run);
        SupervisedApp learner = run.learner();
        takeOver(run, learner, learner.process()::terminate);
        run.fleet().leave(other);
        return "another instance joined, took over when the first was restarted, and left";
    }

    /** The task of the model moves, and with it what merges. */
    static String killLearner(ChaosRun run) {
        SupervisedApp learner = run.learner();
        takeOver(run, learner, learner.process()::kill);
        return "killed " + learner.name() + ", which learned; another instance took over before it was restarted";
    }

    static String joins(ChaosRun run) {
        SupervisedApp joined = join(run);
        List<SupervisedApp> instances = run.fleet().instances();
        if (instances.size() <= run.setup().layout().instances() + 1) {
            return joined.name() + " joined";
        }
        SupervisedApp oldest = instances.get(0);
        run.fleet().leave(oldest);
        return joined.name() + " joined, and " + oldest.name() + " left";
    }

    static String leaves(ChaosRun run) {
        if (run.fleet().instances().size() == 1) {
            join(run);
        }
        List<SupervisedApp> instances = run.fleet().instances();
        SupervisedApp leaving = instances.get(run.random().nextInt(instances.size()));
        run.fleet().leave(leaving);
        return leaving.name() + " left";
    }

    static String killShards(ChaosRun run) {
        SupervisedApp holder = shardHolder(run);
        holder.process().kill();
        return "killed " + holder.name() + ", which had shards";
    }

    /** Its parts arrive late, or after somebody else has refined them. */
    static String freezeShards(ChaosRun run) {
        SupervisedApp holder = shardHolder(run);
        int seconds = 1 + run.random().nextInt(LONGEST_FREEZE_S);
        AppProcess process = holder.process();
        process.pause();
        try {
            long start = System.nanoTime();
            run.trickleUntil(
                    seconds + " s to pass",
                    () -> System.nanoTime() - start
                            > Duration.ofSeconds(seconds).toNanos());
        } finally {
            process.resume();
        }
        return "stopped %s, which had shards, for %d s".formatted(holder.name(), seconds);
    }

    private static SupervisedApp join(ChaosRun run) {
        SupervisedApp joined = run.fleet().join();
        run.trickleUntil(joined.name() + " to run", () -> joined.hasRun());
        return joined;
    }

    /** Ends a process, and holds its successor back until another instance has its work. */
    private static void takeOver(ChaosRun run, SupervisedApp learner, Runnable end) {
        CountDownLatch takenOver = new CountDownLatch(1);
        learner.beforeRestart(() -> Uninterruptibles.awaitUninterruptibly(takenOver));
        try {
            end.run();
            run.trickleUntil("another instance to take over", () -> run.fleet().isLearnerOther(learner));
            run.awaitProgress();
        } finally {
            takenOver.countDown();
        }
    }

    /** One that has shards and does not learn; lets documents flow until there is one. */
    static SupervisedApp shardHolder(ChaosRun run) {
        AtomicReference<@Nullable SupervisedApp> found = new AtomicReference<>();
        run.trickleUntil("an instance that has shards and does not learn", () -> {
            run.fleet().shardHolders().stream().findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        return requireNonNull(found.get());
    }
}
