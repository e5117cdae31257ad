package io.wordtide.story;

import io.wordtide.text.SurfaceForms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A story at one moment.
 *
 * @param id unique within the model, and the same after a restart
 * @param phase what is happening to it
 * @param firstDocument id of the document that began it
 * @param documentCount documents ever, copies included, those that have left the window too
 * @param recentCount documents of it in the newest tenth of the window
 * @param previousCount documents of it in the tenth before that
 * @param copyCount documents in the window that are near-duplicates of others
 * @param firstMs earliest publication time of a document, if any has one, milliseconds since 1970
 * @param lastMs latest publication time, if any document has one, milliseconds since 1970
 * @param terms the words that mark it, the heaviest first
 * @param surfaces how the stream writes these words, by term, where it differs from the term
 * @param sources sources of its documents in the window, in alphabetical order
 * @param members its newest documents, the newest first
 */
public record Story(
        String id,
        Phase phase,
        String firstDocument,
        long documentCount,
        int recentCount,
        int previousCount,
        int copyCount,
        Optional<Long> firstMs,
        Optional<Long> lastMs,
        List<String> terms,
        Map<String, String> surfaces,
        List<String> sources,
        List<Member> members) {

    /** The same with the forms in which the stream writes its words. */
    public Story withForms(UnaryOperator<String> formOf) {
        return new Story(
                id,
                phase,
                firstDocument,
                documentCount,
                recentCount,
                previousCount,
                copyCount,
                firstMs,
                lastMs,
                terms,
                SurfaceForms.differing(terms.stream(), formOf),
                sources,
                members);
    }

    /** The words that mark it as the stream writes them, the heaviest first. */
    public List<String> words() {
        return terms.stream().map(term -> surfaces.getOrDefault(term, term)).toList();
    }

    /** What is happening to a story. */
    public enum Phase {
        /** Its first document is in the newest tenth of the window. */
        NEW,
        /** Its newest tenth has at least one and a half times the documents of the tenth before. */
        GROWING,
        /** Neither of the others. */
        STEADY,
        /** Its newest tenth has at most half the documents of the tenth before, or none. */
        FADING;

        static Phase of(boolean isNew, int recent, int previous) {
            if (isNew) {
                return NEW;
            }
            if (recent == 0 || 2 * recent <= previous) {
                return FADING;
            }
            return 2 * recent >= 3 * previous ? GROWING : STEADY;
        }
    }

    /**
     * A document of a story.
     *
     * @param duplicateOf id of the document it is a near-duplicate of, if any
     */
    public record Member(
            String id, Optional<String> source, Optional<Long> publishedAtMs, Optional<String> duplicateOf) {}
}
