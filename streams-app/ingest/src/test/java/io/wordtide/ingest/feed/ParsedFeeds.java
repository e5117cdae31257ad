package io.wordtide.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wordtide.ingest.InputException;
import io.wordtide.ingest.ReadResult;
import io.wordtide.schema.Document;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Feeds of the tests, parsed. */
final class ParsedFeeds {

    static final URI ADDRESS = URI.create("https://tides.example/news.xml");

    private ParsedFeeds() {}

    static FeedEntries parse(String feed) throws InputException {
        return new FeedParser().parse(ADDRESS, feed.getBytes(UTF_8), null);
    }

    /** The documents of a feed whose entries all are documents. */
    static List<Document> documents(FeedEntries entries) {
        List<Document> documents = new ArrayList<>();
        for (ReadResult result = entries.next(); result != null; result = entries.next()) {
            documents.add(((ReadResult.Accepted) result).document());
        }
        return documents;
    }

    /** The only document of RSS whose only item has these children. */
    static Document ofItem(String children) throws InputException {
        return documents(parse(rss("<item>" + children + "</item>"))).get(0);
    }

    /** The only document of Atom whose only entry has these children. */
    static Document ofEntry(String children) throws InputException {
        return documents(parse(atom("<entry>" + children + "</entry>"))).get(0);
    }

    /** A channel with items, and the usual prefixes. */
    static String rss(String items) {
        return """
            <rss version='2.0'
              xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'
              xmlns:dcterms='http://purl.org/dc/terms/' xmlns:media='http://search.yahoo.com/mrss/'
              xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:a='http://www.w3.org/2005/Atom'
              xmlns:xhtml='http://www.w3.org/1999/xhtml'>
            <channel><title>t</title><link>l</link><description>d</description>%s</channel></rss>
            """.formatted(items);
    }

    static String atom(String entries) {
        return "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><title>Tides</title>"
                + entries + "</feed>";
    }
}
