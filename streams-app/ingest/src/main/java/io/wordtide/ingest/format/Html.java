package io.wordtide.ingest.format;

import org.jsoup.Jsoup;

/** Plain text of HTML, for feeds and files alike. */
public final class Html {

    private Html() {}

    /**
     * The text that a browser would show, in one line: character references are decoded, markup, scripts and styles are
     * left out, and blocks do not touch.
     *
     * @param markup a document or a part of one, well-formed or not
     */
    public static String plainText(String markup) {
        return Jsoup.parse(markup).text();
    }
}
