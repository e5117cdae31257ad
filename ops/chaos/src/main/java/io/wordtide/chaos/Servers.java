package io.wordtide.chaos;

import java.util.List;

/** Faults in what the application depends on: brokers, registry, and the documents themselves. */
final class Servers {

    /** Printed at the end of the log. */
    private static final String REFUSAL = "wordtide: expected the Schema Registry to take the schema";

    private Servers() {}

    static String killBroker(ChaosRun run) {
        int id = 1 + run.random().nextInt(Cluster.BROKERS);
        run.cluster().killBroker(id);
        run.awaitProgress();
        run.cluster().restartBroker(id);
        run.admin().awaitInSync();
        return "killed broker " + id + ", learned on with two, started it again";
    }

    static String changeLeaders(ChaosRun run) {
        return "changed the leaders of %d partitions".formatted(run.admin().changeLeaders());
    }

    /** The application must report what is missing, and start once it is available. */
    static String registryDownAtStart(ChaosRun run) {
        run.cluster().killRegistry();
        long mark = run.app().log().mark();
        int ends = run.app().exitCodes().size();
        run.app().process().kill();
        run.trickleUntil(
                "the application to refuse to start without the registry",
                () -> run.app().exitCodes().size() > ends + 1 && run.app().log().hasSince(mark, REFUSAL));
        run.cluster().restartRegistry();
        return "killed the registry and the application, which refused to start until the registry was back";
    }

    /** A document with a schema that is new to the application makes it ask the registry. */
    static String registryDownInFlight(ChaosRun run) {
        InputRecord record = InputRecords.ofAnotherSchema(
                run.application(), "extra" + run.progress().version());
        run.cluster().killRegistry();
        long mark = run.app().log().mark();
        run.insert(List.of(record));
        run.trickleUntil(
                "the application to ask the registry",
                () -> run.app().log().hasSince(mark, "Replacing a stream thread"));
        run.cluster().restartRegistry();
        return "killed the registry before a document of a new schema came";
    }

    static String poison(ChaosRun run) {
        run.admin().allowFutureTimestamps(run.application().topics().documents().name());
        List<InputRecord> poison =
                InputRecords.poison(run.application().topics().documents());
        run.insert(poison);
        long learned = run.progress().learned() + (long) run.application().batchSize();
        run.flowTo(learned);
        return "put %d poisonous records into the stream".formatted(poison.size());
    }
}
