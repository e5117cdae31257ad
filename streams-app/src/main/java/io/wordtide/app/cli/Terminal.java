package io.wordtide.app.cli;

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
}
