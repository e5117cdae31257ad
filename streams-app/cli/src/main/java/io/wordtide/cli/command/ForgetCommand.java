package io.wordtide.cli.command;

import static java.util.Objects.requireNonNull;

import io.wordtide.cli.changelog.ChangelogStores;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.forget.Certificates;
import io.wordtide.cli.forget.DocumentsTopic;
import io.wordtide.cli.forget.ForgetPlan;
import io.wordtide.cli.forget.KeptRecords;
import io.wordtide.cli.forget.LearnedDocument;
import io.wordtide.cli.forget.MissingDocuments;
import io.wordtide.cli.forget.SecondApplication;
import io.wordtide.cli.forget.Tombstones;
import io.wordtide.cli.forget.Tombstones.Tombstone;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.schema.ForgottenDocument;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.processor.DocumentRecords;
import io.wordtide.streams.topics.ApplicationGroup;
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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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
                    + " is sent, and it says whether the topic documents has it.",
            "The record in the topic documents stays until that topic deletes it."
        },
        footer = {
            "",
            "Example:",
            "  wordtide forget reut-1207 --dry-run",
            "  wordtide forget --ids-from ids.txt --wait 3600",
            "  wordtide forget reut-3 --learn-anew wordtide-2"
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
            names = "--learn-anew",
            paramLabel = "NEW_ID",
            description =
                    "For documents that are older than the journals: ask a second application to forget them, which learns"
                            + " the topic documents from its beginning. Prints what to configure for it. NEW_ID: its"
                            + " wordtide.application.id.")
    private @Nullable String newId;

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
            Outlook outlook = look(connection, admin, wanted, stop);
            if (!print(outlook)) {
                return ExitCode.FAILURE;
            }
            if (outlook.isAllForgotten()) {
                return ExitCode.OK;
            }
            String documents = connection.topics().documents().name();
            out().printf(
                            "what stays: the records in %s, until the topic deletes them (%s);"
                                    + " files that were exported; vectors that a model has given to other documents%n",
                            documents, KeptRecords.of(admin, documents));
            if (outlook.learnsAnew()) {
                printSecondApplication(outlook, connection, admin);
            }
            return dryRun ? ExitCode.OK : forget(outlook, connection, admin, stop);
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

    /** What the journals, the topic and the certificates say about the documents. */
    private record Outlook(ForgetPlan plan, DocumentsTopic topic, MissingDocuments missing, boolean isLearnedAnew) {

        /** Whether a second application has something to do. */
        boolean learnsAnew() {
            return isLearnedAnew && !missing.toLearnAnew().isEmpty();
        }

        boolean isAnythingToDo() {
            return !plan.found().isEmpty() || learnsAnew();
        }

        List<String> left() {
            return missing.left(isLearnedAnew);
        }

        boolean isAllForgotten() {
            return !isAnythingToDo() && left().isEmpty();
        }

        List<Tombstone> tombstones() {
            return Stream.concat(
                            plan.found().stream().map(Tombstone::of),
                            isLearnedAnew ? missing.tombstones().stream() : Stream.empty())
                    .toList();
        }
    }

    private Outlook look(ClusterConnection connection, Admin admin, Set<String> wanted, StopSignal stop) {
        // before the journals: what had been read by then is in them, or on its way
        Map<TopicPartition, OffsetAndMetadata> offsets =
                new ApplicationGroup(admin, connection.config().applicationId()).committedOffsets();
        ForgetPlan plan = plan(connection.config(), wanted);
        DocumentsTopic topic = DocumentsTopic.read(
                connection.consumerProperties(),
                connection.topics().documents().name(),
                new DocumentRecords(connection.registry()),
                plan.missing(),
                err()::println,
                stop);
        MissingDocuments missing = new MissingDocuments(
                plan.missing(),
                topic,
                Certificates.onTopic(
                        connection.consumerProperties(), connection.topics().forgottenDocuments(), plan.missing()),
                partition ->
                        offsets.containsKey(partition) ? offsets.get(partition).offset() : 0,
                plan.areJournalsWhole());
        return new Outlook(plan, topic, missing, newId != null);
    }

    private static ForgetPlan plan(WordtideConfig config, Set<String> wanted) {
        ChangelogStores stores = ChangelogStores.readJournals(config);
        return ForgetPlan.of(stores.modelIds(), stores::of, config.snapshotKeep(), wanted);
    }

    /** @return whether to go on */
    private boolean print(Outlook outlook) {
        outlook.plan().lines().forEach(out()::println);
        outlook.missing().certificates().forEach(this::print);
        if (outlook.isLearnedAnew()) {
            outlook.missing().linesOfLearningAnew().forEach(out()::println);
        }
        if (outlook.left().isEmpty()) {
            return true;
        }
        outlook.missing().lines(outlook.left()).forEach(err()::println);
        outlook.plan().linesOfReach().forEach(err()::println);
        if (!outlook.isLearnedAnew() && !outlook.missing().toLearnAnew().isEmpty()) {
            err().printf(
                            "to have a model without them, let a second application learn %s anew while this one goes on:"
                                    + " add --learn-anew NEW_ID, the wordtide.application.id of the second one%n",
                            outlook.topic().name());
        }
        if (!outlook.isAnythingToDo()) {
            err().println("nothing can be forgotten");
        } else if (!skipMissing) {
            err().println("nothing is forgotten; to forget the others nevertheless, add --skip-missing");
        }
        return outlook.isAnythingToDo() && skipMissing;
    }

    private void printSecondApplication(Outlook outlook, ClusterConnection connection, Admin admin) {
        String id = requireNonNull(newId);
        SecondApplication second = new SecondApplication(id, connection.config());
        second.requireNew(admin);
        out().println(
                        "start a second application with a copy of this one's configuration, in which these lines take the place"
                                + " of its own:");
        second.lines(connection::isSet, outlook.topic()).forEach(line -> out().println("  " + line));
        out().printf(
                        "create its topics (wordtide topics create --config COPY) and start it (wordtide run --config COPY):"
                                + " it learns %s anew (documents: %,d)%n",
                        outlook.topic().name(), outlook.topic().documentCount());
        if (!outlook.topic().isOrdered()) {
            out().println(
                            "it may meet documents of different partitions in another order: its bits will be those of one order of"
                                    + " the stream without the documents");
        }
        out().println("its certificates, once it has come to the requests: wordtide forget ID --config COPY");
    }

    private int forget(Outlook outlook, ClusterConnection connection, Admin admin, StopSignal stop) {
        ForgetPlan plan = outlook.plan();
        boolean isRunning = !new ApplicationGroup(admin, connection.config().applicationId())
                .threads()
                .isEmpty();
        try (Certificates certificates = new Certificates(
                connection.consumerProperties(), connection.topics().forgottenDocuments())) {
            stop.onStop(certificates::stop);
            Map<String, Instant> requestedAt = Tombstones.send(
                    connection.producerProperties(),
                    connection.topics().documents().name(),
                    outlook.tombstones());
            out().printf("asked to forget %,d documents", requestedAt.size());
            if (plan.found().isEmpty()) {
                out().println("; the second application forgets them when it comes to the requests");
                return ExitCode.OK;
            }
            if (!isRunning || waitSeconds == 0) {
                out().println(isRunning ? laterOn(connection) : atNextRun(connection));
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

    private static String laterOn(ClusterConnection connection) {
        return "; the certificates will be on "
                + connection.topics().forgottenDocuments().name();
    }

    private static String atNextRun(ClusterConnection connection) {
        return "; the application %s does not run, and forgets them when it runs next"
                .formatted(connection.config().applicationId());
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
