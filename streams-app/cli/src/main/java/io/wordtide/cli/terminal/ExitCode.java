package io.wordtide.cli.terminal;

import picocli.CommandLine;

/** Exit codes of all commands. */
public final class ExitCode {

    /** Done. */
    public static final int OK = CommandLine.ExitCode.OK;

    /** Could not be done. */
    public static final int FAILURE = CommandLine.ExitCode.SOFTWARE;

    /** The command line or the configuration is wrong. */
    public static final int USAGE = CommandLine.ExitCode.USAGE;

    private ExitCode() {}
}
