package io.wordtide.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of {@code docs/access.md} that grant rights, by the comment above them, which names the commands. */
final class AccessPage {

    private static final Path PAGE = Path.of("..", "..", "docs", "access.md");
    private static final String ACLS = "$acls ";

    private final Map<String, List<List<String>>> argumentsByCommands = new LinkedHashMap<>();

    AccessPage() throws IOException {
        List<List<String>> current = new ArrayList<>();
        boolean code = false;
        for (String line :
                Files.readString(PAGE).replaceAll("\\\\\n\\s*", "").lines().toList()) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (code && line.startsWith("# ")) {
                current = new ArrayList<>();
                argumentsByCommands.put(line.substring(2), current);
            } else if (code && line.startsWith(ACLS)) {
                current.add(List.of(line.substring(ACLS.length()).split(" ")));
            }
        }
    }

    /** What the comments name. */
    List<String> commands() {
        return List.copyOf(argumentsByCommands.keySet());
    }

    /** Arguments of kafka-acls, after those that all lines share. */
    List<List<String>> arguments(String commands) {
        return requireNonNull(argumentsByCommands.get(commands), "no lines for " + commands + " in " + PAGE);
    }
}
