package io.wordtide.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewsFormTest {

    @Test
    void shouldRecognizeXmlByItsRoot() throws IOException {
        assertThat(of("<?xml version=\"1.0\"?>\n<!-- a > b -->\n<nitf version='1'>", InputFormat.NEWSML))
                .hasValue(InputFormat.NITF);
        assertThat(of("<!DOCTYPE nitf SYSTEM \"nitf-3-3.dtd\"><nitf>", null)).hasValue(InputFormat.NITF);
        assertThat(of("\ufeff<newsMessage xmlns='x'>", InputFormat.NEWSML)).hasValue(InputFormat.NEWSML);
        assertThat(of("<g2:newsItem xmlns:g2='x'>", null)).hasValue(InputFormat.NEWSML);
        assertThat(of("<rss><newsItem/></rss>", InputFormat.NEWSML)).isEmpty();
    }

    @Test
    void shouldRecognizeNinjsByMembersThatNoOtherJsonHas() throws IOException {
        assertThat(of("{\"uri\": \"u\", \"body_text\": \"t\"}", InputFormat.JSON_LINES))
                .hasValue(InputFormat.NINJS);
        assertThat(of("[\n {\"headlines\": [], \"uri\": \"u\"}", InputFormat.JSON_LINES))
                .hasValue(InputFormat.NINJS);
        assertThat(of("{\"uri\": \"u\", \"text\": \"t\", \"versioncreated\": 1}", InputFormat.JSON_LINES))
                .isEmpty();
        assertThat(of("{\"body_text\": \"t\"}", InputFormat.JSON_LINES)).isEmpty();
    }

    @Test
    void shouldRecognizeMailByItsHeaders() throws IOException {
        assertThat(of("From: a\nSubject: b\n\nbody", InputFormat.TEXT)).hasValue(InputFormat.MAIL);
        assertThat(of("Xref: a\r\nPath: b\r\n c\r\nArticle-I.D.: x.1\r\nNewsgroups: d\r\n\r\nbody", InputFormat.TEXT))
                .hasValue(InputFormat.MAIL);
        assertThat(of("From a@b Mon\nFrom: a\nSubject: b\n\n", InputFormat.TEXT))
                .hasValue(InputFormat.MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Title: a\nAuthor: b\n\ntext",
                "Subject: one header\n\ntext",
                "From: a\nSubject: b\nno header\n\ntext",
                "Four score and seven",
                ""
            })
    void shouldLeaveOtherTextsAlone(String text) throws IOException {
        assertThat(of(text, InputFormat.TEXT)).isEmpty();
    }

    @Test
    void shouldConsumeNothing() throws IOException {
        BufferedInputStream in = stream("{\"uri\": \"u\", \"body_text\": \"t\"}");

        NewsForm.of(in, null);

        assertThat(in.read()).isEqualTo('{');
    }

    private static Optional<InputFormat> of(String head, @Nullable InputFormat named) throws IOException {
        return NewsForm.of(stream(head), named);
    }

    private static BufferedInputStream stream(String text) {
        return new BufferedInputStream(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
