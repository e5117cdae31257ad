package io.wordtide.cli.command.schemas;

import static java.util.stream.Collectors.joining;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.option.ServerOptions;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wordtide schemas print}: the schemas by subject, for whoever registers them. */
@Command(
        name = "print",
        abbreviateSynopsis = true,
        description =
                "Prints the schemas of the application's topics as one JSON object, by subject. Needs no registry.",
        footer = {
            "",
            "Example:",
            "  wordtide schemas print --directory schemas \\",
            "      --set wordtide.application.id=news"
        })
final class SchemasPrintCommand implements Callable<Integer> {

    /** Nothing is asked of it; only the serializers' own check requires an address. */
    private static final String NO_REGISTRY = "mock://print";

    @Mixin
    private ServerOptions servers;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Write each schema to SUBJECT.avsc in this directory, and print the names of the files.")
    private @Nullable Path directory;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = servers.read();
        settings.put(ClusterConnection.SCHEMA_REGISTRY, NO_REGISTRY);
        WordtideConfig config = WordtideConfig.of(settings);
        PrintWriter out = command.commandLine().getOut();
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            List<Subject> subjects = SchemaRegistration.all(config, config.topics(registry));
            if (directory == null) {
                json(subjects).lines().forEach(out::println);
            } else {
                write(subjects, directory, out);
            }
        }
        return ExitCode.OK;
    }

    /** Subjects consist of names of topics and records, which need no escapes. */
    private static String json(List<Subject> subjects) {
        return subjects.stream()
                .map(subject -> "\"" + subject.name() + "\": " + pretty(subject))
                .collect(joining(",\n", "{\n", "\n}"));
    }

    private static void write(List<Subject> subjects, Path directory, PrintWriter out) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new CommandException(
                    "expected a directory after --directory, found none named " + directory + "; create it first");
        }
        for (Subject subject : subjects) {
            Path file = directory.resolve(subject.name() + ".avsc");
            Files.writeString(file, pretty(subject) + "\n");
            out.println(file);
        }
    }

    private static String pretty(Subject subject) {
        return SchemaFormatter.getInstance("json/pretty")
                .format(subject.schema().rawSchema());
    }
}
