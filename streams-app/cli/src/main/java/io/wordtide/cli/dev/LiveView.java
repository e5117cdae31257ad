package io.wordtide.cli.dev;

import io.wordtide.schema.LearningReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees while the stream is learned: a line of figures every two seconds, and on a terminal a progress bar
 * below them. The unigram model of a line is the better of the two on its documents.
 *
 * <p>Thread-safe.
 */
public final class LiveView implements AutoCloseable {

    private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final String HEADING =
            " documents  docs/s perplexity: psi(x)  refined  unigram   cache    words     OOV";

    private final PrintWriter out;
    private LongSupplier goal = () -> 1;
    private final @Nullable ProgressBar bar;
    private final ReportWindow window = new ReportWindow();
    private long documentsSeen;
    private long documentsAtLine;
    private long lastLineNanos = System.nanoTime();
    private boolean headed;

    /**
     * @param terminal whether {@code out} is a terminal on which a line can be overwritten
     */
    public LiveView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("learned")
                        .setInitialMax(1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .build()
                : null;
    }

    /** Sets the number of documents to learn by now, for the bar. */
    public synchronized void goal(LongSupplier documents) {
        goal = documents;
    }

    /** Adds a report to the figures, and prints them when they are due; the first at once. */
    public synchronized void accept(LearningReport report) {
        window.add(report);
        documentsSeen += report.getDocumentCount()
                + report.getSkippedDocumentCounts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
        if (bar != null) {
            bar.maxHint(goal.getAsLong());
            bar.stepTo(documentsSeen);
        }
        if (!headed || System.nanoTime() - lastLineNanos >= LINE_INTERVAL_NANOS) {
            printLine();
        }
    }

    /** Prints a line of text between the figures. */
    public synchronized void say(String line) {
        out.print(bar == null ? "" : CLEAR_LINE);
        out.println(line);
        out.flush();
    }

    /** Prints the figures since the last line, and removes the bar. */
    @Override
    public synchronized void close() {
        if (window.documentCount() > 0) {
            printLine();
            window.reset();
        }
        if (bar != null) {
            bar.close();
        }
    }

    private void printLine() {
        if (!headed) {
            say(HEADING);
            headed = true;
        }
        long now = System.nanoTime();
        double seconds = (now - lastLineNanos) / 1e9;
        say(String.format(
                Locale.ROOT,
                "%,10d %,7.0f %18s %8s %8s %7s %,8d %6.1f%%",
                documentsSeen,
                (documentsSeen - documentsAtLine) / seconds,
                figure(window.amortized()),
                figure(window.refined()),
                figure(window.betterUnigram()),
                figure(window.cache()),
                window.vocabularySize(),
                100 * window.outOfVocabularyRate()));
        lastLineNanos = now;
        documentsAtLine = documentsSeen;
        window.reset();
    }

    private static String figure(OptionalDouble perplexity) {
        return perplexity.isPresent() ? String.format(Locale.ROOT, "%,.0f", perplexity.getAsDouble()) : "-";
    }
}
