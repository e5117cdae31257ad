package io.wordtide.chaos;

import io.wordtide.chaos.Oracles.Outcome;
import io.wordtide.chaos.Oracles.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * One whole run: the stream with its faults, the same stream again through an undisturbed application, and the
 * verdicts. For one thread.
 */
final class Trial {

    private final Setup setup;
    private final PrintWriter out;
    private final List<Fault> notSurvived = new ArrayList<>();
    private final long start = System.nanoTime();

    /** @param out receives a line for each event as it happens */
    Trial(Setup setup, PrintWriter out) {
        this.setup = setup;
        this.out = out;
        // brokers are unreachable now and then, on purpose
        Configurator.setLevel("org.apache.kafka.clients", Level.OFF);
    }

    /**
     * Runs it; everything it started has ended and every mount is gone when it returns.
     *
     * @throws ChaosException if the run could not be completed
     */
    List<Verdict> run() throws InterruptedException {
        try (Cluster cluster = new Cluster(setup.directory());
                Application disturbed = create(Setup.DISTURBED, cluster);
                Application undisturbed = create(Setup.UNDISTURBED, cluster)) {
            say("three brokers and a registry are running");
            List<InputRecord> input = disturb(cluster, disturbed);
            leaveInPeace(undisturbed);
            List<Verdict> verdicts = new ArrayList<>(
                    new Oracles(setup.analyzer(), input, Outcome.of(disturbed), Outcome.of(undisturbed)).verdicts());
            verdicts.add(survival());
            verdicts.forEach(verdict -> out.println(verdict));
            return verdicts;
        }
    }

    private Verdict survival() {
        return new Verdict(
                "survival",
                notSurvived.isEmpty(),
                "processes ended only when they were killed, stopped, or had to; not so in: "
                        + (notSurvived.isEmpty() ? "none" : notSurvived));
    }

    private Application create(String id, Cluster cluster) {
        return Application.create(id, setup.settings(id, cluster));
    }

    private List<InputRecord> disturb(Cluster cluster, Application application) throws InterruptedException {
        Optional<StateDisk> disk = setup.faults().contains(Fault.DISK_FULL)
                ? StateDisk.mount(setup.directory().resolve(application.id() + "-state"))
                : Optional.empty();
        try (ChaosRun run = new ChaosRun(setup, cluster, application, disk)) {
            run.awaitProgress();
            say("first report");
            List<Long> places = Plan.places(
                    run.random(), setup.faults().size(), setup.documents().size());
            for (int i = 0; i < places.size(); i++) {
                run.flowTo(places.get(i));
                long learned = run.progress().learned();
                long endedBefore = Fleet.endedByThemselves(run.fleet().exitCodes());
                String done = setup.faults().get(i).inject(run);
                if (!setup.faults().get(i).mayEndTheApplication()
                        && Fleet.endedByThemselves(run.fleet().exitCodes()) > endedBefore) {
                    notSurvived.add(setup.faults().get(i));
                }
                say("%2d/%d %-17s at %,6d learned: %s"
                        .formatted(i + 1, places.size(), setup.faults().get(i), learned, done));
            }
            run.finish();
            say("%,d records processed; processes ended %s"
                    .formatted(run.sent().size(), run.fleet().exitCodes()));
            if (setup.layout().shards() > 1) {
                say("%,d messages with parts that other instances refined"
                        .formatted(Published.refinedParts(application)));
            }
            return List.copyOf(run.sent());
        } finally {
            disk.ifPresent(StateDisk::close);
        }
    }

    private void leaveInPeace(Application application) throws InterruptedException {
        try (SupervisedApp app = new SupervisedApp(application.id(), application.settings(), setup.directory())) {
            Unread.awaitNone(application);
            app.stop();
            if (app.exitCodes().size() != 1) {
                throw new ChaosException("expected the undisturbed application to end once, found " + app.exitCodes()
                        + ", log " + app.log().path());
            }
        }
        say("the same stream, undisturbed");
    }

    private void say(String what) {
        out.printf("%5d s  %s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds(), what);
    }
}
