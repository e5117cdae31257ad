package io.wordtide.streams.processor;

import io.wordtide.schema.Counts;
import io.wordtide.schema.DeadLetterReason;
import io.wordtide.schema.Document;
import io.wordtide.schema.RecordSizes;
import io.wordtide.schema.WordCounts;
import io.wordtide.streams.error.BadDocumentException;
import io.wordtide.text.BagOfWords;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Rejects a document or a bag that is inconsistent or does not fit into a record within {@link RecordSizes}. */
final class RecordLimits {

    /** Size of a bag without its terms and counts, bytes: names and numbers. */
    private static final int BYTES_BESIDE_TERMS = 4 * RecordSizes.MAX_NAME_BYTES;

    private RecordLimits() {}

    /**
     * Ids, sources and languages are chosen by whoever writes the document. Source and language are names: they may become
     * a model's, stand in menus and metrics, and are typed in commands, so one with control characters (an escape
     * sequence, a line break) can only be a mistake or an attack. An id is only a key. Some systems join the parts of
     * theirs with control characters, and their documents can be learned and found like any other; so it is escaped
     * where it is shown, and accepted here.
     *
     * @throws BadDocumentException if the id is blank, a name is too long, or a source or language has control characters
     */
    static void requireNames(Document document) throws BadDocumentException {
        requireId(document.getId());
        requireName("a source", document.getSource().orElse(""));
        requireName("a language", document.getLanguage().orElse(""));
    }

    /** @throws BadDocumentException if it is blank or too long */
    static void requireId(String id) throws BadDocumentException {
        if (id.isBlank()) {
            throw new BadDocumentException(
                    DeadLetterReason.EMPTY,
                    "expected a document id, found a blank one; it is the key under which the embedding is found");
        }
        requireShort("an id", id);
    }

    private static void requireName(String what, String name) throws BadDocumentException {
        requireShort(what, name);
        OptionalInt control = name.chars().filter(Character::isISOControl).findFirst();
        if (control.isPresent() && !name.isBlank()) { // a blank one counts as missing
            throw new BadDocumentException(
                    DeadLetterReason.UNDECODABLE,
                    "expected %s without control characters, found U+%04X in one of %d characters; correct the document"
                            .formatted(what, control.getAsInt(), name.length()));
        }
    }

    /** @throws BadDocumentException if a term is too long, or all terms together do not fit into a record */
    static void requireBagThatFits(BagOfWords bag) throws BadDocumentException {
        long bytes = BYTES_BESIDE_TERMS;
        for (int i = 0; i < bag.terms().size(); i++) {
            String term = bag.terms().get(i);
            requireShort("a term", term);
            // Kafka and Avro write numbers the same way
            int termBytes = Utils.utf8Length(term);
            bytes += termBytes + ByteUtils.sizeOfVarint(termBytes) + ByteUtils.sizeOfVarint(bag.counts()[i]);
            bytes += bag.surfaces().isEmpty()
                    ? 0
                    : 1 + Utils.utf8Length(bag.surfaces().get(i));
        }
        if (bytes > RecordSizes.MAX_CONTENT_BYTES) {
            throw new BadDocumentException(
                    DeadLetterReason.TOO_LONG,
                    "expected terms and counts of at most " + RecordSizes.MAX_CONTENT_BYTES + " bytes, found " + bytes
                            + " in " + bag.terms().size() + " terms; split the document");
        }
    }

    /**
     * Checks a bag that another program may have written.
     *
     * @throws BadDocumentException if this application would not have written it
     */
    static void requireConsistent(WordCounts bag) throws BadDocumentException {
        List<String> terms = bag.getTerms();
        int[] counts = Counts.values(bag.getCounts());
        boolean consistent = !terms.isEmpty() && terms.size() == counts.length;
        consistent &= bag.getSurfaces().isEmpty() || bag.getSurfaces().size() == terms.size();
        long sum = 0;
        for (int i = 0; consistent && i < counts.length; i++) {
            sum += counts[i];
            consistent = counts[i] > 0 && (i == 0 || terms.get(i - 1).compareTo(terms.get(i)) < 0);
        }
        consistent &= sum == bag.getTokenCount();
        if (!consistent) {
            throw new BadDocumentException(
                    DeadLetterReason.UNDECODABLE,
                    "expected terms in ascending order with a count of at least 1 each, their sum, and a surface form for"
                            + " each or none at all, found "
                            + terms.size() + " terms, "
                            + counts.length + " counts, "
                            + bag.getSurfaces().size() + " forms and a sum of "
                            + bag.getTokenCount());
        }
    }

    /** Size of a record's key and headers, bytes. */
    static long frameBytes(byte @Nullable [] key, Headers headers) {
        long bytes = key == null ? 0 : key.length;
        for (Header header : headers) {
            byte @Nullable [] value = header.value();
            bytes += Utils.utf8Length(header.key()) + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    private static void requireShort(String what, String name) throws BadDocumentException {
        if (name.length() > RecordSizes.MAX_NAME_CHARACTERS) {
            throw new BadDocumentException(
                    DeadLetterReason.TOO_LONG,
                    "expected " + what + " of at most " + RecordSizes.MAX_NAME_CHARACTERS + " characters, found "
                            + name.length());
        }
    }
}
