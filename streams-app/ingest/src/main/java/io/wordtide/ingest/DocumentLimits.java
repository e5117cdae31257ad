package io.wordtide.ingest;

import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of a document one record on the topic can hold. */
public final class DocumentLimits {

    private DocumentLimits() {}

    /** What about a document is too long, as expected and found; empty if it fits. */
    public static Optional<String> excess(Document document) {
        int longest = Stream.of(
                        document.getId(),
                        document.getTitle().orElse(""),
                        document.getSource().orElse(""),
                        document.getLanguage().orElse(""))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        if (longest > RecordSizes.MAX_ATTRIBUTE_CHARACTERS) {
            return Optional.of("expected id, title, source and language of at most %d characters, found %d"
                    .formatted(RecordSizes.MAX_ATTRIBUTE_CHARACTERS, longest));
        }
        String text = document.getText();
        if (text.length() <= RecordSizes.MAX_TEXT_BYTES / RecordSizes.MAX_UTF8_BYTES_PER_CHARACTER) {
            return Optional.empty(); // certain to fit, so only long texts are encoded
        }
        int textBytes = text.getBytes(StandardCharsets.UTF_8).length;
        return textBytes <= RecordSizes.MAX_TEXT_BYTES
                ? Optional.empty()
                : Optional.of("expected a text of at most %d bytes, found %d"
                        .formatted(RecordSizes.MAX_TEXT_BYTES, textBytes));
    }

    /** Whether the id may be the key of a dead letter. */
    static boolean hasShortId(Document document) {
        return document.getId().length() <= RecordSizes.MAX_ATTRIBUTE_CHARACTERS;
    }
}
