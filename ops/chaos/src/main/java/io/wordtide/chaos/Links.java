package io.wordtide.chaos;

import java.time.Duration;

/** Faults of the network between instances and brokers, with an instance on each of {@link TwoHosts}. */
final class Links {

    /** Beyond every timeout of the instance's group and transactions, and far from what stops an application. */
    private static final Duration CUT = Duration.ofMinutes(1);

    private Links() {}

    static String cutNear(ChaosRun run) {
        return cut(run, "fast", hosts(run).near());
    }

    static String cutFar(ChaosRun run) {
        return cut(run, "slow", hosts(run).far());
    }

    /** The other instance must learn on alone meanwhile, and both must be members again afterwards. */
    private static String cut(ChaosRun run, String link, LinkedHost host) {
        awaitBothHosts(run);
        run.awaitProgress();
        long learned = run.progress().learned();
        long start = System.nanoTime();
        host.cut();
        run.trickleUntil(
                "the link to be cut for " + CUT.toSeconds() + " s", () -> System.nanoTime() - start > CUT.toNanos());
        long meanwhile = run.progress().learned() - learned;
        int left = memberHosts(run);
        if (meanwhile == 0 || left != 1) {
            throw new ChaosException("expected one host to learn on alone while the link of the other was cut, found "
                    + meanwhile + " documents learned and members on " + left + " hosts");
        }
        host.restore();
        long restored = System.nanoTime();
        awaitBothHosts(run);
        return "cut the %s link for %d s; %,d documents were learned meanwhile; members on both hosts again after %d s"
                .formatted(
                        link,
                        CUT.toSeconds(),
                        meanwhile,
                        Duration.ofNanos(System.nanoTime() - restored).toSeconds());
    }

    private static void awaitBothHosts(ChaosRun run) {
        run.trickleUntil("members on both hosts", () -> memberHosts(run) == 2);
    }

    private static int memberHosts(ChaosRun run) {
        return run.admin().memberHosts(run.application().id()).size();
    }

    private static TwoHosts hosts(ChaosRun run) {
        return run.hosts().orElseThrow(() -> new IllegalStateException("expected the application to run on two hosts"));
    }
}
