package io.wordtide.streams.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncApiDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "asyncapi.yaml");

    @Test
    void shouldBeUpToDate() throws IOException {
        // Given
        String expected = AsyncApiDocument.yaml();
        if (Boolean.getBoolean("wordtide.docs.update")) {
            Files.writeString(DOCUMENT, expected);
        }

        // When
        String found = Files.readString(DOCUMENT);

        // Then
        assertThat(found)
                .as(
                        "docs/asyncapi.yaml; to regenerate it: mvn -pl streams-app/streams -am test -Dtest=AsyncApiDocumentTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Dwordtide.docs.update=true")
                .isEqualTo(expected);
    }
}
