package io.wordtide.chaos;

import static java.util.Objects.requireNonNull;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A stream flowing through a supervised application, and the levers that faults pull. Documents are written as they are
 * learned, some mini-batches ahead, so that some are always in flight when a fault strikes. For one thread.
 */
final class ChaosRun implements AutoCloseable {

    /** How far documents are ahead of the reports: about as far as learning gets between two commits. */
    private static final int MINI_BATCHES_AHEAD = 20;

    /** Longer than the longest chain of timeouts (session, transaction, some starts of the application), on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** For one mini-batch, when documents only trickle. */
    private static final Duration TRICKLE = Duration.ofSeconds(1);

    /** While waiting for a moment: at full speed, the stream could end before a short moment is hit. */
    private static final Duration STEADY = Duration.ofMillis(100);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final Setup setup;
    private final Cluster cluster;
    private final Application application;
    private final Optional<StateDisk> disk;
    private final SplittableRandom random;
    private final Iterator<Document> documents;
    private final Deque<InputRecord> inserted = new ArrayDeque<>();
    private final ClusterAdmin admin;
    private final Feeder feeder;
    private final Progress progress;
    private final Fleet fleet;
    private long refusedCount;
    private long lastMiniBatch = System.nanoTime();

    /** Starts the application; returns after its first report. */
    ChaosRun(Setup setup, Cluster cluster, Application application, Optional<StateDisk> disk) {
        this.setup = setup;
        this.cluster = cluster;
        this.application = application;
        this.disk = disk;
        this.random = new SplittableRandom(setup.seed());
        this.documents = setup.documents().iterator();
        this.admin = new ClusterAdmin(cluster);
        this.feeder = new Feeder(
                application.config().producerProperties(), application.topics().documents());
        this.progress = new Progress(
                application.config().consumerProperties(), application.topics().learningReports());
        this.fleet = new Fleet(
                application,
                admin,
                setup.layout().instances(),
                setup.directory(),
                setup.faults().contains(Fault.CLOCK_JUMP),
                setup.faults().stream().anyMatch(Fault::needsLinks));
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

    Fleet fleet() {
        return fleet;
    }

    Setup setup() {
        return setup;
    }

    /** The instance that learns; lets documents flow until there is one. */
    SupervisedApp learner() {
        AtomicReference<@Nullable SupervisedApp> found = new AtomicReference<>();
        trickleUntil("an instance that learns", () -> {
            fleet.learner().ifPresent(found::set);
            return found.get() != null;
        });
        return requireNonNull(found.get());
    }

    /** Source of every choice, so that the same seed repeats them. */
    SplittableRandom random() {
        return random;
    }

    /** The file system of the state directory, if it could be mounted. */
    Optional<StateDisk> disk() {
        return disk;
    }

    Progress progress() {
        return progress;
    }

    /** All records written so far, in order. */
    List<InputRecord> sent() {
        return feeder.sent();
    }

    /** Puts records into the stream, ahead of the remaining documents. */
    void insert(List<InputRecord> records) {
        inserted.addAll(records);
    }

    /**
     * What an action at a moment was done to.
     *
     * @param frame that identified the moment
     */
    record Hit(SupervisedApp instance, AppProcess process, String frame) {}

    /** Kills the instance that learns as soon as it is in a moment. Returns the frame that identified the moment. */
    String killAt(Moment moment) {
        return at(moment, AppProcess::kill).frame();
    }

    /** Does something to the process of the instance that learns as soon as it is in a moment. */
    Hit at(Moment moment, Consumer<AppProcess> action) {
        while (true) {
            SupervisedApp instance = learner();
            AppProcess process = instance.process();
            var frame = process.at(moment, () -> action.accept(process));
            until(
                    "the moment " + moment,
                    PATIENCE,
                    STEADY,
                    () -> frame.get() != null || !process.isAlive() || fleet.isLearnerOther(instance));
            process.cancel();
            String seen = frame.get();
            if (seen != null) {
                return new Hit(instance, process, seen);
            }
            // it ended for another reason, or another instance learns now: its successor will do
            trickleUntil("another start", () -> instance.process() != process || fleet.isLearnerOther(instance));
        }
    }

    /** Lets documents flow until more of them have been learned and committed. Returns how long that took. */
    Duration awaitProgress() {
        long start = System.nanoTime();
        long reports = progress.reports();
        flowUntil("a report after the first " + reports, () -> progress.reports() > reports);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Waits without asking the brokers for anything. */
    void pass(Duration time) {
        long start = System.nanoTime();
        await().atMost(time.plus(PATIENCE)).until(() -> System.nanoTime() - start > time.toNanos());
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
                            + fleet.exitCodes() + ", logs in " + setup.directory(),
                    e);
        }
    }

    /**
     * Lets the rest of the stream flow, waits until the application has read all of it, and stops it in order.
     *
     * @throws ChaosException if it does not read all of it in time, or does not end in order
     */
    void finish() {
        flowing("the end of the stream", PATIENCE.multipliedBy(2), Duration.ZERO, this::isDry);
        feeder.flush();
        Unread.awaitNone(application);
        fleet.stop();
    }

    /** Writes what the reports have made room for: all of it, or one mini-batch per interval of the pace. */
    private void flow(Duration pace) {
        progress.update();
        long now = System.nanoTime();
        if (now - lastMiniBatch < pace.toNanos()) {
            return;
        }
        lastMiniBatch = now;
        long ahead = (long) MINI_BATCHES_AHEAD * application.batchSize()
                + setup.layout().mostWaiting(application.batchSize());
        long most = pace.isZero() ? ahead : application.batchSize();
        for (int i = 0; i < most && hasNext() && toBeLearned() < ahead; i++) {
            InputRecord record =
                    inserted.isEmpty() ? InputRecords.of(documents.next(), application) : inserted.remove();
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

    /** Whether nothing more can be learned: less than a mini-batch of each model is left. */
    private boolean isDry() {
        return !hasNext() && toBeLearned() <= setup.layout().mostWaiting(application.batchSize());
    }

    @Override
    public void close() {
        fleet.close();
        feeder.close();
        progress.close();
        admin.close();
    }
}
