package io.wordtide.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A host with a network of its own: a namespace of Linux, and a link to the one that brokers and registry are in. The link
 * is slow if it is to be, and can be cut: packets vanish without notice. {@code host.py} says how it is made. It needs
 * root and ends with this process, however that ends. For one thread.
 */
final class LinkedHost implements AutoCloseable {

    private static final String PROGRAM = "host.py";

    private final Process process;
    private final OutputStream orders;

    private LinkedHost(Process process) {
        this.process = process;
        this.orders = process.getOutputStream();
    }

    /**
     * Makes one, and returns when its link works.
     *
     * @param number 1 to 254, different for each
     * @param delay how long the link takes, in each direction
     * @param directory receives the program and its log
     * @throws ChaosException if it could not be made
     */
    static LinkedHost start(int number, Duration delay, Path directory) {
        Path program = directory.resolve(PROGRAM);
        Path log = directory.resolve("host-" + number + ".log");
        try (InputStream source = Objects.requireNonNull(LinkedHost.class.getResourceAsStream(PROGRAM))) {
            Files.write(program, source.readAllBytes());
            Process process = ChildJvm.start(new ProcessBuilder(
                            "python3", program.toString(), Integer.toString(number), Long.toString(delay.toMillis()))
                    .redirectError(log.toFile()));
            BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
            if (answers.readLine() == null) {
                throw new ChaosException(
                        "expected another host, found: " + Files.readString(log).strip()
                                + "; run ops/two-hosts as root on Linux, with iproute2 and Python 3");
            }
            return new LinkedHost(process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Where processes on it are started. */
    Host host() {
        return new Host(List.of("nsenter", "--net", "--target", Long.toString(process.pid())));
    }

    /** From now on, all packets are lost. */
    void cut() {
        order("cut");
    }

    /** From now on, packets arrive again. */
    void restore() {
        order("restore");
    }

    private void order(String order) {
        try {
            orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the link's process has ended: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        ChildJvm.kill(process);
    }
}
