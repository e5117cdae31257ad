package io.wordtide.cli.command.schemas;

import picocli.CommandLine.Command;

/** {@code wordtide schemas}: what the application needs in the Schema Registry. */
@Command(
        name = "schemas",
        description =
                "Prints, registers or checks the schemas of the application's topics, such as for a registry where"
                        + " applications may not register their own (auto.register.schemas=false).",
        synopsisSubcommandLabel = "print|register|check",
        subcommands = {SchemasPrintCommand.class, SchemasRegisterCommand.class, SchemasCheckCommand.class},
        footer = {"", "Example:", "  wordtide schemas register --schema-registry http://localhost:8081"})
public final class SchemasCommand {}
