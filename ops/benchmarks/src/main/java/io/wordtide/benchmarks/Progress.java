package io.wordtide.benchmarks;

import java.io.PrintStream;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Prints to standard error a line per choice of parameters, a dot per iteration, and the output of a failed fork. */
final class Progress implements OutputFormat {

    private final String name;
    private final PrintStream out;

    Progress(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void startBenchmark(BenchmarkParams params) {
        String chosen = params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(" "));
        out.print("  " + name + " " + chosen + " ");
        out.flush();
    }

    @Override
    public void iterationResult(BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
        out.print(".");
        out.flush();
    }

    @Override
    public void endBenchmark(@Nullable BenchmarkResult result) {
        out.println(result == null ? " failed" : "");
    }

    @Override
    public void println(String line) {
        if (!line.isBlank() && !line.startsWith("#")) {
            out.println(line);
        }
    }

    @Override
    public void iteration(BenchmarkParams params, IterationParams iteration, int number) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void print(String text) {}

    @Override
    public void verbosePrintln(String line) {}

    @Override
    public void write(int value) {
        out.write(value);
    }

    @Override
    public void write(byte[] bytes) {
        out.writeBytes(bytes);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
