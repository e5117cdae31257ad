package io.wordtide.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of a child process, which can be put forward and back while it runs. The library libfaketime (on
 * Debian: {@code apt-get install faketime}) stands between the process and the system; clocks that only measure
 * intervals stay right, as they do when an operator or NTP sets the time.
 */
final class FakeClock {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    private final Path library;
    private final Path file;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /**
     * A clock that shows the right time for now; empty if the library is not installed.
     *
     * @param file where the process finds the deviation
     */
    static Optional<FakeClock> of(Path file) {
        Optional<FakeClock> clock =
                LIBRARIES.stream().filter(Files::exists).findFirst().map(library -> new FakeClock(library, file));
        clock.ifPresent(right -> right.set(Duration.ZERO));
        return clock;
    }

    /** For the environment of the process. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** Lets the process see another time within a second. */
    void set(Duration deviation) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, "%+d\n".formatted(deviation.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
