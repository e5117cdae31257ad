package io.wordtide.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Faults of the network between instances and brokers, with an instance on each of {@link TwoHosts}. */
final class Links {

    /** Beyond every timeout of the instance's group and transactions, and far from what stops an application. */
    private static final Duration CUT = Duration.ofMinutes(1);

    /** Logged by an instance that has got the state of a model whose task is elsewhere. */
    private static final String HELPS = "Follows the rounds of model";

    private Links() {}

    static String cutNear(ChaosRun run) {
        return cut(run, "fast", hosts(run).near());
    }

    static String cutFar(ChaosRun run) {
        return cut(run, "slow", hosts(run).far());
    }

    /**
     * The instance that still reaches the brokers must learn on alone, for which the link stays cut longer if need be; and
     * afterwards one must help the other again.
     */
    private static String cut(ChaosRun run, String link, LinkedHost host) {
        awaitHelp(run, run.logs().stream().map(log -> 0L).toList());
        run.awaitProgress();
        long start = System.nanoTime();
        host.cut();
        run.trickleUntil("members on one host only", () -> memberHosts(run) == 1);
        long learned = run.progress().learned();
        run.trickleUntil(
                "one host to learn on alone",
                () -> System.nanoTime() - start > CUT.toNanos() && run.progress().learned() > learned);
        long alone = run.progress().learned() - learned;
        List<Long> marks = run.logs().stream().map(LogFile::mark).toList();
        host.restore();
        long restored = System.nanoTime();
        awaitHelp(run, marks);
        return "cut the %s link for %.0f s; %,d documents were learned by one host alone; the other helped again after %.1f s"
                .formatted(
                        link,
                        (restored - start) / 1e9,
                        alone,
                        (System.nanoTime() - restored) / 1e9);
    }

    /** Waits until there are members on both hosts, and one of them has got the model's state from the other. */
    private static void awaitHelp(ChaosRun run, List<Long> marks) {
        run.trickleUntil("members on both hosts", () -> memberHosts(run) == 2);
        List<LogFile> logs = run.logs();
        run.trickleUntil("one instance to help the other", () -> IntStream.range(0, logs.size())
                .anyMatch(i -> logs.get(i).hasSince(marks.get(i), HELPS)));
    }

    private static int memberHosts(ChaosRun run) {
        return run.admin().memberHosts(run.application().id()).size();
    }

    private static TwoHosts hosts(ChaosRun run) {
        return run.hosts().orElseThrow(() -> new IllegalStateException("expected the application to run on two hosts"));
    }
}
