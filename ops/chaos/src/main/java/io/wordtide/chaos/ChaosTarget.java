package io.wordtide.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Entry point of the application under test: Wordtide's own command line, and two threads that report to the parent
 * when a {@link Moment} has come. The application itself has no hook and knows nothing of this: the stacks of its
 * threads are sampled from outside.
 *
 * <p>A line on standard input names the moment to wait for; the answer on standard output is {@value #REACHED}, the
 * moment and the frame that was seen. When standard input ends, the parent is gone, and the JVM halts.
 */
public final class ChaosTarget {

    static final String REACHED = "reached";

    /** Shorter than the moments to be hit, longer than one sample takes. */
    private static final long LOOK_INTERVAL_NANOS = 500_000;

    /** Of Kafka Streams: those that process, commit and replay, and those that restore. */
    private static final List<String> OBSERVED_THREADS = List.of("-StreamThread-", "-StateUpdater-");

    private ChaosTarget() {}

    /** @param args those of {@code wordtide} */
    public static void main(String[] args) {
        BlockingQueue<Moment> orders = new LinkedBlockingQueue<>();
        daemon("chaos-orders", () -> receive(orders));
        daemon("chaos-sampler", () -> sample(orders, System.out));
        io.wordtide.cli.Main.main(args);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void receive(BlockingQueue<Moment> orders) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                orders.add(Moment.valueOf(line));
            }
        } catch (IOException e) {
            // a broken pipe means the same as a closed one
        }
        Runtime.getRuntime().halt(1);
    }

    private static void sample(BlockingQueue<Moment> orders, PrintStream out) {
        try {
            while (true) {
                Moment moment = orders.take();
                Optional<StackTraceElement> frame = look(moment);
                while (frame.isEmpty()) {
                    LockSupport.parkNanos(LOOK_INTERVAL_NANOS);
                    frame = look(moment);
                }
                out.println(REACHED + " " + moment.name() + " " + frame.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<StackTraceElement> look(Moment moment) {
        return observedThreads()
                .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
                .filter(moment::contains)
                .findFirst();
    }

    private static Stream<Thread> observedThreads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        // a stack that does not fit is sampled again half a millisecond later
        Thread[] threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> OBSERVED_THREADS.stream()
                        .anyMatch(name -> thread.getName().contains(name)));
    }
}
