package io.wordtide.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.wordtide.chaos.InputRecord.Fate;
import io.wordtide.schema.Document;
import io.wordtide.streams.topics.TopicReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * One application learns a stream and then forgets some of its documents; another one never has them. Their states must be
 * equal bit for bit. For one thread.
 */
final class ForgetTrial {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    /** After the requests have been read and committed: learning again takes longer. */
    private static final int LONGEST_DELAY_MS = 2_000;

    /** The topic without the documents. */
    private static final String REMAINING = "remaining";

    private final Setup setup;
    private final int kills;
    private final PrintWriter out;
    private final SplittableRandom random;
    private final Set<String> forgotten = new HashSet<>();
    private final long start = System.nanoTime();

    /**
     * @param forgetCount documents to forget
     * @param kills how often the application is killed while it forgets
     * @param out receives a line for each event as it happens
     */
    ForgetTrial(Setup setup, int forgetCount, int kills, PrintWriter out) {
        this.setup = setup;
        this.kills = kills;
        this.out = out;
        this.random = new SplittableRandom(setup.seed());
        List<Document> documents = setup.documents();
        while (forgotten.size() < Math.min(forgetCount, documents.size())) {
            forgotten.add(documents.get(random.nextInt(documents.size())).getId());
        }
        Configurator.setLevel("org.apache.kafka.clients", Level.OFF);
    }

    /**
     * Runs it; everything it started has ended when it returns.
     *
     * @return whether the states are equal
     */
    boolean run() throws InterruptedException {
        try (Cluster cluster = new Cluster(setup.directory());
                Application forgetting = create(Setup.DISTURBED, cluster, Map.of());
                Application without =
                        create(Setup.UNDISTURBED, cluster, Map.of("wordtide.topic.documents", REMAINING))) {
            say("three brokers and a registry are running");
            learnAndForget(forgetting);
            try (SupervisedApp app = start(without)) {
                feed(
                        without,
                        setup.documents().stream()
                                .filter(document -> !forgotten.contains(document.getId()))
                                .toList());
                Unread.awaitNone(without);
                app.stop();
            }
            say("the same stream without the documents");
            return areEqual(FinalState.read(forgetting), FinalState.read(without));
        }
    }

    private Application create(String id, Cluster cluster, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(setup.settings(id, cluster));
        // so that nothing is too old: about the default, while other runs take snapshots more often
        settings.put("wordtide.snapshot.interval", "100");
        settings.putAll(more);
        return Application.create(id, settings);
    }

    private SupervisedApp start(Application application) {
        return new SupervisedApp(application.id(), application.settings(), setup.directory());
    }

    private void learnAndForget(Application application) throws InterruptedException {
        try (SupervisedApp app = start(application)) {
            feed(application, setup.documents());
            Unread.awaitNone(application);
            say("%,d documents learned".formatted(setup.documents().size()));
            long asked = System.nanoTime();
            send(application, forgotten.stream().map(ForgetTrial::withoutValue).toList());
            for (int kill = 0; kill < kills; kill++) {
                Unread.awaitNone(application);
                Thread.sleep(random.nextInt(LONGEST_DELAY_MS)); // the moment of a kill is random, nothing waits for it
                long certified = certificateCount(application);
                AppProcess killed = app.process();
                killed.kill();
                say("killed, with %,d certificates".formatted(certified));
                await().atMost(PATIENCE).until(() -> app.process() != killed && app.hasRun());
            }
            await().atMost(PATIENCE)
                    .pollInterval(LOOK_INTERVAL)
                    .until(() -> certificateCount(application) >= forgotten.size());
            say("%,d documents forgotten %.1f s after the request"
                    .formatted(
                            forgotten.size(),
                            Duration.ofNanos(System.nanoTime() - asked).toMillis() / 1e3));
            app.stop();
        }
    }

    private static long certificateCount(Application application) {
        Set<String> certified = new HashSet<>();
        try (TopicReader reader = new TopicReader(
                application.config().consumerProperties(),
                List.of(application.topics().forgottenDocuments().name()))) {
            reader.readToEnd(record -> certified.add(new String(record.key(), UTF_8)));
        }
        return certified.size();
    }

    private static InputRecord withoutValue(String id) {
        return new InputRecord(id, null, null, Optional.empty(), "", Fate.EITHER);
    }

    private static void feed(Application application, List<Document> documents) {
        List<InputRecord> records = new ArrayList<>();
        documents.forEach(document -> records.add(InputRecords.of(document, application)));
        send(application, records);
    }

    private static void send(Application application, List<InputRecord> records) {
        try (Feeder feeder = new Feeder(
                application.config().producerProperties(), application.topics().documents())) {
            records.forEach(feeder::send);
            feeder.flush();
        }
    }

    private boolean areEqual(SortedMap<String, FinalState> found, SortedMap<String, FinalState> expected) {
        boolean areEqual = found.keySet().equals(expected.keySet());
        for (String modelId : found.keySet()) {
            FinalState with = found.get(modelId);
            FinalState without = expected.get(modelId);
            if (with == null || without == null) {
                continue;
            }
            boolean same = with.fingerprint().equals(without.fingerprint())
                    && with.frequencies().weights().equals(without.frequencies().weights())
                    && with.frequencies().documentCount()
                            == without.frequencies().documentCount()
                    && with.waitingCount() == without.waitingCount();
            areEqual &= same;
            out.printf(
                    "%s model %s: state %s, never had them %s; %,d and %,d documents counted, %,d and %,d wait%n",
                    same ? "equal  " : "UNEQUAL",
                    modelId,
                    with.fingerprint(),
                    without.fingerprint(),
                    with.frequencies().documentCount(),
                    without.frequencies().documentCount(),
                    with.waitingCount(),
                    without.waitingCount());
        }
        return areEqual;
    }

    private void say(String what) {
        out.printf("%5d s  %s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds(), what);
    }
}
