package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.format.EncodingLabels;
import io.wordtide.ingest.format.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How mail writes what is not ASCII. Undecoded text has one character for each byte.
 *
 * <p>Source: RFC 2045, section 6, and RFC 2047.
 */
final class MailWords {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** {@code =?utf-8?B?...?=}, with the blanks in front of another one, which do not count. */
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?\\s*]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=(?:\\s+(?==\\?))?");

    private static final Pattern QUOTED = Pattern.compile("=(?:([0-9A-Fa-f]{2})|[ \t]*\r?\n)");

    private MailWords() {}

    /** The text of a header. */
    static String decode(String header) {
        Matcher matcher = ENCODED_WORD.matcher(header);
        StringBuilder text = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            text.append(toText(header.substring(end, matcher.start()).getBytes(ISO_8859_1), ""));
            text.append(word(matcher.group(1), matcher.group(2), matcher.group(3)));
            end = matcher.end();
        }
        return text.append(toText(header.substring(end).getBytes(ISO_8859_1), ""))
                .toString();
    }

    private static String word(String charset, String encoding, String content) {
        try {
            byte[] bytes = encoding.equalsIgnoreCase("B")
                    ? Base64.getMimeDecoder().decode(content)
                    : unquote(content.replace('_', ' '));
            return toText(bytes, charset);
        } catch (IllegalArgumentException e) {
            return ""; // no base64
        }
    }

    /** The bytes of a body. */
    static byte[] transferDecode(String encoding, String body) throws MalformedRecordException {
        try {
            return switch (encoding.toLowerCase(Locale.ROOT)) {
                case "base64" -> Base64.getMimeDecoder().decode(body);
                case "quoted-printable" -> unquote(body);
                default -> body.getBytes(ISO_8859_1);
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("expected a body in base64, found other characters");
        }
    }

    /** In the charset that is named if the bytes fit it, else in UTF-8, else in Windows-1252, which fits any. */
    static String toText(byte[] bytes, String charset) {
        return EncodingLabels.charset(charset)
                .filter(named -> !charset.equalsIgnoreCase("us-ascii")) // what is beyond ASCII is not in it
                .flatMap(named -> decoded(bytes, named))
                .or(() -> decoded(bytes, UTF_8))
                .orElseGet(() -> new String(bytes, WINDOWS_1252));
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static byte[] unquote(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher matcher = QUOTED.matcher(text);
        int end = 0;
        while (matcher.find()) {
            bytes.writeBytes(text.substring(end, matcher.start()).getBytes(ISO_8859_1));
            if (matcher.group(1) != null) {
                bytes.write(Integer.parseInt(matcher.group(1), 16));
            }
            end = matcher.end();
        }
        bytes.writeBytes(text.substring(end).getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }
}
