package io.wordtide.cli.command.evaluate;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.StopSignal;
import io.wordtide.cli.terminal.Terminal;
import io.wordtide.train.TrainingListener;
import io.wordtide.train.Validation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Shows progress: a moving bar on a terminal, lines elsewhere. While a bar moves it overwrites its own line, and
 * nothing else is printed.
 */
final class EvaluationProgress implements TrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final StopSignal stop;
    private final int epochs;
    private final int documentsPerEpoch;
    private @Nullable ProgressBar bar;

    EvaluationProgress(PrintWriter out, StopSignal stop, int epochs, int documentsPerEpoch) {
        this.out = out;
        this.stop = stop;
        this.epochs = epochs;
        this.documentsPerEpoch = documentsPerEpoch;
    }

    /** @param done documents of an earlier run, which do not count towards speed and remaining time */
    private static @Nullable ProgressBar bar(String name, long documents, long done) {
        return Terminal.isInteractive()
                ? new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(documents)
                        .startsFrom(done, Duration.ZERO)
                        .setUnit(" documents", 1)
                        .showSpeed()
                        .build()
                : null;
    }

    @Override
    public void began(int epochsMade) {
        if (epochsMade > 0) {
            out.printf("continuing after epoch %d%n", epochsMade);
        }
        bar = bar("training", (long) epochs * documentsPerEpoch, (long) epochsMade * documentsPerEpoch);
    }

    @Override
    public void learned(int documents) {
        if (bar != null) {
            bar.stepBy(documents);
        }
    }

    @Override
    public void validated(Validation validation) {
        String perplexities = validation.perplexities().entrySet().stream()
                .map(entry ->
                        "%s %.1f".formatted(entry.getKey(), entry.getValue().perDocument()))
                .collect(Collectors.joining("  "));
        if (bar != null) {
            bar.setExtraMessage("  " + perplexities);
        } else {
            out.printf("epoch %4d  %7.0f s  validation %s%n", validation.epoch(), validation.seconds(), perplexities);
        }
    }

    void beginJudging(long documents) {
        close();
        bar = bar("test", documents, 0);
    }

    /** @throws CommandException if the process is asked to end: no partial result is written */
    void judged(int documents) {
        if (stop.isRequested()) {
            throw new CommandException(
                    "stopped before the test documents were evaluated; the same command continues from there");
        }
        learned(documents);
    }

    @Override
    public boolean stopRequested() {
        return stop.isRequested();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
