package io.wordtide.cli.command;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.TopicCreator;
import io.wordtide.streams.topics.TopicDifference;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide topics create}: creates missing topics and registers the schemas of their records. */
@Command(
        name = "create",
        abbreviateSynopsis = true,
        description =
                "Creates the topics that do not exist, and reports how existing ones differ from what it would have"
                        + " created. Never changes a topic. Registers the schemas, too, unless auto.register.schemas"
                        + " is false.",
        footer = {
            "",
            "Example:",
            "  wordtide topics create --bootstrap-servers localhost:9092 \\",
            "      --schema-registry http://localhost:8081 \\",
            "      --partitions 4 --replication-factor 3"
        })
final class TopicsCreateCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--partitions", paramLabel = "N", description = "Default: wordtide.topics.partitions.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Default: wordtide.topics.replication.factor.")
    private @Nullable Integer replicationFactor;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        try (ClusterConnection connection = cluster.connect();
                Admin admin = connection.admin()) {
            TopicCreator creator = new TopicCreator(admin);
            SortedSet<String> missing = creator.missing(connection.topics());
            List<TopicDifference> differences = creator.create(
                    connection.topics(),
                    partitions == null ? connection.config().topicPartitions() : partitions,
                    replicationFactor == null ? connection.config().topicReplicationFactor() : replicationFactor);
            PrintWriter out = command.commandLine().getOut();
            missing.forEach(topic -> out.println("created " + topic));
            differences.forEach(difference -> out.println("left unchanged " + difference));
            if (missing.isEmpty() && differences.isEmpty()) {
                out.println("all topics exist");
            }
            registerSchemas(connection, out);
        }
        return ExitCode.OK;
    }

    private static void registerSchemas(ClusterConnection connection, PrintWriter out) {
        if (connection.config().serializerConfig().autoRegisterSchema()) {
            SchemaRegistration.register(connection.config(), connection.registry());
            SchemaRegistration.offerDocuments(connection.config(), connection.registry());
            out.println("all schemas are registered");
        } else {
            out.println("schemas are not registered, since auto.register.schemas is false; see wordtide schemas");
        }
    }
}
