package io.wordtide.cli.option;

import io.wordtide.cli.connection.ClusterConnection;
import io.wordtide.cli.terminal.CommandException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The servers of a cluster, and the settings for it. */
public final class ServerOptions {

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT[,...]",
            description = "Brokers of the Kafka cluster.")
    private @Nullable String bootstrapServers;

    @Option(names = "--schema-registry", paramLabel = "URL", description = "URL of the Schema Registry.")
    private @Nullable String schemaRegistry;

    /**
     * All settings by key, the servers included; the command line takes precedence over the file.
     *
     * @throws CommandException if the file cannot be read
     */
    public Map<String, String> read() {
        Map<String, String> all = settings.read();
        if (bootstrapServers != null) {
            all.put(ClusterConnection.BOOTSTRAP_SERVERS, bootstrapServers);
        }
        if (schemaRegistry != null) {
            all.put(ClusterConnection.SCHEMA_REGISTRY, schemaRegistry);
        }
        return all;
    }
}
