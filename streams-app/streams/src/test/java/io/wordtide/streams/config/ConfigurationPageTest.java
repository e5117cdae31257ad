package io.wordtide.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

    @Test
    void shouldBeUpToDate() throws IOException {
        // Given
        String expected = ConfigurationPage.markdown();
        if (Boolean.getBoolean("wordtide.docs.update")) {
            Files.writeString(PAGE, expected);
        }

        // When
        String found = Files.readString(PAGE);

        // Then
        assertThat(found)
                .as(
                        "docs/configuration.md; to regenerate it: mvn -pl streams-app/streams -am test -Dtest=ConfigurationPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwordtide.docs.update=true")
                .isEqualTo(expected);
    }
}
