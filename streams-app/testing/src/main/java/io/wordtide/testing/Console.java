package io.wordtide.testing;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a program printed, and its exit code.
 *
 * @param exitCode its exit code
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record Console(int exitCode, String out, String err) {

    /** A program that prints to the writers it is given and returns its exit code, such as {@code Main::run}. */
    @FunctionalInterface
    public interface Program {
        int run(PrintWriter out, PrintWriter err, String... args);
    }

    /** Runs a program in this process. */
    public static Console run(Program program, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = program.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Console(exitCode, out.toString(), err.toString());
    }
}
