package io.wordtide.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>one</p><p>two</p> | one two",
                "<p>one</p>two<div>three</div><b>four</b> | one two three four",
                "one<br />two<br>three<hr>four | one two three four",
                "<ul><li>one<li>two</ul>three | one two three",
                "<table><caption>one</caption><tr><td>two</td><td>three</td></tr></table> | one two three",
                "<details><summary>one</summary>two</details> | one two",
                "<fieldset><legend>one</legend>two</fieldset> | one two",
                "<svg><text>one</text><text>two</text></svg> | one two",
                "w<b>or</b>d, <i>l</i><wbr>ine | word, line", // parts of a line
            })
    void shouldKeepBlocksApartAndPartsOfALineTogether(String html, String expected) {
        assertThat(Html.plainText(html)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "caf&eacute;&nbsp;&amp; &#8220;bar&#x201D; | caf\u00e9 & \u201cbar\u201d",
                "a<script>b</script><style>c</style><!-- d --><iframe>e</iframe>f | a f",
                "AT&T x < y | AT&T x < y",
                "<html><body><p class=\"a\">one</body></html> | one",
                "plain | plain",
            })
    void shouldDecodeReferencesAndLeaveOutWhatIsNotShown(String html, String expected) {
        assertThat(Html.plainText(html)).isEqualTo(expected);
    }

    @Test
    @Timeout(60)
    void shouldReadHalfAMillionBlocksInSeconds() {
        assertThat(Html.plainText("<summary>a</summary>".repeat(500_000))).hasSize(2 * 500_000 - 1);
    }

    @Test
    void shouldReadHtmlHoweverDeepItIs() {
        assertThat(Html.plainText("<div>".repeat(100_000) + "<summary>end")).isEqualTo("end");
    }
}
