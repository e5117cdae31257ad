package io.wordtide.ingest.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: invalid bytes are rejected with their offset rather than replaced. For one thread. */
public final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Stands in a decoded text for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    /**
     * The text of a record, without the byte order mark that an input may begin with.
     *
     * @throws MalformedRecordException if it is not UTF-8; the message gives the first bad byte's offset
     */
    public String decode(RawRecord raw) throws MalformedRecordException {
        byte[] bytes = new byte[raw.bytes().remaining()];
        raw.bytes().duplicate().get(bytes);
        String text =
                new String(bytes, StandardCharsets.UTF_8); // several times as fast as a decoder that reports errors
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(raw);
        }
        boolean isMarked = raw.offset() == 0 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return isMarked ? text.substring(1) : text;
    }

    /** Invalid bytes have been replaced, unless the text itself has the character that replaces them. */
    private void requireValid(RawRecord raw) throws MalformedRecordException {
        ByteBuffer bytes = raw.bytes().duplicate();
        CharBuffer characters = CharBuffer.allocate(bytes.remaining());
        decoder.reset();
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            int bad = bytes.position() - raw.bytes().position();
            throw new MalformedRecordException(
                    ("expected UTF-8, found other bytes at byte %d of the record, byte %d of the input"
                                    + " (both from 0); convert the input, for instance with iconv")
                            .formatted(bad, raw.offset() + bad));
        }
    }
}
