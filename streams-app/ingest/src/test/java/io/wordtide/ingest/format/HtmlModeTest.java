package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlModeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A film.<br /><br />Not bad | A film. Not bad",
                "<p>One</p>two | One two",
                "See <a href=\"https://example.org\">here</a>, <b>now</b> | See here, now",
                "<b>bold</b> | bold",
                "one<!-- two -->three | onethree",
                "R&amp;D &#39;98 &eacute;t&eacute; | R&D '98 été",
                "&lt;p&gt;One&lt;/p&gt; two &amp;amp; three | One two & three", // escaped as a whole
                "one<br>a < b, I <3 it, x<y and z>w | one a < b, I <3 it, x<y and z>w",
            })
    void shouldFindThePlainTextOfHtml(String html, String plain) {
        assertThat(HtmlMode.AUTO.plainText(html)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b",
                "I <3 it",
                "x<y and z>w",
                "if a<b>c then",
                "List<String> of Map<K, V>",
                "<someone@example.org> wrote",
                "<url>",
                "Phillips Petroleum <P> rose", // Reuters-21578
                "<Li Ka-shing Foundations Ltd> sold",
                "AT&T; Q&A; fish&chips",
                "one\n\ntwo  three",
                "a & b; c",
            })
    void shouldLeaveATextAloneWhenItOnlyResemblesHtml(String text) {
        assertThat(HtmlMode.AUTO.plainText(text)).isEqualTo(text);
    }

    @Test
    void shouldKeepLinesWhenOnlyReferencesAreDecoded() {
        assertThat(HtmlMode.AUTO.plainText("Q&amp;A\n\nEnd")).isEqualTo("Q&A\n\nEnd");
    }

    @Test
    void shouldTreatEveryTextAlikeWhenTheModeSaysSo() {
        assertThat(HtmlMode.YES.plainText("<url>one &amp; two</url>")).isEqualTo("one & two");
        assertThat(HtmlMode.NO.plainText("one<br>two &amp; three")).isEqualTo("one<br>two &amp; three");
    }
}
