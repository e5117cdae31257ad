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
 * Shows what goes on, moving where somebody looks and line by line where nobody does. While a bar moves it goes over the
 * line it stands on: nothing else is printed then.
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

    /** @param done documents of an earlier run, which do not count for speed and time left */
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
            out.printf("going on after epoch %d%n", epochsMade);
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

    /** @throws CommandException if the process is asked to end: there is no half result */
    void judged(int documents) {
        if (stop.isRequested()) {
            throw new CommandException(
                    "stopped before the test documents were judged; the same command goes on from there");
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
