package io.wordtide.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wordtide.text.TextFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Records as JSON files: indented; components without a value are left out, unknown fields ignored. */
final class JsonFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private JsonFiles() {}

    /**
     * @param what what the file should hold, for the message
     * @throws TextFileException if the file cannot be read or holds something else
     */
    static <T> T read(Path file, Class<T> type, String what) {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (NoSuchFileException e) {
            throw new TextFileException("expected %s at %s, found nothing there".formatted(what, file), e);
        } catch (JsonProcessingException e) {
            throw new TextFileException(
                    "%s, line %d: expected %s, found something else: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    what,
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new TextFileException("cannot read %s: %s".formatted(file, e), e);
        }
    }

    /** @throws TextFileException if the file cannot be written */
    static void write(Path file, Object value) {
        try {
            Files.write(file, JSON.writeValueAsBytes(value));
        } catch (IOException e) {
            throw new TextFileException("cannot write %s: %s".formatted(file, e), e);
        }
    }
}
