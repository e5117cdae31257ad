package io.wordtide.cli;

import io.wordtide.cli.embedded.EmbeddedCluster;
import io.wordtide.integration.ClusterApplication;
import io.wordtide.integration.SharedCluster;
import io.wordtide.testing.Console;
import java.util.stream.Stream;

/** {@code wordtide forget} against the cluster that all tests share. */
final class ForgetCommands {

    private ForgetCommands() {}

    /** Requests to forget a document that are on the topic of the documents. */
    static long requestCount(ClusterApplication application) {
        return application.committed(application.topics().documents()).stream()
                .filter(record -> record.value() == null)
                .count();
    }

    /** Runs {@code forget} with the settings of an application. */
    static Console forget(ClusterApplication application, String... args) {
        EmbeddedCluster cluster = SharedCluster.get();
        return Console.run(
                Main::run,
                Stream.of(
                                Stream.of("forget"),
                                Stream.of(args),
                                Stream.of(
                                        "--bootstrap-servers=" + cluster.bootstrapServers(),
                                        "--schema-registry=" + cluster.schemaRegistryUrl()),
                                application.settings().entrySet().stream()
                                        .filter(setting -> setting.getKey().startsWith("wordtide."))
                                        .map(setting -> "--set=" + setting))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
    }
}
