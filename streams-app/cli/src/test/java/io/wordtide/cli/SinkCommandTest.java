package io.wordtide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wordtide.testing.Console;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkCommandTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "postgres; Missing required option: '--url=URL'",
                "postgres --url postgresql://h/d; Expected --url jdbc:postgresql://HOST/DATABASE",
                "postgres --url jdbc:postgresql://h/d?ssl=true&Password=x; Expected --url without a password",
                "postgres --url jdbc:postgresql://h/d --table-prefix a.b; Expected --table-prefix",
                "postgres --url jdbc:postgresql://h/d --documents --words; mutually exclusive",
                "postgres --url jdbc:postgresql://h/d --vector qdrant; expected one of [PGVECTOR, ARRAY]"
            })
    void shouldSayWhatIsExpectedWhenAnOptionIsInvalid(String arguments, String message) {
        // When
        Console console = Console.run(Main::run, ("sink " + arguments).split(" "));

        // Then: a password is not repeated
        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err()).contains(message).doesNotContain("=x");
    }

    @Test
    void shouldNameThePasswordFileThatCannotBeRead() {
        // When
        Console console = Console.run(
                Main::run,
                "sink",
                "postgres",
                "--url=jdbc:postgresql://h/d",
                "--password-file=" + directory.resolve("none"));

        // Then
        assertThat(console.exitCode()).isEqualTo(1);
        assertThat(console.err())
                .isEqualToNormalizingNewlines(
                        "wordtide: expected a readable file of text after --password-file, found none: "
                                + directory.resolve("none") + "\n");
    }
}
