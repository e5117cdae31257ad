package io.wordtide.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.cli.terminal.CommandException;
import io.wordtide.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SettingsOptionsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldReadValuesThatAreKeptElsewhere() throws IOException {
        // Given: a secret as Kubernetes mounts it, one in a properties file, and a variable that every process has
        Files.writeString(directory.resolve("http-token"), "from-directory\n");
        Path secrets = Files.writeString(directory.resolve("secrets.properties"), "password=from-file\n");
        Path config = Files.writeString(
                directory.resolve("my.properties"),
                "wordtide.http.token=${directory:" + directory + ":http-token}\n"
                        + "sasl.jaas.config=module required password=\"${file:" + secrets + ":password}\";\n");

        // When
        Map<String, String> settings = read("--config", config.toString(), "--set", "state.dir=${env:PATH}");

        // Then
        assertThat(settings)
                .containsOnly(
                        Map.entry("wordtide.http.token", "from-directory"),
                        Map.entry("sasl.jaas.config", "module required password=\"from-file\";"),
                        Map.entry("state.dir", System.getenv("PATH")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${env:WORDTIDE_TEST_NO_SUCH_VARIABLE}",
                "${file:/no/such/file:token}",
                "${directory:/no/such/directory:token}",
                "secret-${env:WORDTIDE_TEST_NO_SUCH_VARIABLE}"
            })
    void shouldRefuseAReferenceThatLeadsNowhere(String reference) {
        assertThatThrownBy(() -> read("--set", "wordtide.http.token=" + reference))
                .isInstanceOf(CommandException.class)
                .hasMessageContainingAll("wordtide.http.token", reference);
    }

    @Test
    void shouldLeaveOtherDollarSignsAlone() {
        assertThat(read("--set", "state.dir=${user}/$env:x")).containsEntry("state.dir", "${user}/$env:x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wordtide.http.token",
                "sasl.jaas.config",
                "consumer.sasl.jaas.config",
                "ssl.keystore.password",
                "basic.auth.user.info",
                "bearer.auth.token"
            })
    void shouldWarnOfASecretOnTheCommandLine(String key) {
        try (LogLines log = LogLines.listen()) {
            // When
            read("--set", key + "=s3cret");

            // Then
            assertThat(log.lines(Level.WARN)).singleElement().asString().contains(key, "--config", "${env:NAME}");
            assertThat(log.lines(Level.WARN)).noneMatch(line -> line.contains("s3cret"));
        }
    }

    @Test
    void shouldNotWarnOfOtherSettingsAndOfSecretsThatAreKeptElsewhere() throws IOException {
        // Given
        Path config = Files.writeString(directory.resolve("my.properties"), "wordtide.http.token=s3cret\n");
        try (LogLines log = LogLines.listen()) {
            // When
            read("--config", config.toString(), "--set", "wordtide.analyzer=english");
            read("--set", "wordtide.http.token=${env:PATH}");

            // Then
            assertThat(log.lines(Level.WARN)).isEmpty();
        }
    }

    private static Map<String, String> read(String... arguments) {
        return CommandLine.populateCommand(new SettingsOptions(), arguments).read();
    }
}
