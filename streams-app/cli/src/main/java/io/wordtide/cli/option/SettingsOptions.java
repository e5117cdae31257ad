package io.wordtide.cli.option;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.streams.config.WordtideConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * Settings from a file and from the command line, by their Kafka and Wordtide keys. Values may be kept elsewhere
 * ({@link References}).
 */
public final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with keys of Wordtide (wordtide.*) and of Kafka, such as security.protocol.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One such setting; takes precedence over the file. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /**
     * All settings by key; the command line takes precedence over the file. Warns of secrets on the command line.
     *
     * @throws CommandException if the file, or a value that is kept elsewhere, cannot be read
     */
    public Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            Properties properties = load(file);
            properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
        }
        all.putAll(settings);
        settings.forEach(SettingsOptions::warnOfVisibleSecret);
        return References.resolve(all);
    }

    /** Arguments of a process are in the list of processes. */
    private static void warnOfVisibleSecret(String key, String value) {
        if (WordtideConfig.isSecret(key) && !References.isIn(value)) {
            // not a constant: a logger takes longer than some commands
            LoggerFactory.getLogger(SettingsOptions.class)
                    .warn(
                            "The value of {} is on the command line, where every user of this machine can read it: write it in"
                                    + " the file of --config, or '--set={}=${env:NAME}' with the environment variable that has it",
                            key,
                            key);
        }
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new CommandException(
                    "expected a properties file after --config, found no such file: %s".formatted(file), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(
                    "%s: expected a properties file in UTF-8, found something else (%s)"
                            .formatted(file, e.getMessage()),
                    e);
        }
        return properties;
    }
}
