package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.schema.Document;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailParserTest {

    @Test
    void shouldReadAMessageInTheFormOf20Newsgroups() throws MalformedRecordException {
        // Given: the form of 20news-19997, with a continued header
        String message = """
            Path: secret.example!news
            From: secret@example.org (A. Secret)
            Newsgroups: sci.tide,sci.moon
            Subject: Re: The
             tide
            Message-ID: <1993Apr5@example.org>
            Date: 5 Apr 93 20:35:12 GMT
            Lines: 2

            In article <1>: it rises.

            Subject: not a header
            """;

        // Then: 5 April 1993, years of two digits being of this or the last century
        assertThat(parse(message))
                .isEqualTo(new Document(
                        "1993Apr5@example.org",
                        "In article <1>: it rises.\n\nSubject: not a header",
                        "Re: The tide",
                        "sci.tide",
                        null,
                        Instant.parse("1993-04-05T20:35:12Z")));
    }

    @Test
    void shouldTakeItsPlaceForTheIdAndItsFolderForTheSourceWhenItHasNeither() throws MalformedRecordException {
        Document document = parse("From: a@example.org\r\nSubject: Tide\r\n\r\nIt rises.\r\n");

        assertThat(document).isEqualTo(new Document(NewsText.ORIGIN, "It rises.", "Tide", "folder", null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?utf-8?B?QsO4bGdl?= | Bølge",
                "=?iso-8859-1?Q?B=F8lge?= | Bølge",
                "Re: =?utf-8?q?B=C3=B8lge=5F?= =?utf-8?q?og_b=C3=A5t?= (2) | Re: Bølge_og båt (2)",
                "=?x-unknown?Q?tide?= | tide",
                "5 =? 6 | 5 =? 6"
            })
    void shouldDecodeWordsInTheSubject(String written, String expected) throws MalformedRecordException {
        assertThat(parse("Subject: " + written + "\nFrom: a\n\nbody").getTitle())
                .hasValue(expected);
    }

    @Test
    void shouldDecodeBodiesAndMarkup() throws MalformedRecordException {
        String headers = "Subject: s\nContent-Type: text/%s; charset=\"%s\"\nContent-Transfer-Encoding: %s\n\n";

        assertThat(text(headers.formatted("plain", "utf-8", "quoted-printable") + "A long b=C3=B8l=\nge"))
                .isEqualTo("A long bølge");
        assertThat(text(headers.formatted("plain", "utf-8", "base64") + "QsO4\nbGdl"))
                .isEqualTo("Bølge");
        assertThat(text(headers.formatted("html", "us-ascii", "7bit") + "<p>The tide</p><p>rose.</p>"))
                .isEqualTo("The tide rose.");
    }

    @Test
    void shouldReadBytesThatFitNoCharset() throws MalformedRecordException {
        // 0x93 and 0x94 are the typographic quotes of Windows-1252, which many messages have and none declares
        byte[] message = "Subject: s\nFrom: a\n\n\u0093B\u00f8lge\u0094".getBytes(ISO_8859_1);

        assertThat(NewsText.parse(new MailParser(), message).getText()).isEqualTo("\u201cBølge\u201d");
    }

    @Test
    void shouldReadAHeaderInUtf8WholeWhenItHoldsAByteThatEndsLinesElsewhere() throws MalformedRecordException {
        // Å is C3 85, and 85 is a line end of ISO 8859
        assertThat(parse("Subject: Påsk på Åland\nFrom: a\n\nÅland.").getTitle())
                .hasValue("Påsk på Åland");
    }

    @Test
    void shouldReadEncodingsAsBrowsersDo() throws MalformedRecordException {
        // 92 is an apostrophe in windows-1252; 81 40 is a character of GBK that GB 2312 lacks
        String headers = "Subject: s\nContent-Type: text/plain; charset=%s\n\n";

        assertThat(ofBytes(headers.formatted("iso-8859-1") + "tide\u0092s")).isEqualTo("tide\u2019s");
        assertThat(ofBytes(headers.formatted("gb2312") + "\u0081@")).isEqualTo("\u4e02");
        // what is declared as ASCII and is UTF-8
        assertThat(ofBytes(headers.formatted("us-ascii") + "b\u00c3\u00b8lge")).isEqualTo("b\u00f8lge");
    }

    @Test
    void shouldReadADateWithACommentAndLeaveOutOneThatIsNone() throws MalformedRecordException {
        assertThat(parse("Subject: s\nDate: Sun, 1 Mar 2026 12:00:00 +0100 (CET)\n\nb")
                        .getPublishedAt())
                .hasValue(Instant.parse("2026-03-01T11:00:00Z"));
        assertThat(parse("Subject: s\nDate: yesterday\n\nb").getPublishedAt()).isEmpty();
    }

    @Test
    void shouldRefuseAMailboxOfSeveralMessages() throws MalformedRecordException {
        String message = "From a@example.org Sun Mar  1 12:00:00 2026\nSubject: s\nFrom: a\n\nFrom now on.\n\n";

        assertThat(text(message)).isEqualTo("From now on.");
        assertThatThrownBy(() -> parse(message + message))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected one message, found a mailbox of several; split it into one file each");
    }

    @Test
    void shouldRefuseSeveralPartsAndNothing() {
        assertThatThrownBy(() -> parse("Subject: s\nContent-Type: multipart/mixed; boundary=secret\n\n--secret"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("expected a message of one part")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parse("From: a@example.org\n\n \n"))
                .hasMessage("expected a message with a subject or a body, found neither");
    }

    /** The text of a message whose characters are its bytes. */
    private static String ofBytes(String message) throws MalformedRecordException {
        return NewsText.parse(new MailParser(), message.getBytes(ISO_8859_1)).getText();
    }

    private static String text(String message) throws MalformedRecordException {
        return parse(message).getText();
    }

    private static Document parse(String message) throws MalformedRecordException {
        return NewsText.parse(new MailParser(), message);
    }
}
