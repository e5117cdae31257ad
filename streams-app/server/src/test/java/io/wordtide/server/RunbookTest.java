package io.wordtide.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RunbookTest {

    private static final Path ALERTS = Path.of("..", "..", "ops", "prometheus", "alerts.yml");
    private static final Path RUNBOOK = Path.of("..", "..", "docs", "runbook.md");
    private static final String HEADING = "## ";

    @Test
    void shouldHaveAParagraphForEachAlert() throws IOException {
        // Given: headings as links name them
        List<String> paragraphs = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith(HEADING))
                .map(line -> "docs/runbook.md#"
                        + line.substring(HEADING.length())
                                .toLowerCase(Locale.ROOT)
                                .replace(' ', '-'))
                .toList();

        // When
        List<String> links = new YAMLMapper().readTree(ALERTS.toFile()).findValuesAsText("runbook");

        // Then
        assertThat(links).containsExactlyInAnyOrderElementsOf(paragraphs);
    }
}
