package io.wordtide.cli.terminal;

import picocli.CommandLine;

/** Exit codes of all commands. */
public final class ExitCode {

    /** The command succeeded. */
    public static final int OK = CommandLine.ExitCode.OK;

    /** The command failed. */
    public static final int FAILURE = CommandLine.ExitCode.SOFTWARE;

    /** The command line or the configuration is invalid. */
    public static final int USAGE = CommandLine.ExitCode.USAGE;

    private ExitCode() {}
}
