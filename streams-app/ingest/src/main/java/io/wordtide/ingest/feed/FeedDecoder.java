package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.format.EncodingLabels;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a feed to characters. The encoding is that of the byte order mark, of the server's header or of the XML
 * declaration, in this order; else UTF-8. If the bytes do not fit the header, they may fit the declaration.
 */
final class FeedDecoder {

    private static final Pattern CHARSET_PARAMETER = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\\s;\"']+)");
    private static final Pattern DECLARATION =
            Pattern.compile("^\\s*<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']\\s*([^\"'>]+?)\\s*[\"']");
    private static final int LONGEST_DECLARATION = 1024;

    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    private FeedDecoder() {}

    /**
     * The characters, without a byte order mark.
     *
     * @param contentType the server's {@code Content-Type}
     * @throws InputException if the encoding is unknown, or the bytes do not fit it
     */
    static String decode(byte[] bytes, @Nullable String contentType) throws InputException {
        Set<Charset> candidates = candidates(bytes, contentType);
        InputException first = null;
        for (Charset charset : candidates) {
            try {
                String text = decode(bytes, charset);
                return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
            } catch (InputException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null
                ? new InputException("expected an encoding that Java knows, found another one declared")
                : first;
    }

    private static Set<Charset> candidates(byte[] bytes, @Nullable String contentType) {
        Optional<Charset> marked = marked(bytes);
        if (marked.isPresent()) {
            return Set.of(marked.get());
        }
        Set<Charset> candidates = new LinkedHashSet<>();
        label(CHARSET_PARAMETER, contentType == null ? "" : contentType)
                .flatMap(EncodingLabels::charset)
                .ifPresent(candidates::add);
        Charset family = family(bytes);
        String head = new String(bytes, 0, Math.min(bytes.length, LONGEST_DECLARATION), family);
        Optional<String> declared = label(DECLARATION, head);
        if (declared.isEmpty() || !family.equals(ISO_8859_1)) {
            candidates.add(family.equals(ISO_8859_1) ? UTF_8 : family);
        } else {
            declared.flatMap(EncodingLabels::charset).map(FeedDecoder::ofBytes).ifPresent(candidates::add);
        }
        return candidates;
    }

    private static Optional<String> label(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(UTF_32LE);
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(UTF_32BE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(UTF_16BE);
        }
        return startsWith(bytes, 0xFF, 0xFE) ? Optional.of(UTF_16LE) : Optional.empty();
    }

    /** How a {@code <} at the start is written; ISO-8859-1 stands for all encodings that extend ASCII. */
    private static Charset family(byte[] bytes) {
        if (startsWith(bytes, 0, 0, 0, '<')) {
            return UTF_32BE;
        }
        if (startsWith(bytes, '<', 0, 0, 0)) {
            return UTF_32LE;
        }
        if (startsWith(bytes, 0, '<')) {
            return UTF_16BE;
        }
        return startsWith(bytes, '<', 0) ? UTF_16LE : ISO_8859_1;
    }

    /** A declaration that can be read byte by byte is not in UTF-16, whatever it says (HTML Standard, 13.2.3.2). */
    private static Charset ofBytes(Charset declared) {
        return declared.name().startsWith("UTF-16") || declared.name().startsWith("UTF-32") ? UTF_8 : declared;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, Charset charset) throws InputException {
        if (charset.equals(WINDOWS_1252)) {
            return decodeWindows1252(bytes);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new InputException(
                    "expected %s as declared, found other bytes at byte %d (from 0)"
                            .formatted(charset.name().toUpperCase(Locale.ROOT), in.position()),
                    e);
        }
    }

    /** Five bytes stand for nothing in Java's table, for control characters in that of the browsers. */
    private static String decodeWindows1252(byte[] bytes) {
        char[] text = new String(bytes, WINDOWS_1252).toCharArray();
        for (int i = 0; i < text.length; i++) {
            if (text[i] == REPLACEMENT) {
                text[i] = (char) Byte.toUnsignedInt(bytes[i]);
            }
        }
        return new String(text);
    }
}
