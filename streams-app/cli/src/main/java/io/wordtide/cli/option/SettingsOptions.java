package io.wordtide.cli.option;

import io.wordtide.cli.terminal.CommandException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings from a file and from the command line, by their Kafka and Wordtide keys. */
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
     * All settings by key; the command line takes precedence over the file.
     *
     * @throws CommandException if the file cannot be read
     */
    public Map<String, String> read() {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            Properties properties = load(file);
            properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
        }
        all.putAll(settings);
        return all;
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
