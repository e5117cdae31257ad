package io.wordtide.app.dev;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.schema.LearningReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.Schema;

/**
 * A file of learning reports, one JSON object a line, with the schema's field names; times as ISO 8601. Each line is on
 * disk when {@link #write} returns. Not thread-safe.
 */
public final class ReportFile implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final BufferedWriter writer;

    /** Makes the file, and its directory, anew. */
    public ReportFile(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Appends a report. */
    public void write(LearningReport report) {
        try {
            JsonGenerator line =
                    json.getFactory().createGenerator(writer).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            line.writeStartObject();
            for (Schema.Field field : report.getSchema().getFields()) {
                Object value = report.get(field.pos());
                line.writePOJOField(field.name(), value instanceof Instant instant ? instant.toString() : value);
            }
            line.writeEndObject();
            line.close();
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
