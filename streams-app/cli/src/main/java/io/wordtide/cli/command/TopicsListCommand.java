package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.schema.Topics;
import io.wordtide.streams.topics.TopicCreator;
import java.io.PrintWriter;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wordtide topics list}: the names of the topics, and whether they exist. */
@Command(
        name = "list",
        abbreviateSynopsis = true,
        description = "Prints the application's topics and whether they exist.",
        footer = {"", "Example:", "  wordtide topics list --set wordtide.topics.prefix=news."})
final class TopicsListCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (ClusterConnection connection = cluster.connect();
                Admin admin = connection.admin()) {
            Topics topics = connection.topics();
            SortedSet<String> missing = new TopicCreator(admin).missing(topics);
            PrintWriter out = command.commandLine().getOut();
            Stream.of(
                            topics.documents(),
                            topics.wordEmbeddings(),
                            topics.documentEmbeddings(),
                            topics.learningReports(),
                            topics.learningEvents(),
                            topics.stories(),
                            topics.forgottenDocuments(),
                            topics.deadLetters())
                    .forEach(topic -> out.printf(
                            "%-40s %s%n", topic.name(), missing.contains(topic.name()) ? "missing" : "exists"));
        }
        return ExitCode.OK;
    }
}
