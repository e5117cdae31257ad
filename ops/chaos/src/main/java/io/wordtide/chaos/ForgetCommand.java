package io.wordtide.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forget}: documents are forgotten, and the application is killed meanwhile. */
@Command(
        name = "forget",
        description = {
            "Asks the application to forget random documents once it has learned the whole stream, kills it with SIGKILL"
                    + " while it does so, and compares its state with that of an application that never had the documents."
        },
        footer = {
            "",
            "Example:",
            "  ops/chaos/run forget --forget 20 --kills 1 --seed 1 --input stream.jsonl.gz --vocabulary words.txt",
        })
final class ForgetCommand implements Callable<Integer> {

    @Option(names = "--forget", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int documentCount;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Chooses documents and moments. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private StreamOptions stream = new StreamOptions();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("wordtide-chaos-");
        try {
            Setup setup = stream.setup(seed, List.of(), directory);
            boolean holds = new ForgetTrial(
                            setup, documentCount, kills, command.commandLine().getOut())
                    .run();
            return holds ? 0 : 1;
        } finally {
            Utils.delete(directory.toFile());
        }
    }
}
