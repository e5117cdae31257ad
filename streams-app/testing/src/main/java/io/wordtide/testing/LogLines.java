package io.wordtide.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What is logged between {@link #listen} and {@link #close}. Thread-safe. */
public final class LogLines extends AbstractAppender implements AutoCloseable {

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LogManager.getRootLogger();

    private record Line(Level level, String text) {}

    private LogLines() {
        super("log-lines", null, null, false, Property.EMPTY_ARRAY);
    }

    /** Listens from now on. */
    public static LogLines listen() {
        LogLines lines = new LogLines();
        lines.start();
        lines.root.addAppender(lines);
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        Throwable thrown = event.getThrown();
        lines.add(new Line(
                event.getLevel(),
                event.getLoggerName() + " " + event.getMessage().getFormattedMessage()
                        + (thrown == null ? "" : " " + thrown)));
    }

    /** Logger name, message and error of each event at a level or above. */
    public List<String> lines(Level level) {
        return lines.stream()
                .filter(line -> line.level().isMoreSpecificThan(level))
                .map(Line::text)
                .toList();
    }

    @Override
    public void close() {
        root.removeAppender(this);
        stop();
    }
}
