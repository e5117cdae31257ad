package io.wordtide.cli.terminal;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Where log lines go, for commands whose output is for a person. */
public final class Logs {

    private static final String DIRECTORY_PROPERTY = "wordtide.log.directory";

    private Logs() {}

    /**
     * Logs only what a person must know, for a command that takes seconds. A client that cannot reach its broker warns
     * several times a second; the command reports it once, in its own words.
     */
    public static void errorsOnly() {
        Configurator.setLevel("org.apache.kafka.clients", Level.ERROR);
        Configurator.setLevel("io.wordtide", Level.WARN);
    }

    /** Sends everything to {@code wordtide.log} in a directory, for commands that draw on the terminal. */
    public static void toFile(Path directory) {
        System.setProperty(DIRECTORY_PROPERTY, directory.toAbsolutePath().toString());
        URL configuration = Objects.requireNonNull(Logs.class.getResource("/log4j2-file.xml"));
        try {
            Configurator.reconfigure(configuration.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected a URI of the log configuration, found " + configuration, e);
        }
    }
}
