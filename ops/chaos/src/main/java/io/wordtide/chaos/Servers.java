package io.wordtide.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults in what the application depends on: brokers, registry, and the documents themselves. */
final class Servers {

    /** Printed at the end of the log. */
    private static final String REFUSAL = "wordtide: expected the Schema Registry to take the schema";

    /** How much longer than the delivery timeout brokers are away. */
    private static final Duration BEYOND_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration JUMP = Duration.ofHours(1);

    /** Longer than libfaketime keeps a deviation before it reads it again. */
    private static final Duration CLOCK_CACHE = Duration.ofSeconds(2);

    private Servers() {}

    static String killBroker(ChaosRun run) {
        int id = 1 + run.random().nextInt(Cluster.BROKERS);
        run.cluster().killBroker(id);
        run.awaitProgress();
        run.cluster().restartBroker(id);
        run.admin().awaitInSync();
        return "killed broker " + id + ", learned on with two, started it again";
    }

    /** In order, as an operator does for an upgrade. */
    static String restartBroker(ChaosRun run) {
        int id = 1 + run.random().nextInt(Cluster.BROKERS);
        run.cluster().stopBroker(id);
        Duration without = run.awaitProgress();
        run.cluster().restartBroker(id);
        Duration with = run.awaitProgress();
        run.admin().awaitInSync();
        return "stopped broker %d in order and started it again; next report %d s after the stop, %d s after the start"
                .formatted(id, without.toSeconds(), with.toSeconds());
    }

    /** Until the producer gives records up: killed, or frozen, which leaves connections open. */
    static String allBrokersAway(ChaosRun run) {
        Duration time = run.setup().deliveryTimeout().plus(BEYOND_TIMEOUT);
        boolean frozen = run.random().nextBoolean();
        if (frozen) {
            try (Cluster.Frozen brokers = run.cluster().freezeBrokers()) {
                run.pass(time);
            }
        } else {
            run.cluster().killBrokers();
            run.pass(time);
            run.cluster().restartBrokers();
        }
        run.admin().awaitInSync();
        return "all brokers %s for %d s".formatted(frozen ? "frozen" : "killed and away", time.toSeconds());
    }

    /** An hour ahead, and an hour back to the right time. */
    static String jumpClock(ChaosRun run) {
        SupervisedApp learner = run.learner();
        Optional<FakeClock> clock = learner.clock();
        if (clock.isEmpty()) {
            return "skipped: expected libfaketime, found none; on Debian, apt-get install faketime";
        }
        clock.get().set(JUMP);
        run.pass(CLOCK_CACHE);
        Duration forward = run.awaitProgress();
        clock.get().set(Duration.ZERO);
        run.pass(CLOCK_CACHE);
        Duration back = run.awaitProgress();
        return "put the clock of %s forward by %d minutes and back; next report after %d and %d s"
                .formatted(learner.name(), JUMP.toMinutes(), forward.toSeconds(), back.toSeconds());
    }

    static String changeLeaders(ChaosRun run) {
        return "changed the leaders of %d partitions".formatted(run.admin().changeLeaders());
    }

    /** The application must report what is missing, and start once it is available. */
    static String registryDownAtStart(ChaosRun run) {
        run.cluster().killRegistry();
        SupervisedApp learner = run.learner();
        LogWatch log = new LogWatch(List.of(learner));
        int ends = learner.exitCodes().size();
        learner.process().kill();
        run.trickleUntil(
                "the application to refuse to start without the registry",
                () -> learner.exitCodes().size() > ends + 1 && log.saw(REFUSAL));
        run.cluster().restartRegistry();
        return "killed the registry and the application, which refused to start until the registry was back";
    }

    /** A document with a schema that is new to the application makes it ask the registry. */
    static String registryDownInFlight(ChaosRun run) {
        InputRecord record = InputRecords.ofAnotherSchema(
                run.application(), "extra" + run.progress().reports());
        run.cluster().killRegistry();
        LogWatch log = new LogWatch(run.fleet().instances());
        run.insert(List.of(record));
        run.trickleUntil("the application to ask the registry", () -> log.saw("Replacing a stream thread"));
        run.cluster().restartRegistry();
        return "killed the registry before a document of a new schema came";
    }

    static String poison(ChaosRun run) {
        run.admin().allowFutureTimestamps(run.application().topics().documents().name());
        List<InputRecord> poison = InputRecords.poison(run.application());
        run.insert(poison);
        long learned = run.progress().learned() + (long) run.application().batchSize();
        run.flowTo(learned);
        return "put %d poisonous records into the stream".formatted(poison.size());
    }
}
