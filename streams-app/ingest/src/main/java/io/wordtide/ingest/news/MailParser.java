package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.format.Html;
import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.ingest.format.PublicationTime;
import io.wordtide.ingest.format.RawRecord;
import io.wordtide.ingest.format.RecordParser;
import io.wordtide.ingest.format.Utf8;
import io.wordtide.schema.Document;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message of mail or news, such as those of 20 Newsgroups. The subject becomes the title; of the other headers only the
 * id, the date and the first newsgroup are used, so that no address gets into the text. Without a newsgroup, the source is
 * the folder that the message is in. A date that cannot be read is left out, because many in old archives cannot.
 *
 * <p>Source: RFC 5322, RFC 5536, and of MIME RFC 2045 for messages of one part.
 */
public final class MailParser implements RecordParser {

    private static final Pattern HEADERS_END = Pattern.compile("\r?\n\r?\n|\\A\r?\n");

    /** A header that is continued has a blank at the beginning of its next line. */
    private static final Pattern FOLDING = Pattern.compile("\r?\n[ \t]+");

    /** A byte 0x85, as in UTF-8's {@code Å}, ends no line. */
    private static final int HEADER = Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES;

    /** A line of a mailbox between two messages, with the sender and the time, and the first header. */
    private static final Pattern NEXT_MESSAGE =
            Pattern.compile("\n\r?\nFrom [^\n]*\\d\\d:\\d\\d[^\n]*\n[A-Za-z][!-9;-~]*:");

    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");

    @Override
    public Document parse(String text, String origin) throws MalformedRecordException {
        return message(text.getBytes(UTF_8), origin);
    }

    @Override
    public Document parse(RawRecord raw, Utf8 utf8, String origin) throws MalformedRecordException {
        byte[] bytes = new byte[raw.bytes().remaining()];
        raw.bytes().duplicate().get(bytes);
        return message(bytes, origin);
    }

    private static Document message(byte[] bytes, String origin) throws MalformedRecordException {
        // one character for each byte, until it is known what the bytes mean
        String message = new String(bytes, ISO_8859_1);
        Matcher end = HEADERS_END.matcher(message);
        boolean hasBody = end.find();
        String headers = FOLDING.matcher(hasBody ? message.substring(0, end.start()) : message)
                .replaceAll(" ");
        String body = hasBody ? body(headers, message.substring(end.end())).strip() : "";
        if (message.startsWith("From ") && NEXT_MESSAGE.matcher(message).find()) {
            throw new MalformedRecordException(
                    "expected one message, found a mailbox of several; split it into one file each");
        }
        String subject = MailWords.decode(header(headers, "Subject")).strip();
        if (body.isEmpty() && subject.isEmpty()) {
            throw new MalformedRecordException("expected a message with a subject or a body, found neither");
        }
        String id = header(headers, "Message-ID").replaceAll("[<>\\s]", "");
        return new Document(
                id.isEmpty() ? origin : id,
                body.isEmpty() ? subject : body,
                body.isEmpty() || subject.isEmpty() ? null : subject,
                source(headers, origin),
                null,
                date(header(headers, "Date")));
    }

    private static String body(String headers, String body) throws MalformedRecordException {
        String type = header(headers, "Content-Type").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.startsWith("text")) {
            throw new MalformedRecordException(
                    "expected a message of one part with a text, found one of several parts, or of another type;"
                            + " save its text alone");
        }
        byte[] bytes = MailWords.transferDecode(header(headers, "Content-Transfer-Encoding"), body);
        Matcher charset = CHARSET.matcher(header(headers, "Content-Type"));
        String text = MailWords.toText(bytes, charset.find() ? charset.group(1) : "");
        return type.startsWith("text/html") ? Html.plainText(text) : text;
    }

    private static String header(String headers, String name) {
        Matcher matcher = Pattern.compile("^" + name + ":[ \t]*(.*)$", HEADER).matcher(headers);
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    private static @Nullable String source(String headers, String origin) {
        String groups = header(headers, "Newsgroups");
        String[] path = origin.split("/", -1);
        String folder = path.length < 2 ? "" : path[path.length - 2];
        return Optional.of(
                        groups.isEmpty()
                                ? folder
                                : List.of(groups.split("\\s*,\\s*")).get(0))
                .filter(source -> !source.isEmpty())
                .orElse(null);
    }

    private static @Nullable Instant date(String written) {
        return PublicationTime.firstReadable(List.of(COMMENT.matcher(written).replaceAll("")))
                .instant();
    }
}
