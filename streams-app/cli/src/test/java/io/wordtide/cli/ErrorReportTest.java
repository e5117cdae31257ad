package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ErrorReportTest {

    private static final String MESSAGES = """
            Java heap space               | MB, found it full; raise -Xmx (of the script wordtide: in WORDTIDE_JAVA_OPTS), or
            GC overhead limit exceeded    | MB, found it full; raise -Xmx (of the script wordtide: in WORDTIDE_JAVA_OPTS), or
            unable to create native thread: possibly out of memory | expected the system to start another thread, found that
            Cannot reserve 16 bytes of direct buffer memory        | outside the Java heap, found that it ran out (Cannot res
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = MESSAGES)
    void shouldNameWhatRanOutWhenItCausedAnotherError(String message, String expected) {
        // Given: as a thread of the application ends a command
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Main()).setErr(new PrintWriter(err, true));
        Exception error = new CommandException(
                "the application was stopped by an error: " + message, new OutOfMemoryError(message));

        // When
        int exitCode = ErrorReport.failure(error, command, false);

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString())
                .startsWith("wordtide: expected ")
                .contains(expected)
                .doesNotContain("unexpected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = MESSAGES)
    void shouldNameWhatRanOutWhenTheCommandItselfMeetsIt(String message, String expected) {
        // Given
        StringWriter err = new StringWriter();

        // When
        int exitCode = ErrorReport.failure(new OutOfMemoryError(message), new PrintWriter(err, true), false);

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).startsWith("wordtide: expected ").contains(expected);
    }
}
