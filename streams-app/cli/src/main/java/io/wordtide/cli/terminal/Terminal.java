package io.wordtide.cli.terminal;

import java.io.Console;
import java.util.Optional;

/** Whether a person is at the terminal. */
public final class Terminal {

    private Terminal() {}

    /**
     * Whether the process reads from and writes to a terminal, so that a display may move. Java 22 and later need
     * {@code -Djdk.console=java.base}, which the launcher sets.
     */
    @SuppressWarnings("SystemConsoleNull") // as explained above
    public static boolean isInteractive() {
        return System.console() != null;
    }

    /** A person's answer at the terminal; empty if there is no terminal. */
    @SuppressWarnings("SystemConsoleNull") // as explained above
    public static Optional<String> ask(String question) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s", question));
    }
}
