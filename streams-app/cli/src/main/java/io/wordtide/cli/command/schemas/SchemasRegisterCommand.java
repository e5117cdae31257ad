package io.wordtide.cli.command.schemas;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.schema.RegistryErrors;
import io.wordtide.streams.config.WordtideConfig;
import io.wordtide.streams.error.RegistryUnavailableException;
import io.wordtide.streams.topics.SchemaRegistration;
import io.wordtide.streams.topics.SchemaRegistration.Subject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wordtide schemas register}: registers what the application would, whether or not it may do so itself. */
@Command(
        name = "register",
        abbreviateSynopsis = true,
        description = "Registers the schemas of the application's topics, documents included, even if"
                + " auto.register.schemas is false. A subject that begins here becomes backward compatible where the"
                + " registry has no rule for it. Registering again changes nothing. The exit code is 1 if one is"
                + " refused.",
        footer = {"", "Example:", "  wordtide schemas register --schema-registry http://localhost:8081"})
final class SchemasRegisterCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        WordtideConfig config = cluster.registryConfig();
        CommandLine line = command.commandLine();
        int refused = 0;
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            for (Subject subject : SchemaRegistration.all(config, config.topics(registry))) {
                try {
                    line.getOut()
                            .printf("%s has id %d%n", subject.name(), SchemaRegistration.register(subject, registry));
                } catch (RegistryUnavailableException e) {
                    if (!RegistryErrors.isAboutOneSubject(e)) {
                        throw e; // the others would fail in the same way
                    }
                    line.getErr().println("wordtide: " + e.getMessage());
                    refused++;
                }
            }
        }
        return refused == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }
}
