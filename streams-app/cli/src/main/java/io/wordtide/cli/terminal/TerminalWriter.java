package io.wordtide.cli.terminal;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the terminal. What commands print with {@link #println} is one line each, and so is every argument of
 * {@link #printf}: whatever else it contains is escaped ({@link Printable}), wherever it comes from. Format strings, and
 * what is written with {@link #print(String)}, are the program's own and go through as they are: help in colours, and
 * the clearing of a line. Thread-safe.
 */
public final class TerminalWriter extends PrintWriter {

    /** @param target where everything goes, line by line */
    public TerminalWriter(PrintWriter target) {
        super(target, true);
    }

    @Override
    public void println(@Nullable String line) {
        super.println(Printable.line(String.valueOf(line)));
    }

    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }

    @Override
    public PrintWriter format(String format, @Nullable Object... arguments) {
        return super.format(format, printable(arguments));
    }

    @Override
    public PrintWriter format(@Nullable Locale locale, String format, @Nullable Object... arguments) {
        return super.format(locale, format, printable(arguments));
    }

    /** Numbers keep their type, which their formats need. */
    private static @Nullable Object[] printable(@Nullable Object... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument == null || argument instanceof Number
                        ? argument
                        : Printable.line(String.valueOf(argument)))
                .toArray();
    }
}
