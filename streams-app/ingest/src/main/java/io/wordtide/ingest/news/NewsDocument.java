package io.wordtide.ingest.news;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.PublicationTime;
import io.wordtide.schema.Document;
import io.wordtide.text.Language;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an item of news says, in whatever form. Parts that it lacks are empty.
 *
 * @param id the item's own id
 * @param headline becomes the title
 * @param texts the body, and what stands for it if there is none, such as a caption: the first one counts
 * @param source who sent it
 * @param languages as written; the first that is a language counts
 * @param times as written, the best one first; without any that can be read, as in a template, the document has none
 */
record NewsDocument(
        String id, String headline, List<String> texts, String source, List<String> languages, List<String> times) {

    /**
     * The document; one without any text but its headline has that as its text.
     *
     * @param origin id of an item that has none
     * @throws MalformedRecordException if it has no text at all
     */
    Document toDocument(String origin) throws MalformedRecordException {
        String text = first(texts.stream());
        if (text.isEmpty() && headline.isBlank()) {
            throw new MalformedRecordException("expected a body, a description or a headline, found none with a text");
        }
        return new Document(
                id.isBlank() ? origin : id.strip(),
                text.isEmpty() ? headline.strip() : text,
                text.isEmpty() || headline.isBlank() ? null : headline.strip(),
                source.isBlank() ? null : source.strip(),
                languages.stream()
                        .map(Language::read)
                        .flatMap(Optional::stream)
                        .map(Language::code)
                        .findFirst()
                        .orElse(null),
                PublicationTime.firstReadable(times).instant());
    }

    /** The first that is not blank, stripped; else empty. */
    static String first(Stream<String> texts) {
        return texts.map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
