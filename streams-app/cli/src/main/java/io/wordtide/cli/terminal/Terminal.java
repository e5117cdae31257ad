package io.wordtide.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** Whether somebody is looking. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether the process talks to a terminal, both ways, so that a display may move. From Java 22 on this needs
     * {@code -Djdk.console=java.base}, which the launcher sets.
     */
    @SuppressWarnings("SystemConsoleNull") // as said above
    public static boolean isInteractive() {
        return System.console() != null;
    }

    /** What somebody at the terminal answers; empty if there is nobody. */
    @SuppressWarnings("SystemConsoleNull") // as said above
    public static Optional<String> ask(String question) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }
}
