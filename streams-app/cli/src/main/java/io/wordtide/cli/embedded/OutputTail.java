package io.wordtide.cli.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Drains a child process's output, so that the child never blocks on a full pipe, and keeps its last lines for an error
 * message, without the frames of stack traces. Thread-safe.
 */
final class OutputTail {

    private static final int LINES = 20;

    /** {@code at a.b.C.d(C.java:1)} or {@code ... 15 more}: they would push out the lines that name the cause. */
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

    private final Deque<String> lines = new ArrayDeque<>(LINES);
    private final Thread reader;

    /**
     * @param output read until it ends, then closed
     * @param name name of the reading thread
     */
    OutputTail(InputStream output, String name) {
        reader = new Thread(() -> drain(output), name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The last lines, oldest first.
     *
     * @param patienceMs how long to wait for the output to end, milliseconds
     */
    String lines(long patienceMs) throws InterruptedException {
        reader.join(patienceMs);
        synchronized (lines) {
            return String.join(System.lineSeparator(), lines);
        }
    }

    private void drain(InputStream output) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            keep("(its output broke off: " + e.getMessage() + ")");
        }
    }

    private void keep(String line) {
        if (STACK_FRAME.matcher(line).matches()) {
            return;
        }
        synchronized (lines) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }
}
