package io.wordtide.chaos;

import static org.awaitility.Awaitility.await;

import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.schema.Document;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A stream flowing through a supervised application, and the levers that faults pull. Documents are written as they are
 * learned, some mini-batches ahead, so that some are always in flight when a fault strikes. For one thread.
 */
final class ChaosRun implements AutoCloseable {

    /** How far documents are ahead of the reports: about as far as learning gets between two commits. */
    private static final int MINI_BATCHES_AHEAD = 20;

    /** Longer than the longest chain of timeouts: session, transaction, and some starts of the application. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** For one mini-batch, when documents only trickle. */
    private static final Duration TRICKLE = Duration.ofSeconds(1);

    /** While waiting for a moment: at full speed, the stream could end before a short moment is hit. */
    private static final Duration STEADY = Duration.ofMillis(100);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final Setup setup;
    private final Cluster cluster;
    private final Application application;
    private final Optional<StateDisk> disk;
    private final Optional<TwoHosts> hosts;
    private final SplittableRandom random;
    private final Iterator<Document> documents;
    private final Deque<InputRecord> inserted = new ArrayDeque<>();
    private final ClusterAdmin admin;
    private final Feeder feeder;
    private final Progress progress;
    private final SupervisedApp app;
    private final Optional<SupervisedApp> distant;
    private long refusedCount;
    private long lastMiniBatch = System.nanoTime();

    /**
     * Starts the application.
     *
     * @param hosts where it runs, an instance on each; if empty, it has one instance, on this host
     */
    ChaosRun(
            Setup setup, Cluster cluster, Application application, Optional<StateDisk> disk, Optional<TwoHosts> hosts) {
        this.setup = setup;
        this.cluster = cluster;
        this.application = application;
        this.disk = disk;
        this.hosts = hosts;
        this.random = new SplittableRandom(setup.seed());
        this.documents = setup.documents().iterator();
        this.admin = new ClusterAdmin(cluster);
        this.feeder = new Feeder(
                application.config().producerProperties(), application.topics().documents());
        this.progress = new Progress(
                application.config().consumerProperties(), application.topics().learningReports());
        this.app = new SupervisedApp(
                application.id(),
                application.settings(),
                setup.directory(),
                hosts.map(two -> two.near().host()).orElse(Host.THIS));
        this.distant = hosts.map(two -> new SupervisedApp(
                "distant", application.settings(), setup.directory(), two.far().host()));
    }

    Cluster cluster() {
        return cluster;
    }

    ClusterAdmin admin() {
        return admin;
    }

    Application application() {
        return application;
    }

    SupervisedApp app() {
        return app;
    }

    /** Logs of the instances that run all the time: one, or one on each of {@link TwoHosts}. */
    List<LogFile> logs() {
        return Stream.concat(Stream.of(app), distant.stream()).map(SupervisedApp::log).toList();
    }

    Duration transactionTimeout() {
        return setup.transactionTimeout();
    }

    /** Source of every choice, so that the same seed repeats them. */
    SplittableRandom random() {
        return random;
    }

    /** The file system of the state directory, if it could be mounted. */
    Optional<StateDisk> disk() {
        return disk;
    }

    /** Two hosts that are not this one, if the application runs there. */
    Optional<TwoHosts> hosts() {
        return hosts;
    }

    Progress progress() {
        return progress;
    }

    /** All records written so far, in order. */
    List<InputRecord> sent() {
        return feeder.sent();
    }

    /** Another instance of the same application, with a state directory of its own; the caller closes it. */
    SupervisedApp startAnother(String name) {
        return new SupervisedApp(name, application.settings(), setup.directory());
    }

    /** Puts records into the stream, ahead of the remaining documents. */
    void insert(List<InputRecord> records) {
        inserted.addAll(records);
    }

    /** Kills the application as soon as it is in a moment. Returns the frame that identified the moment. */
    String killAt(Moment moment) {
        return at(moment, AppProcess::kill);
    }

    /** Does something to the application's process as soon as it is in a moment. */
    String at(Moment moment, Consumer<AppProcess> action) {
        while (true) {
            AppProcess process = app.process();
            var frame = process.at(moment, () -> action.accept(process));
            until("the moment " + moment, PATIENCE, STEADY, () -> frame.get() != null || !process.isAlive());
            String seen = frame.get();
            if (seen != null) {
                return seen;
            }
            // it ended for another reason: its successor will do
            trickleUntil("another start", () -> app.process() != process);
        }
    }

    /** Lets documents flow until more of them have been learned and committed. */
    void awaitProgress() {
        long version = progress.version();
        flowUntil("a report after version " + version, () -> progress.version() > version);
    }

    /** Lets documents flow until this many have been learned. */
    void flowTo(long learned) {
        flowUntil(learned + " documents to be learned", () -> progress.learned() >= learned);
    }

    /**
     * Lets documents flow until a condition holds.
     *
     * @throws ChaosException if it does not hold in time, or the stream ends first
     */
    void flowUntil(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, Duration.ZERO, condition);
    }

    /** As {@link #flowUntil}, a mini-batch a second: for long waits, so that the stream does not end meanwhile. */
    void trickleUntil(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, TRICKLE, condition);
    }

    /** As {@link #trickleUntil}; returns whether the condition held in time. */
    boolean trickleFor(Duration patience, String what, Callable<Boolean> condition) {
        try {
            until(what, patience, TRICKLE, condition);
            return true;
        } catch (ChaosException e) {
            return false;
        }
    }

    private void until(String what, Duration patience, Duration pace, Callable<Boolean> condition) {
        flowing(what, patience, pace, () -> {
            boolean holds = condition.call();
            if (!holds && isDry()) {
                throw new ChaosException("expected " + what
                        + ", found the end of the stream; give the run more documents, or fewer faults");
            }
            return holds;
        });
    }

    private void flowing(String what, Duration patience, Duration pace, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(patience)
                    .pollInterval(LOOK_INTERVAL)
                    .pollInSameThread()
                    .until(() -> {
                        flow(pace);
                        return condition.call();
                    });
        } catch (ConditionTimeoutException e) {
            throw new ChaosException(
                    "expected " + what + " within " + patience.toSeconds() + " s, found none; learned "
                            + progress.learned() + " of " + sent().size() + " documents, processes ended with "
                            + app.exitCodes() + ", log " + app.log().path(),
                    e);
        }
    }

    /**
     * Lets the rest of the stream flow, waits until the application has read all of it, and stops it in order.
     *
     * @throws ChaosException if it does not read all of it in time, or does not end in order
     */
    void finish() throws InterruptedException {
        flowing("the end of the stream", PATIENCE.multipliedBy(2), Duration.ZERO, this::isDry);
        feeder.flush();
        Unread.awaitNone(application);
        app.stop();
        if (distant.isPresent()) {
            distant.get().stop();
        }
    }

    /** Writes what the reports have made room for: all of it, or one mini-batch per interval of the pace. */
    private void flow(Duration pace) {
        progress.update();
        long now = System.nanoTime();
        if (now - lastMiniBatch < pace.toNanos()) {
            return;
        }
        lastMiniBatch = now;
        int ahead = MINI_BATCHES_AHEAD * application.batchSize();
        int most = pace.isZero() ? ahead : application.batchSize();
        for (int i = 0; i < most && hasNext() && toBeLearned() < ahead; i++) {
            InputRecord record = inserted.isEmpty()
                    ? InputRecords.of(documents.next(), application.topics().documents())
                    : inserted.remove();
            refusedCount += record.fate() == Fate.REFUSED ? 1 : 0;
            feeder.send(record);
        }
    }

    private boolean hasNext() {
        return !inserted.isEmpty() || documents.hasNext();
    }

    private long toBeLearned() {
        return feeder.sent().size() - refusedCount - progress.learned();
    }

    /** Whether nothing more can be learned: less than a mini-batch is left. */
    private boolean isDry() {
        return !hasNext() && toBeLearned() < application.batchSize();
    }

    @Override
    public void close() {
        app.close();
        distant.ifPresent(SupervisedApp::close);
        feeder.close();
        progress.close();
        admin.close();
    }
}
