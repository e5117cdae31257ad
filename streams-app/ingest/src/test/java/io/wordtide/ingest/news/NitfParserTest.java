package io.wordtide.ingest.news;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.format.MalformedRecordException;
import io.wordtide.schema.Document;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NitfParserTest {

    private static final String ARTICLE = """
        <nitf baselang="nb-NO">
          <head>
            <title>Short title</title>
            <docdata><date.issue norm="20260301T090004Z"/><doc-id id-string="T-1" regsrc="TIDE"/></docdata>
            <pubdata date.publication="20260302T000000" name="The Tide"/>
          </head>
          <body>
            <body.head><hedline><hl1>Tide <em>rises</em></hl1></hedline><byline>By A. Secret</byline></body.head>
            <body.content>
              <p class="lead">The tide</p><p>rose.</p><hl2>Cause</hl2><p>The moon.</p>
              <media><media-caption>A picture</media-caption></media>
              <block><p>More</p><p>follows.</p></block>
            </body.content>
            <body.end><tagline>tagline</tagline></body.end>
          </body>
        </nitf>
        """;

    @Test
    void shouldReadAnArticle() throws MalformedRecordException {
        assertThat(parse(ARTICLE))
                .isEqualTo(new Document(
                        "T-1",
                        "The tide rose. Cause The moon. More follows.",
                        "Tide rises",
                        "TIDE",
                        "no",
                        Instant.parse("2026-03-01T09:00:04Z")));
    }

    @Test
    void shouldReadAnArticleWithADocumentTypeThatOnlyNamesItsDefinition() throws MalformedRecordException {
        // Given: the form of the New York Times Annotated Corpus, whose full text repeats its first paragraph
        String article = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
            <nitf change.date="June 10, 2005" version="-//IPTC//DTD NITF 3.3//EN">
            <head><docdata><doc-id id-string="1"/></docdata>
            <pubdata date.publication="20070101T000000" name="The Tide Times"/></head>
            <body><body.head><hedline><hl1>Tide</hl1></hedline></body.head><body.content>
            <block class="lead_paragraph"><p>First.</p></block>
            <block class="full_text"><p>First.</p><p>Second.</p></block>
            </body.content></body></nitf>\
            """;

        // Then
        assertThat(parse(article))
                .isEqualTo(new Document(
                        "1", "First. Second.", "Tide", "The Tide Times", null, Instant.parse("2007-01-01T00:00:00Z")));
    }

    @Test
    void shouldReadTheEncodingThatItDeclares() throws MalformedRecordException {
        String article = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><nitf><body><body.content><p>Bølge</p>"
                + "</body.content></body></nitf>";

        assertThat(NewsText.parse(new NitfParser(), article.getBytes(ISO_8859_1))
                        .getText())
                .isEqualTo("Bølge");
    }

    @Test
    void shouldKeepAnArticleWhoseTimeCannotBeRead() throws MalformedRecordException {
        assertThat(parse("<nitf><head><docdata><date.issue norm='TBD'/></docdata></head><body><body.content><p>Tide</p>"
                        + "</body.content></body></nitf>"))
                .isEqualTo(new Document(NewsText.ORIGIN, "Tide", null, null, null, null));
    }

    @Test
    void shouldRefuseDeclarationsInADocumentType() {
        assertThatThrownBy(() -> parse("<!DOCTYPE nitf [<!ENTITY tide \"tide\">]><nitf/>"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("expected XML, found a document type declaration, which is refused, in line 1");
    }

    @Test
    void shouldRefuseOtherXmlAndBrokenXmlWithoutQuotingIt() {
        assertThatThrownBy(() -> parse("<secret/>")).hasMessage("expected NITF, found another kind of XML");
        assertThatThrownBy(() -> parse("<nitf>\n<secret></nitf>"))
                .hasMessageContaining("in line 2")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> parse("<nitf><body><body.content/></body></nitf>"))
                .hasMessage("expected a body, a description or a headline, found none with a text");
    }

    private static Document parse(String article) throws MalformedRecordException {
        return NewsText.parse(new NitfParser(), article);
    }
}
