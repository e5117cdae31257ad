package io.wordtide.app.cli;

import io.wordtide.train.TrainingListener;
import io.wordtide.train.Validation;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows what goes on, moving where somebody looks and line by line where nobody does. */
final class EvaluationProgress implements TrainingListener, AutoCloseable {

    private final PrintWriter out;
    private final StopSignal stop;
    private final int documentsPerEpoch;
    private @Nullable ProgressBar bar;

    EvaluationProgress(PrintWriter out, StopSignal stop, int epochs, int documentsPerEpoch) {
        this.out = out;
        this.stop = stop;
        this.documentsPerEpoch = documentsPerEpoch;
        this.bar = bar("training", (long) epochs * documentsPerEpoch);
    }

    private static @Nullable ProgressBar bar(String name, long documents) {
        return Terminal.isInteractive()
                ? new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(documents)
                        .setUnit(" documents", 1)
                        .showSpeed()
                        .build()
                : null;
    }

    @Override
    public void began(int epochsMade) {
        learned(epochsMade * documentsPerEpoch);
        if (epochsMade > 0) {
            out.printf("going on after epoch %d%n", epochsMade);
        }
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
            bar.setExtraMessage(perplexities);
        } else {
            out.printf("epoch %4d  %7.0f s  validation %s%n", validation.epoch(), validation.seconds(), perplexities);
        }
    }

    void beginJudging(long documents) {
        close();
        bar = bar("test", documents);
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
