package io.wordtide.cli.command.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wordtide.cli.deadletter.StoredDeadLetter;
import io.wordtide.schema.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is reported about a dead letter; never the document's text. */
final class DeadLetterLine {

    private static final int LONGEST_KEY = 80;

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetterLine() {}

    /** For a person: time, origin, reason, cause, key, size. */
    static String text(StoredDeadLetter stored) {
        DeadLetter letter = stored.letter();
        return "%s  %s  %s  %s  key %s  %,d bytes"
                .formatted(
                        letter.getFailedAt(),
                        letter.getOrigin(),
                        letter.getReason(),
                        letter.getCause(),
                        stored.key() == null ? "-" : readable(stored.key()),
                        letter.getValueSize());
    }

    /** For a program: a JSON object with the field names of the schema. */
    static String json(StoredDeadLetter stored) {
        DeadLetter letter = stored.letter();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("failedAt", letter.getFailedAt().toString());
        fields.put("origin", letter.getOrigin());
        fields.put("reason", letter.getReason().name());
        fields.put("cause", letter.getCause());
        fields.put("key", stored.key() == null ? null : new String(stored.key(), StandardCharsets.UTF_8));
        fields.put("valueSize", letter.getValueSize());
        fields.put("position", stored.position().toString());
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected strings and numbers, which JSON can hold", e);
        }
    }

    /** Anyone can choose a key, so it must not be able to fill the screen. */
    private static String readable(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...";
    }
}
