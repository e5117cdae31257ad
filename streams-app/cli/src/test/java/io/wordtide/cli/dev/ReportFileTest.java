package io.wordtide.cli.dev;

import static io.wordtide.cli.dev.Reports.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.schema.LearningReport;
import io.wordtide.schema.NamedDimension;
import io.wordtide.schema.SourceScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    @Test
    void shouldWriteEachReportAsALineThatIsThereAtOnce(@TempDir Path folder) throws IOException {
        // Given: a directory that does not exist
        Path file = folder.resolve("below").resolve("reports.jsonl");
        LearningReport second = report("\"m\"\n", 3, null)
                .setLearnedAt(Instant.parse("2026-03-01T12:00:00Z"))
                .setSkippedDocumentCounts(Map.of("duplicate", 2))
                .setSources(Map.of("wire", new SourceScores(3, 30L, 1.5, 1.25, 2.0, 0.5, null, null)))
                .setDimensions(List.of(new NamedDimension(List.of("oil", "crude"), 0.25)))
                .build();

        // When
        try (ReportFile reports = new ReportFile(file)) {
            reports.write(report("m", 4, 100.0).build());
            assertThat(Files.readString(file)).endsWith("}" + System.lineSeparator());
            reports.write(second);
            assertThat(Files.readAllLines(file)).hasSize(2);
        }

        // Then
        List<String> lines = Files.readAllLines(file);
        JsonNode json = new ObjectMapper().readTree(lines.get(1));
        assertThat(json.get("model").asText()).isEqualTo("\"m\"\n");
        assertThat(json.get("documentCount").asInt()).isEqualTo(3);
        assertThat(json.get("refinedPerDocumentPerplexity").isNull()).isTrue();
        assertThat(json.get("learnedAt").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(json.get("skippedDocumentCounts").get("duplicate").asInt()).isEqualTo(2);
        assertThat(json.get("sources")
                        .get("wire")
                        .get("refinedPerDocumentPerplexity")
                        .asDouble())
                .isEqualTo(1.25);
        assertThat(json.get("dimensions").get(0).get("words").get(1).asText()).isEqualTo("crude");
        Iterator<String> names = json.fieldNames();
        assertThat(names)
                .toIterable()
                .containsExactlyElementsOf(LearningReport.getClassSchema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    @Test
    void shouldReplaceAnExistingFile(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("reports.jsonl"), "of an earlier run\n");

        // When
        new ReportFile(file).close();

        // Then
        assertThat(file).isEmptyFile();
    }
}
