package io.wordtide.cli.command.schemas;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.wordtide.cli.check.ApplicationCheck;
import io.wordtide.cli.option.ClusterOptions;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wordtide schemas check}: what {@code wordtide check} says about the registry, without a broker. */
@Command(
        name = "check",
        abbreviateSynopsis = true,
        description =
                "Checks whether the registry has the schemas or would accept them, and whether the application can"
                        + " read what producers have registered for documents. Registers nothing. The exit code is 1 if there"
                        + " is a problem.",
        footer = {"", "Example:", "  wordtide schemas check --schema-registry http://localhost:8081"})
final class SchemasCheckCommand implements Callable<Integer> {

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        WordtideConfig config = cluster.registryConfig();
        try (SchemaRegistryClient registry = config.schemaRegistry()) {
            boolean ok = ApplicationCheck.ofSchemas(config, registry)
                    .run(command.commandLine().getOut()::println);
            return ok ? ExitCode.OK : ExitCode.FAILURE;
        }
    }
}
