package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRepairTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT&T & more | AT&T & more",
                "caf&eacute;&nbsp;noir | caf\u00e9\u00a0noir",
                "a &tide; b | a &tide; b",
                "a &#8; b &#x1F; c | a  b  c",
                "&amp;amp; &lt;b&gt; &#65; & | &amp; <b> A &", // right references keep their meaning
                "<![CDATA[&eacute; < & ]]>& | &eacute; < & &",
                "a\u0008b\u000bc & | abc &",
            })
    void shouldMendWhatManyFeedsGetWrong(String text, String expected) throws InputException {
        String atom = "<feed><entry><content>" + text + "</content></entry></feed>";

        assertThat(documents(parse(atom)).get(0).getText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n <?xml version='1.0'?>", "<!-- cached --> <?xml version='1.0'?>", "\n"})
    void shouldReadAFeedThatDoesNotBeginWithItsDeclaration(String start) throws InputException {
        assertThat(documents(parse(start + "<feed><entry><title>a</title></entry></feed>")))
                .hasSize(1);
    }

    @Test
    void shouldTakePrefixesThatAreNotDeclaredByTheirUsualMeaning() throws InputException {
        // Given
        String rss = "<rss><channel><item><title>a</title><content:encoded>&lt;p&gt;b</content:encoded>"
                + "<dc:date>2026-03-01</dc:date></item></channel></rss>";

        // Then
        assertThat(documents(parse(rss))).singleElement().satisfies(document -> {
            assertThat(document.getText()).isEqualTo("b");
            assertThat(document.getPublishedAt()).isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<feed><entry><title>a</title></entry>", // breaks off
                "<feed><entry><title>a</b></title></entry></feed>",
                "<feed><entry><title>a & <![CDATA[ b</title></entry></feed>",
            })
    void shouldRefuseAFeedThatIsBrokenOtherwise(String feed) {
        assertThatThrownBy(() -> parse(feed))
                .isInstanceOf(InputException.class)
                .hasMessage("expected XML, found something that is not well-formed, or nested too deeply, in line 1");
    }
}
