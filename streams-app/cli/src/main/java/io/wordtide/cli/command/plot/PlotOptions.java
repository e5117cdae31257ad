package io.wordtide.cli.command.plot;

import io.wordtide.cli.evaluate.EvaluationResult;
import io.wordtide.cli.plot.LineChart;
import io.wordtide.cli.terminal.ExitCode;
import io.wordtide.cli.terminal.OutputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which results are drawn, under which names, and to which file. */
final class PlotOptions {

    @Parameters(paramLabel = "RESULT", arity = "1..*", description = "Files that evaluate --json wrote.")
    private List<Path> files;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "Name of a result; once per result, in their order. Default: its preset.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "The chart, " + LineChart.EXTENSIONS + "; an existing one is replaced.")
    private Path output;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The results by label, in the order they were given.
     *
     * @throws ParameterException if labels are missing or repeated, or the chart's format is unknown
     */
    Map<String, EvaluationResult> read() {
        if (!LineChart.canWrite(output)) {
            throw usage("Expected a name that ends in " + LineChart.EXTENSIONS + " as --output, found " + output);
        }
        OutputFiles.requirePlaceFor(output);
        if (!labels.isEmpty() && labels.size() != files.size()) {
            throw usage("Expected one --label for each of the " + files.size() + " results, found " + labels.size());
        }
        Map<String, EvaluationResult> resultByLabel = new LinkedHashMap<>();
        for (int i = 0; i < files.size(); i++) {
            EvaluationResult result = EvaluationResult.read(files.get(i));
            String label = labels.isEmpty() ? result.preset() : labels.get(i);
            if (resultByLabel.put(label, result) != null) {
                throw usage("Expected results with different names, found " + label
                        + " twice; give a --label for each result");
            }
        }
        return resultByLabel;
    }

    /** Draws the chart and prints its place. */
    int write(LineChart chart) {
        chart.write(output);
        command.commandLine()
                .getOut()
                .printf("drew %,d curves to %s%n", chart.curves().size(), output);
        return ExitCode.OK;
    }

    /** Reports what the chart leaves out. */
    void warn(String message) {
        command.commandLine().getErr().println(message);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
