package io.wordtide.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a log line shows of text that others chose. */
class LogLayoutTest {

    private static final String DIRECTORY = "wordtide.log.directory";

    @TempDir
    private Path directory;

    private @Nullable Configuration configuration;

    @AfterEach
    void stop() {
        requireNonNull(configuration).stop();
        System.clearProperty(DIRECTORY);
    }

    @ParameterizedTest
    @CsvSource({"/log4j2.xml, stderr", "/log4j2-file.xml, file"})
    void shouldKeepAMessageInItsLineAndFromTheTerminal(String resource, String appender) throws URISyntaxException {
        // Given: a clearing of the screen in C0 and in C1, a line of its own, an override of the direction
        String message = "source=\u001b[2J\u009b2J\r\n12:00:00.000 INFO forged \u202egnp.exe\t\u200dend";

        // When
        String line = format(resource, appender, message, null);

        // Then: a tab and a joiner are harmless
        assertThat(line)
                .endsWith("source=\ufffd[2J\ufffd2J\\r\\n12:00:00.000 INFO forged \ufffdgnp.exe\t\u200dend\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"/log4j2.xml, stderr", "/log4j2-file.xml, file"})
    void shouldKeepMessagesOfErrorsInTheirLines(String resource, String appender) throws URISyntaxException {
        // Given
        IllegalStateException cause = new IllegalStateException("of \u001b[2Jthe cause\n12:00:00.000 INFO forged");
        RuntimeException error = new RuntimeException("id\u202e\n12:00:00.000 INFO forged", cause);
        error.addSuppressed(new IllegalArgumentException("beside\nforged"));

        // When
        String text = format(resource, appender, "failed", error);

        // Then: the trace is whole, once, and in lines
        List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).endsWith("failed");
        assertThat(lines.get(1)).isEqualTo("java.lang.RuntimeException: id\ufffd\\n12:00:00.000 INFO forged");
        assertThat(lines.get(2)).startsWith("\tat " + LogLayoutTest.class.getName());
        assertThat(lines).contains("\tSuppressed: java.lang.IllegalArgumentException: beside\\nforged");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("Caused by: "))
                .containsExactly("Caused by: java.lang.IllegalStateException: of \ufffd[2Jthe cause\\n12:00:00.000 INFO"
                        + " forged");
        assertThat(text).endsWith("\n");
    }

    private String format(String resource, String appender, String message, @Nullable Throwable thrown)
            throws URISyntaxException {
        System.setProperty(DIRECTORY, directory.toString());
        Configuration loaded = ConfigurationFactory.getInstance()
                .getConfiguration(
                        new LoggerContext("test"),
                        "test",
                        requireNonNull(LogLayoutTest.class.getResource(resource))
                                .toURI());
        configuration = loaded;
        loaded.initialize();
        return new String(
                loaded.getAppender(appender)
                        .getLayout()
                        .toByteArray(Log4jLogEvent.newBuilder()
                                .setLoggerName("io.wordtide.Test")
                                .setLevel(Level.WARN)
                                .setMessage(new SimpleMessage(message))
                                .setThrown(thrown)
                                .build()),
                UTF_8);
    }
}
