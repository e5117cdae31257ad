package io.wordtide.ingest;

import io.wordtide.ingest.format.RawRecordReader;
import io.wordtide.schema.Document;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of a document a record on the topic can hold. */
public final class DocumentLimits {

    /** What is kept of a record that is no document: its first MiB. */
    public static final int KEPT_OF_REJECTED_BYTES = RawRecordReader.KEPT_OF_LONGER_BYTES;

    /** Longest text: what a record of 16 MiB on the topic holds beside the other fields. */
    static final int MAX_TEXT_BYTES = (16 << 20) - (256 << 10);

    /** Longest id, title, source or language, characters; an id is the key of the document on every topic. */
    static final int MAX_ATTRIBUTE_CHARACTERS = 8 << 10;

    private static final int MAX_UTF8_BYTES_PER_CHARACTER = 3;

    private DocumentLimits() {}

    /** What is too long about a document, with what was expected and found; empty if it fits. */
    public static Optional<String> excess(Document document) {
        int longest = Stream.of(
                        document.getId(),
                        document.getTitle().orElse(""),
                        document.getSource().orElse(""),
                        document.getLanguage().orElse(""))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        if (longest > MAX_ATTRIBUTE_CHARACTERS) {
            return Optional.of("expected id, title, source and language of at most %d characters, found %d"
                    .formatted(MAX_ATTRIBUTE_CHARACTERS, longest));
        }
        String text = document.getText();
        if (text.length() <= MAX_TEXT_BYTES / MAX_UTF8_BYTES_PER_CHARACTER) {
            return Optional.empty(); // surely fits, so few are measured
        }
        int textBytes = text.getBytes(StandardCharsets.UTF_8).length;
        return textBytes <= MAX_TEXT_BYTES
                ? Optional.empty()
                : Optional.of("expected a text of at most %d bytes, found %d".formatted(MAX_TEXT_BYTES, textBytes));
    }

    /** Whether the id may be the key of a dead letter. */
    static boolean hasShortId(Document document) {
        return document.getId().length() <= MAX_ATTRIBUTE_CHARACTERS;
    }
}
