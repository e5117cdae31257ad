package io.wordtide.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {

    /** A clearing of the screen in C0 and in C1, an end of the line, an override of the direction. */
    private static final String HOSTILE = "a\u001b[2J\u009b2J\r\nb\u202ec";

    private static final String ESCAPED = "a\\u001b[2J\\u009b2J\\u000d\\u000ab\\u202ec";

    private final StringWriter printed = new StringWriter();
    private final TerminalWriter terminal = new TerminalWriter(new PrintWriter(printed));

    @Test
    void shouldPrintALineAsOneLineWithoutControlCharacters() {
        // When
        terminal.println(HOSTILE);

        // Then
        assertThat(printed).hasToString(ESCAPED + System.lineSeparator());
    }

    @Test
    void shouldDoTheSameToObjectsAndToArgumentsOfAFormat() {
        // Given
        Object hostile = new IllegalStateException(HOSTILE);

        // When
        terminal.println(hostile);
        terminal.printf("%s: %,d of %s%n", HOSTILE, 1_000, hostile);
        terminal.printf(Locale.ROOT, "%-3s|%.1f|%s%n", HOSTILE, 0.25, null);

        // Then
        String object = "java.lang.IllegalStateException: " + ESCAPED;
        assertThat(printed.toString().lines())
                .containsExactly(object, ESCAPED + ": 1,000 of " + object, ESCAPED + "|0.3|null");
    }

    @Test
    void shouldPrintTheStackTraceOfAnErrorWithoutItsControlCharacters() {
        // When
        new IllegalStateException(HOSTILE).printStackTrace(terminal);

        // Then
        assertThat(printed.toString().lines().toList())
                .startsWith("java.lang.IllegalStateException: " + ESCAPED)
                .anyMatch(line -> line.startsWith("\tat " + TerminalWriterTest.class.getName()));
    }

    @Test
    void shouldLeaveLettersOfAllScriptsAndTheirJoinersAlone() {
        // When: Arabic, Persian with a joiner, Hindi, an emoji of three
        String words = "قهوه می\u200cخواهم क्\u200dष 👨\u200d👩\u200d👧 naïve";
        terminal.println(words);

        // Then
        assertThat(printed.toString().strip()).isEqualTo(words);
    }

    @Test
    void shouldNotTouchWhatTheProgramItselfPrints() {
        // When
        terminal.print("\r\u001b[2Khelp\n");
        terminal.flush();

        // Then
        assertThat(printed).hasToString("\r\u001b[2Khelp\n");
    }
}
