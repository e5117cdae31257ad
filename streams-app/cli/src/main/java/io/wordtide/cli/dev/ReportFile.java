package io.wordtide.cli.dev;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of learning reports, one JSON object per line, with the schema's field names and ISO 8601 times. Each line is
 * on disk when {@link #write} returns. Not thread-safe.
 */
public final class ReportFile implements AutoCloseable {

    private final ObjectMapper json = new ObjectMapper();
    private final BufferedWriter writer;

    /** Creates the file and its directory, or empties an existing file. */
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
                line.writePOJOField(field.name(), plain(report.get(field.pos())));
            }
            line.writeEndObject();
            line.close();
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report file: " + e.getMessage(), e);
        }
    }

    /** Turns records and times, which Jackson cannot write as they are, into maps and strings. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Instant instant) {
            return instant.toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new TreeMap<>();
            map.forEach((key, nested) -> plain.put(String.valueOf(key), plain(nested)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(nested -> plain.add(plain(nested)));
            return plain;
        }
        if (value instanceof SpecificRecord record) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            record.getSchema().getFields().forEach(field -> plain.put(field.name(), plain(record.get(field.pos()))));
            return plain;
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
