package io.wordtide.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;

/** Where and how a measurement was made: the line that belongs to every table. */
final class Machine {

    /** What Linux says of the process that reads it. */
    static final String PROCESS = "/proc/self/status";

    private Machine() {}

    static String describe(String[] args) {
        return String.format(
                Locale.ROOT,
                "Machine: %d processors (%s), %s GiB, load %.1f at the start; %s %s; commit %s; %s%n%nCommand: `%s`",
                Runtime.getRuntime().availableProcessors(),
                firstOf("/proc/cpuinfo", "model name"),
                gibibytes(firstOf("/proc/meminfo", "MemTotal")),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("wordtide.benchmarks.commit", "unknown"),
                LocalDate.now(ZoneId.systemDefault()),
                ("ops/benchmarks/run " + String.join(" ", args)).strip());
    }

    /** {@code 24} of {@code 24684092 kB}, rounded. */
    static String gibibytes(String kilobytes) {
        String digits = kilobytes.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? "?" : Long.toString(Math.round(Long.parseLong(digits) / (1024.0 * 1024)));
    }

    /**
     * This process's memory as Linux reports it, MB.
     *
     * @param key of {@link #PROCESS}, such as {@code VmRSS}
     */
    static double memoryMb(String key) {
        return megabytes(firstOf(PROCESS, key));
    }

    /** {@code 2.048} of {@code 2000 kB}, as Linux writes 2,000 times 1,024 bytes; not a number if there is no number. */
    static double megabytes(String kilobytes) {
        String digits = kilobytes.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? Double.NaN : Long.parseLong(digits) * 1024 / 1e6;
    }

    /** The value after a key in a Linux file; other systems have none. */
    static String firstOf(String file, String key) {
        Path path = Path.of(file);
        if (Files.isReadable(path)) {
            try (Stream<String> lines = Files.lines(path)) {
                return lines.filter(line -> line.startsWith(key))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown " + key);
            } catch (IOException e) {
                // reported below
            }
        }
        return "unknown " + key;
    }
}
