package io.wordtide.cli.command;

import io.wordtide.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wordtide version}: the versions that are running. */
@Command(
        name = "version",
        description = "Prints the versions of Wordtide, Kafka and Java.",
        footer = {"", "Example:", "  wordtide version"})
public final class VersionCommand implements Callable<Integer> {

    private static final String WORDTIDE = "/io/wordtide/cli/version.properties";

    /** Read here, because Kafka's own class for it starts the logging, which takes longer than the command. */
    private static final String KAFKA = "/kafka/kafka-version.properties";

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        command.commandLine()
                .getOut()
                .printf(
                        "Wordtide %s%nKafka %s%nJava %s (%s)%n",
                        wordtideVersion(),
                        version(KAFKA),
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"));
        return ExitCode.OK;
    }

    static String wordtideVersion() {
        return version(WORDTIDE);
    }

    private static String version(String resource) {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(VersionCommand.class.getResourceAsStream(resource), resource)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "(incomplete build)");
    }
}
