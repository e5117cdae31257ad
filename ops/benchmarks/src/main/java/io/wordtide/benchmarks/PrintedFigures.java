package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Figures that a program prints: a key and a number in each line, separated by a blank. */
final class PrintedFigures {

    /** Key of what is measured from outside: the largest resident memory, MB. */
    static final String RESIDENT_MB = "residentMb";

    private PrintedFigures() {}

    /**
     * Runs a program to its end.
     *
     * @param log gets standard error
     */
    static Map<String, Double> of(List<String> command, Path log) throws IOException, InterruptedException {
        try (MeasuredProcess process = MeasuredProcess.start(command, log);
                BufferedReader lines = process.output()) {
            Map<String, Double> figures = new HashMap<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] pair = line.split(" ", 2);
                figures.put(pair[0], Double.valueOf(pair[1]));
            }
            Cost cost = process.end();
            if (process.exitValue() != 0) {
                throw new IllegalStateException("expected " + command.get(0) + " to end with status 0, found status "
                        + process.exitValue() + " and on standard error: " + Files.readString(log));
            }
            figures.put(RESIDENT_MB, cost.residentMb());
            return figures;
        }
    }
}
