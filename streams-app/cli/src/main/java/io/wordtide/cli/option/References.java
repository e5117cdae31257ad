package io.wordtide.cli.option;

import io.wordtide.cli.terminal.CommandException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.utils.Utils;

/**
 * Values of settings that are kept elsewhere, so that secrets appear neither in the configuration nor in the list of
 * processes, with the syntax and the providers of Kafka:
 *
 * <ul>
 *   <li>{@code ${env:NAME}}: an environment variable;
 *   <li>{@code ${file:FILE:KEY}}: a key of a properties file;
 *   <li>{@code ${directory:DIRECTORY:NAME}}: the whole of a file, as Docker and Kubernetes mount secrets.
 * </ul>
 *
 * <p>They may read every variable and file that the process may: whoever writes the configuration starts the process.
 */
final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|directory):[^}]*}");

    private References() {}

    /** Whether a value, or a part of it, is kept elsewhere. */
    static boolean isIn(String value) {
        return REFERENCE.matcher(value).find();
    }

    /**
     * The settings with what their references refer to, without space and line breaks around it.
     *
     * @throws CommandException if a reference leads nowhere; it names the key
     */
    static Map<String, String> resolve(Map<String, String> settings) {
        Map<String, String> referring = settings.entrySet().stream()
                .filter(setting -> isIn(setting.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, ConfigProvider> providers = Map.of(
                "env", new EnvVarConfigProvider(),
                "file", new FileConfigProvider(),
                "directory", new DirectoryConfigProvider());
        Map<String, String> resolved = new HashMap<>(settings);
        try {
            providers.values().forEach(provider -> provider.configure(Map.of()));
            referring.forEach((key, value) -> resolved.put(key, resolve(key, value, new ConfigTransformer(providers))));
        } finally {
            providers.forEach((name, provider) -> Utils.closeQuietly(provider, name));
        }
        return resolved;
    }

    private static String resolve(String key, String value, ConfigTransformer providers) {
        try {
            String found = providers.transform(Map.of(key, value)).data().get(key);
            // what Kafka does not find it leaves as it is, and everybody would know that secret
            if (found != null && !found.isBlank() && !isIn(found)) {
                return found.strip();
            }
        } catch (ConfigException e) {
            throw new CommandException(
                    "%s: expected %s to lead to a value, found that it cannot be read (%s)"
                            .formatted(key, value, e.getMessage()),
                    e);
        }
        throw new CommandException("%s: expected %s to lead to a value, found none there".formatted(key, value));
    }
}
