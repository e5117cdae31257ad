package io.wordtide.cli.option;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.connection.DevDirectory;
import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.cli.embedded.EmbeddedCluster.Addresses;
import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.Logs;
import io.wordtide.streams.config.WordtideConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Which cluster a command talks to, and with which settings: the given servers, or else the cluster of a {@code dev},
 * running or stopped.
 */
public final class ClusterOptions {

    @Mixin
    private ServerOptions servers;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Data directory of a dev, running or stopped. Default: the one that dev uses without --data-dir.")
    private @Nullable Path dataDirectory;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Connects; a cluster that was started for the connection is closed with it.
     *
     * @throws CommandException if there is no cluster to talk to
     * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
     */
    public ClusterConnection connect() {
        Logs.errorsOnly();
        Map<String, String> given = servers.read();
        // invalid settings are reported first, whether or not there is a cluster
        WordtideConfig.of(given);
        if (!given.containsKey(ClusterConnection.BOOTSTRAP_SERVERS)) {
            return connectToDev(given);
        }
        if (dataDirectory != null) {
            throw new ParameterException(
                    command.commandLine(), "Expected either --bootstrap-servers or --data-dir, found both");
        }
        return ClusterConnection.to(given);
    }

    /**
     * The configuration for commands that use the registry alone: its address is given, or that of a running {@code dev}.
     *
     * @throws CommandException if there is neither
     */
    public WordtideConfig registryConfig() {
        Logs.errorsOnly();
        Map<String, String> given = servers.read();
        if (!given.containsKey(ClusterConnection.SCHEMA_REGISTRY)) {
            Path directory = directory();
            Addresses running = EmbeddedCluster.running(directory)
                    .orElseThrow(() -> new CommandException(
                            "expected --schema-registry, or the data directory of a running dev, found none running in "
                                    + directory + "; name a registry or another --data-dir"));
            given.put(ClusterConnection.SCHEMA_REGISTRY, running.schemaRegistryUrl());
        }
        return WordtideConfig.of(given);
    }

    private Path directory() {
        return dataDirectory == null ? DevDirectory.usual() : dataDirectory;
    }

    private ClusterConnection connectToDev(Map<String, String> given) {
        Path directory = directory();
        given.putIfAbsent(
                StreamsConfig.STATE_DIR_CONFIG,
                EmbeddedCluster.streamsDirectory(directory).toString());
        Optional<Addresses> running = EmbeddedCluster.running(directory);
        if (running.isPresent()) {
            return ClusterConnection.to(given, running.get());
        }
        if (!DevDirectory.holdsCluster(directory)) {
            throw new CommandException(
                    ("expected --bootstrap-servers and --schema-registry, or the data directory of a dev, found no cluster"
                                    + " in %s; start a dev, or name servers or another --data-dir")
                            .formatted(directory));
        }
        command.commandLine().getErr().printf("Opening the stopped dev in %s.%n", directory);
        return ClusterConnection.starting(given, directory);
    }
}
