package io.wordtide.cli.command;

import io.wordtide.cli.changelog.ApplicationGroup;
import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.forget.Certificates;
import io.wordtide.cli.forget.ForgetPlan;
import io.wordtide.cli.forget.KeptRecords;
import io.wordtide.cli.forget.LearnedDocument;
import io.wordtide.cli.forget.Tombstones;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wordtide forget}: makes the models ones that never had some documents. */
@Command(
        name = "forget",
        abbreviateSynopsis = true,
        description = {
            "Makes the models forget documents: each model that has one goes back to a state before it, learns again"
                    + " what came since without it, and sends a certificate. Prints first what will happen. If a document"
                    + " cannot be forgotten, because no model has it or its journal no longer reaches back to it, nothing"
                    + " is sent.",
            "The record in the topic documents stays until that topic deletes it."
        },
        footer = {
            "",
            "Example:",
            "  wordtide forget reut-1207 --dry-run",
            "  wordtide forget --ids-from ids.txt --wait 3600"
        })
public final class ForgetCommand implements Callable<Integer> {

    private static final int MOST_NAMED = 10;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Ids of the documents.")
    private List<String> ids = List.of();

    @Option(names = "--ids-from", paramLabel = "FILE", description = "File with more ids in UTF-8, one on each line.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    private boolean dryRun;

    @Option(
            names = "--skip-missing",
            description = "Forget the documents that can be forgotten, even if there are others.")
    private boolean skipMissing;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to wait for the certificates; 0 to wait for none. Default: 600.")
    private long waitSeconds;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        if (waitSeconds < 0) {
            throw new ParameterException(command.commandLine(), "Expected --wait of 0 or more, found " + waitSeconds);
        }
        Set<String> wanted = wanted();
        try (StopSignal stop = new StopSignal();
                ClusterConnection connection = cluster.connect();
                Admin admin = connection.admin()) {
            connection.requireForgettingTopics();
            ForgetPlan plan = plan(connection.config(), wanted);
            if (!isToBeDone(plan)) {
                return ExitCode.FAILURE;
            }
            String documents = connection.topics().documents().name();
            out().printf(
                            "what stays: the records in %s, until the topic deletes them (%s);"
                                    + " files that were exported; vectors that a model has given to other documents%n",
                            documents, KeptRecords.of(admin, documents));
            return dryRun ? ExitCode.OK : forget(plan, connection, admin, stop);
        }
    }

    private Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>(ids);
        if (file != null) {
            wanted.addAll(read(file));
        }
        if (wanted.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "Expected an ID or --ids-from FILE with ids, found " + (file == null ? "neither" : "none"));
        }
        if (wanted.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(command.commandLine(), "Expected an ID, found a blank one");
        }
        return wanted;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new CommandException(
                    "expected a file of ids in UTF-8, found that %s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static ForgetPlan plan(WordtideConfig config, Set<String> wanted) {
        ChangelogStores stores = ChangelogStores.readJournals(config);
        return ForgetPlan.of(stores.modelIds(), stores::of, config.snapshotKeep(), wanted);
    }

    /** Prints the plan. */
    private boolean isToBeDone(ForgetPlan plan) {
        plan.lines().forEach(out()::println);
        plan.linesOfMissing().forEach(err()::println);
        if (plan.found().isEmpty()) {
            err().println("nothing can be forgotten");
            return false;
        }
        if (!plan.missing().isEmpty() && !skipMissing) {
            err().println("nothing is forgotten; to forget the others nevertheless, add --skip-missing");
            return false;
        }
        return true;
    }

    private int forget(ForgetPlan plan, ClusterConnection connection, Admin admin, StopSignal stop) {
        boolean isRunning = !new ApplicationGroup(admin, connection.config().applicationId())
                .hosts()
                .isEmpty();
        try (Certificates certificates = new Certificates(
                connection.consumerProperties(), connection.topics().forgottenDocuments())) {
            stop.onStop(certificates::stop);
            Map<String, Instant> requestedAt = Tombstones.send(
                    connection.producerProperties(),
                    connection.topics().documents().name(),
                    plan.found());
            out().printf("asked to forget %,d documents", requestedAt.size());
            if (!isRunning || waitSeconds == 0) {
                out().println(
                                isRunning
                                        ? "; the certificates will be on "
                                                + connection
                                                        .topics()
                                                        .forgottenDocuments()
                                                        .name()
                                        : "; the application %s does not run, and forgets them when it runs next"
                                                .formatted(connection.config().applicationId()));
                return ExitCode.OK;
            }
            out().println("; waiting for the certificates");
            Set<LearnedDocument> left = certificates.await(
                    plan.documents(),
                    requestedAt,
                    Duration.ofSeconds(waitSeconds),
                    document -> !plan(connection.config(), Set.of(document.documentId()))
                            .documents()
                            .contains(document),
                    this::print);
            requireNone(left, plan.documents().size());
            return ExitCode.OK;
        }
    }

    private void print(ForgottenDocument certificate) {
        out().printf(
                        "%s: forgotten by model %s (records: %,d), now at version %d, learned again from version %d; SHA-256 of its state %s%n",
                        certificate.getDocumentId(),
                        certificate.getModel(),
                        certificate.getRecordCount(),
                        certificate.getModelVersion(),
                        certificate.getFromVersion(),
                        certificate.getStateSha256());
    }

    private void requireNone(Set<LearnedDocument> left, int expected) {
        if (!left.isEmpty()) {
            throw new CommandException(
                    "expected %,d certificates within %,d s, found none of %s%s; the application may still be at it: see its log for \"Cannot forget\", or wait longer with --wait"
                            .formatted(
                                    expected,
                                    waitSeconds,
                                    left.stream()
                                            .limit(MOST_NAMED)
                                            .map(LearnedDocument::toString)
                                            .collect(Collectors.joining(", ")),
                                    left.size() > MOST_NAMED
                                            ? " and %,d more".formatted(left.size() - MOST_NAMED)
                                            : ""));
        }
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }

    private PrintWriter err() {
        return command.commandLine().getErr();
    }
}
