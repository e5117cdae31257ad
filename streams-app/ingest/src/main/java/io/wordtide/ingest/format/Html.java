package io.wordtide.ingest.format;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Plain text of HTML, for feeds and files alike. */
public final class Html {

    /** Browsers put these on lines of their own; to jsoup they are parts of a line. The last three are SVG's. */
    private static final String FURTHER_BLOCKS = "summary, legend, text, tspan, desc";

    private Html() {}

    /**
     * The text that a browser would show, in one line: character references are decoded, markup, scripts and styles are
     * left out, and blocks do not touch.
     *
     * @param markup a document or a part of one, well-formed or not
     */
    public static String plainText(String markup) {
        Document document = Jsoup.parse(markup);
        for (Element block : document.select(FURTHER_BLOCKS)) {
            // not beside it: a hostile page has a million of them below one parent
            block.prependChild(new TextNode(" "));
            block.appendChild(new TextNode(" "));
        }
        return document.text();
    }
}
