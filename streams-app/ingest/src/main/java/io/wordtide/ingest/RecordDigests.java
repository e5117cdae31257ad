package io.wordtide.ingest;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.wordtide.schema.DeadLetter;
import io.wordtide.schema.Document;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Digests by which a record of an input is recognized on the topics: 64 bits of a SHA-256, never 0 or 1. They cover
 * what identifies a document and what is learned of it, that is its own id, title and text, and not its time, source and
 * language. So a record is recognized even if a later version of Wordtide reads those differently. A record that was
 * rejected is known by its bytes.
 */
final class RecordDigests {

    /** Stands for a record on a topic that cannot be read, and hence is none of the input. */
    static final long UNREADABLE = 1;

    private RecordDigests() {}

    /** The digest of a record that was read from an input. */
    static long of(String input, ReadResult result) {
        if (result instanceof ReadResult.Rejected rejected) {
            return ofRejected(rejected.head(), rejected.size());
        }
        return of(input, ((ReadResult.Accepted) result).document());
    }

    /** The digest of a document that was read from an input. */
    static long of(String input, Document document) {
        Hasher hasher = Hashing.sha256().newHasher();
        put(hasher, PlaceIds.isOf(input, document.getId()) ? null : document.getId());
        put(hasher, document.getTitle().orElse(null));
        put(hasher, document.getText());
        return digest(hasher);
    }

    /** The digest of a record that ingestion rejected. */
    static long of(DeadLetter letter) {
        return ofRejected(letter.getValue().orElseGet(() -> ByteBuffer.allocate(0)), letter.getValueSize());
    }

    private static long ofRejected(ByteBuffer head, long size) {
        return digest(Hashing.sha256().newHasher().putLong(size).putBytes(head.duplicate()));
    }

    private static void put(Hasher hasher, @Nullable String text) {
        if (text == null) {
            hasher.putInt(-1);
            return;
        }
        // the bytes that the topic has: there, half of a surrogate pair is a question mark
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hasher.putInt(bytes.length).putBytes(bytes);
    }

    private static long digest(Hasher hasher) {
        return hasher.hash().asLong() | 2;
    }
}
