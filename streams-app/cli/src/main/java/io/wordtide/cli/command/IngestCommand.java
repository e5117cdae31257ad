package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.option.ReadingOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.cli.terminal.Terminal;
import io.wordtide.ingest.ArrivedRecords;
import io.wordtide.ingest.DocumentReader;
import io.wordtide.ingest.IngestCounts;
import io.wordtide.ingest.Ingester;
import io.wordtide.ingest.Input;
import io.wordtide.ingest.InputMarks;
import io.wordtide.ingest.Inputs;
import io.wordtide.ingest.ReadOptions;
import io.wordtide.ingest.RecentKeys;
import io.wordtide.ingest.feed.FeedClient;
import io.wordtide.ingest.feed.FeedPoller;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide ingest}: sends documents from files or feeds to the topic {@code documents}. */
@Command(
        name = "ingest",
        abbreviateSynopsis = true,
        description = "Sends documents from files or feeds to the topic documents. Records that are not documents go to"
                + " dead-letters, with their place and the reason.",
        footer = {
            "",
            "Example:",
            "  wordtide ingest reviews.csv --text-column title --text-column review",
            "  wordtide ingest amazon.json.gz --text-column reviewText --timestamp-column unixReviewTime",
            "  zcat archive/*.gz | wordtide ingest -",
            "  wordtide ingest --feed https://example.org/news.xml --feed https://example.com/atom --every 5m"
        })
public final class IngestCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReadingOptions reading;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "JSON (.jsonl, .ndjson, .json), CSV (.csv, .tsv), text (.txt, .md; one document per file), a"
                    + " directory of text files, or - for standard input. Plain, or packed by gzip, bzip2, zstd,"
                    + " xz or zip.")
    private List<String> files = List.of();

    @Mixin
    private FeedOptions feeds;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (files.isEmpty() == feeds.addresses().isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected either a FILE or --feed, found " + (files.isEmpty() ? "neither" : "both"));
        }
        if (feeds.addresses().isEmpty() && feeds.interval() != null) {
            throw new ParameterException(
                    command.commandLine(), "Expected --feed with --every, found files, which are read once");
        }
        ReadOptions options = reading.toReadOptions();
        List<Input> inputs = Inputs.resolve(files, options, System.in);
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect()) {
            connection.requireIngestionTopics();
            Ingester ingester = new Ingester(connection.producerProperties(), connection.topics());
            stop.onStop(() -> end(ingester, connection, stop));
            try (ingester) {
                if (inputs.isEmpty()) {
                    return ingestFeeds(ingester, connection, stop);
                }
                ingest(inputs, options, ingester);
            } finally {
                print(ingester.counts(), connection);
            }
            return exitCode(ingester.counts());
        }
    }

    /** Files of which nothing is a document are read in another way than they were written. */
    private int exitCode(IngestCounts counts) {
        if (counts.sent() > 0 || counts.rejected() == 0) {
            return ExitCode.OK;
        }
        command.commandLine()
                .getErr()
                .println(
                        "expected documents, found none: all records were rejected; see why with: wordtide dead-letters list");
        return ExitCode.FAILURE;
    }

    private int ingestFeeds(Ingester ingester, ClusterConnection connection, StopSignal stop)
            throws IOException, InterruptedException {
        RecentKeys known = ArrivedRecords.read(connection.consumerProperties(), connection.topics())
                .keys();
        FeedClient client = new FeedClient("Wordtide/" + VersionCommand.wordtideVersion());
        try (FeedPoller poller = new FeedPoller(feeds.addresses(), feeds.interval(), client, (feed, entries) -> {
            IngestCounts before = ingester.counts();
            ingester.ingest(entries, InputMarks.byKey(feed.toString(), known, entries::formerKey), counts -> {});
            tell(feed, before, ingester.counts());
        })) {
            stop.onStop(poller::close);
            poller.run();
            return poller.unreadCount() == 0 ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    /** A command that runs forever shows whoever watches it what is new. */
    private void tell(URI feed, IngestCounts before, IngestCounts after) {
        if (after.total() > before.total()) {
            command.commandLine()
                    .getOut()
                    .printf(
                            "%s: %,d sent, %,d rejected%n",
                            feed, after.sent() - before.sent(), after.rejected() - before.rejected());
        }
    }

    /** Runs when the process is asked to end: the command stops reading and closes what it holds. */
    private void end(Ingester ingester, ClusterConnection connection, StopSignal stop) {
        ingester.close();
        if (files.contains(Inputs.STANDARD_INPUT)) {
            // nothing interrupts a read of standard input, so the command cannot close the rest itself
            connection.close();
            stop.close();
        }
    }

    private static void ingest(List<Input> inputs, ReadOptions options, Ingester ingester) throws IOException {
        try (ProgressBar progress = progressBar()) {
            for (Input input : inputs) {
                try (DocumentReader documents = DocumentReader.open(input, options)) {
                    ingester.send(documents, InputMarks.none(), counts -> show(counts, progress));
                }
            }
        } finally {
            ingester.flush();
        }
    }

    /** Only on a terminal that can show it move. */
    private static @Nullable ProgressBar progressBar() {
        if (!Terminal.isInteractive()) {
            return null;
        }
        return new ProgressBarBuilder()
                .setTaskName("ingest")
                .setInitialMax(-1)
                .setUnit(" documents", 1)
                .showSpeed()
                .build();
    }

    private static void show(IngestCounts counts, @Nullable ProgressBar progress) {
        if (progress != null) {
            progress.stepTo(counts.total());
        }
    }

    private void print(IngestCounts counts, ClusterConnection connection) {
        command.commandLine()
                .getOut()
                .printf(
                        "%,d documents sent to %s, %,d rejected records to %s, at %s%n",
                        counts.sent(),
                        connection.topics().documents().name(),
                        counts.rejected(),
                        connection.topics().deadLetters().name(),
                        connection.bootstrapServers());
    }
}
