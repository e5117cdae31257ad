package io.wordtide.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Figures that a program printed: a key and a number in each line, separated by a blank. */
final class PrintedFigures {

    private final Map<String, Double> figures = new HashMap<>();
    private final double residentMb;

    private PrintedFigures(List<String> lines, double residentMb) {
        for (String line : lines) {
            String[] pair = line.split(" ", 2);
            figures.put(pair[0], Double.valueOf(pair[1]));
        }
        this.residentMb = residentMb;
    }

    /**
     * Runs a program to its end.
     *
     * @param log gets standard error
     */
    static PrintedFigures of(List<String> command, Path log) throws IOException, InterruptedException {
        try (MeasuredProcess process = MeasuredProcess.start(command, log);
                BufferedReader output = process.output()) {
            List<String> lines = output.lines().toList();
            Cost cost = process.end();
            if (process.exitValue() != 0) {
                throw new IllegalStateException("expected " + command.get(0) + " to end with status 0, found status "
                        + process.exitValue() + " and on standard error: " + Files.readString(log));
            }
            return new PrintedFigures(lines, cost.residentMb());
        }
    }

    /** @throws IllegalArgumentException if it was not printed */
    double get(String key) {
        Double figure = figures.get(key);
        if (figure == null) {
            throw new IllegalArgumentException("expected " + key + " among what was printed, found " + figures.keySet());
        }
        return figure;
    }

    /** Largest resident memory of the program, measured from outside, MB. */
    double residentMb() {
        return residentMb;
    }
}
