package io.wordtide.chaos;

import java.time.Duration;

/** Faults of the network between instances and brokers, each instance being on a {@link LinkedHost}. */
final class Links {

    /** Beyond the session timeout, and far from what stops an application. */
    private static final Duration CUT = Duration.ofMinutes(1);

    /** Logged by an instance that has got the state of a model whose task is elsewhere. */
    private static final String HELPS = "Follows the rounds of model";

    private Links() {}

    static String cutLearner(ChaosRun run) {
        return cut(run, run.learner(), "learned");
    }

    static String cutShards(ChaosRun run) {
        return cut(run, Instances.shardHolder(run), "had shards");
    }

    /**
     * Another instance must learn on without this one, for which the link stays cut longer if need be; and afterwards one
     * must help the other again.
     */
    private static String cut(ChaosRun run, SupervisedApp instance, String role) {
        LinkedHost link = run.fleet().link(instance);
        long start = System.nanoTime();
        link.cut();
        run.trickleUntil("another instance to learn", () -> run.fleet().isLearnerOther(instance));
        long learned = run.progress().learned();
        run.trickleUntil(
                "another instance to learn on without " + instance.name(),
                () -> System.nanoTime() - start > CUT.toNanos()
                        && run.progress().learned() > learned);
        long meanwhile = run.progress().learned() - learned;
        LogWatch logs = new LogWatch(run.fleet().instances());
        link.restore();
        long restored = System.nanoTime();
        if (run.setup().layout().shards() > 1) {
            run.trickleUntil("one instance to help another", () -> logs.saw(HELPS));
        }
        return "cut off %s, which %s, for %.0f s; %,d documents were learned without it; it was back after %.1f s"
                .formatted(
                        instance.name(),
                        role,
                        (restored - start) / 1e9,
                        meanwhile,
                        (System.nanoTime() - restored) / 1e9);
    }
}
