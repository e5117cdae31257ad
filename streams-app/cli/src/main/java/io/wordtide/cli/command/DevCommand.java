package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.connection.DevDirectory;
import io.wordtide.cli.dev.Accounts;
import io.wordtide.cli.dev.DevSession;
import io.wordtide.cli.dev.Feed;
import io.wordtide.cli.dev.LiveView;
import io.wordtide.cli.dev.ReportFile;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.PrivateDirectory;
import io.wordtide.cli.option.ReadingOptions;
import io.wordtide.cli.option.SettingsOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.Logs;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.cli.terminal.Terminal;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.schema.LearningReport;
import io.wordtide.server.LearnerApp;
import io.wordtide.server.lifecycle.BackgroundTask;
import io.wordtide.streams.config.HttpKeys;
import io.wordtide.streams.config.StepTiming;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.config.WordtideKeys;
import io.wordtide.streams.monitor.LearningAdvice;
import io.wordtide.streams.monitor.ModelActivity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide dev}: broker, registry and application in one command, fed by files or by the sample stream. */
@Command(
        name = "dev",
        abbreviateSynopsis = true,
        description = {
            "Runs everything embedded: a Kafka broker in this process, a Schema Registry beside it, and the"
                    + " application, fed by files or by a generated sample stream, with a live view.",
            "Ctrl-C shuts everything down in order. What was learned stays in the data directory."
        },
        footer = {
            "",
            "Example:",
            "  wordtide dev",
            "  wordtide dev --input news.jsonl.gz --analyzer english --exit-when-done",
            "  wordtide dev --data-dir ~/news --input monday.jsonl --set wordtide.model.route=source"
        })
public final class DevCommand implements Callable<Integer> {

    private static final long LOOK_INTERVAL_MS = 100;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files to feed: JSON, CSV or text, plain or packed; - for standard input."
                    + " Default: a generated sample stream whose story breaks halfway.")
    private List<String> inputs = List.of();

    @Option(names = "--exit-when-done", description = "Exit when every document has been learned or set aside.")
    private boolean exitWhenDone;

    @Option(names = "--reports", paramLabel = "FILE", description = "Write each learning report as a JSON line.")
    private @Nullable Path reports;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where broker, registry and state are kept; a later start continues from there."
                    + " Only you can read it. Default: a directory below ~/.local/state that each start empties.")
    private @Nullable Path dataDirectory;

    @Option(names = "--preset", paramLabel = "NAME", description = "Learner: stream (default), stream-deep or paper.")
    private @Nullable String preset;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            description =
                    "How text becomes terms: english (default), simple, german, ..., or auto for the language of each"
                            + " document.")
    private @Nullable String analyzer;

    @ArgGroup
    private @Nullable VocabularyChoice vocabulary;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the broker. Default: any free one.")
    private int port;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Port of the registry. Default: any free one.")
    private int registryPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Port of the live page and the HTTP interface; -1 for none. Default: any free one.")
    private @Nullable Integer httpPort;

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private SettingsOptions settings;

    @Spec
    private CommandSpec command;

    /** A fixed or a living vocabulary. */
    static final class VocabularyChoice {

        @Option(names = "--vocabulary", paramLabel = "FILE", description = "Fixed vocabulary, one word per line.")
        private @Nullable Path file;

        @Option(
                names = "--vocabulary-size",
                paramLabel = "N",
                description = "Living vocabulary of up to N words. Default: 5000.")
        private @Nullable Integer size;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> given = given();
        WordtideConfig asGiven = WordtideConfig.of(given); // invalid settings are reported before anything starts
        List<Feed> feeds = feeds();
        Path directory = directory();
        Logs.toFile(directory);
        BackgroundTask<StepTiming> timing = LearnerApp.measureStep(asGiven);
        try (StopSignal stop = new StopSignal();
                EmbeddedCluster cluster = EmbeddedCluster.launch(directory, port, registryPort)) {
            given.put(ClusterConnection.BOOTSTRAP_SERVERS, cluster.bootstrapServers());
            given.put(ClusterConnection.SCHEMA_REGISTRY, cluster.schemaRegistryUrl());
            given.putIfAbsent(
                    StreamsConfig.STATE_DIR_CONFIG, cluster.streamsDirectory().toString());
            WordtideConfig config = WordtideConfig.of(given);
            LearningAdvice advice = new LearningAdvice(config);
            Accounts accounts = run(config, timing, cluster, feeds, stop, advice);
            summarize(accounts, advice, cluster);
            return accounts.balance() ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private Accounts run(
            WordtideConfig config,
            BackgroundTask<StepTiming> timing,
            EmbeddedCluster cluster,
            List<Feed> feeds,
            StopSignal stop,
            LearningAdvice advice)
            throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        stop.onStop(stopped::countDown);
        AtomicBoolean storyBroke = new AtomicBoolean(!inputs.isEmpty());
        long breaksAt = Feed.sampleStoryBreaksAt();
        try (ReportFile file = reports == null ? null : new ReportFile(reports);
                LiveView view = new LiveView(command.commandLine().getOut(), Terminal.isInteractive());
                DevSession session = DevSession.start(
                        config,
                        timing,
                        cluster::awaitRegistry,
                        feeds,
                        report -> {
                            if (file != null) {
                                file.write(report);
                            }
                            view.accept(report);
                            advice.add(report);
                            tellStory(report, breaksAt, view, storyBroke);
                        },
                        view::say)) {
            view.goal(session::recordCount);
            view.say("Kafka: %s, Schema Registry: %s"
                    .formatted(cluster.bootstrapServers(), cluster.schemaRegistryUrl()));
            session.address().ifPresent(address -> view.say("Live page: " + address));
            if (session.recordCount() > 0) {
                view.say("%,d records of all inputs arrived on earlier runs".formatted(session.recordCount()));
            }
            long startNanos = System.nanoTime();
            while (!stopped.await(LOOK_INTERVAL_MS, TimeUnit.MILLISECONDS) && !(exitWhenDone && session.isDone())) {
                session.throwFailure();
                if (exitWhenDone) {
                    session.learnLast();
                }
            }
            session.throwFailure(); // of the last interval
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            ModelActivity models = session.models();
            Accounts accounts = session.finish();
            sayWhatItTook(view, session.fedCount(), seconds, models);
            return accounts;
        }
    }

    private void sayWhatItTook(LiveView view, long fedCount, double seconds, ModelActivity models) {
        if (exitWhenDone) {
            view.say("%,d documents fed and learned in %.1f s, %,.0f documents/s"
                    .formatted(fedCount, seconds, fedCount / seconds));
        }
        if (models.count() > 1) {
            view.say("%,d models, woken %,d times, which took %.1f s"
                    .formatted(models.count(), models.wokenCount(), models.wakeMs() / 1_000));
        }
    }

    private static void tellStory(LearningReport report, long breaksAt, LiveView view, AtomicBoolean storyBroke) {
        if (report.getDocumentsSeen() >= breaksAt && storyBroke.compareAndSet(false, true)) {
            view.say("-- the story breaks: new words, other themes --");
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>(settings.read());
        put(given, WordtideKeys.MODEL_PRESET, preset);
        put(given, WordtideKeys.ANALYZER, analyzer);
        put(given, HttpKeys.PORT, httpPort);
        given.putIfAbsent(HttpKeys.PORT, "0");
        if (vocabulary != null) {
            put(given, WordtideKeys.VOCABULARY_FILE, vocabulary.file);
            put(given, WordtideKeys.VOCABULARY_SIZE, vocabulary.size);
        }
        return given;
    }

    private static void put(Map<String, String> settings, String key, @Nullable Object value) {
        if (value != null) {
            settings.put(key, value.toString());
        }
    }

    private List<Feed> feeds() throws IOException {
        ReadOptions options = reading.toReadOptions();
        List<Input> found = Inputs.resolve(inputs, options, System.in);
        if (found.isEmpty()) {
            return List.of(Feed.sample());
        }
        List<Feed> feeds = new ArrayList<>();
        for (Input input : found) {
            feeds.add(Feed.of(input, options));
        }
        return feeds;
    }

    /** The data directory, which nobody else can read or change. */
    private Path directory() throws IOException {
        if (dataDirectory == null) {
            return DevDirectory.emptied(DevDirectory.usual());
        }
        PrivateDirectory.create(dataDirectory);
        return dataDirectory;
    }

    private void summarize(Accounts accounts, LearningAdvice advice, EmbeddedCluster cluster) {
        var out = command.commandLine().getOut();
        out.println(accounts);
        if (!accounts.balance()) {
            out.println("The accounts do not balance: please report this, and attach the log.");
        }
        String option = dataDirectory == null ? "" : " --data-dir " + dataDirectory;
        if (accounts.isMostlyDeadLettered()) {
            out.printf("Most records became dead letters; their reasons: ./wordtide dead-letters list%s%n", option);
        }
        advice.line().ifPresent(out::println);
        out.printf("Left in %s; see it with: ./wordtide nearest TERM%s%n", cluster.dataDirectory(), option);
    }
}
