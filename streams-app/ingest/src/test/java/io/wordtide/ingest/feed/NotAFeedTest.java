package io.wordtide.ingest.feed;

import static io.wordtide.ingest.feed.ParsedFeeds.ADDRESS;
import static io.wordtide.ingest.feed.ParsedFeeds.documents;
import static io.wordtide.ingest.feed.ParsedFeeds.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wordtide.ingest.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotAFeedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<link rel='alternate' type='application/rss+xml' href='/feed'> | https://tides.example/feed",
                "<LINK REL='Alternate home' TYPE='Application/Atom+XML' HREF='feed'> | https://tides.example/feed",
                "<link rel=alternate type=application/feed+json href=https://other.example/f> | https://other.example/f",
                "<base href='https://base.example/'><link rel=alternate type=application/rss+xml href=f> | https://base.example/f",
                "<link rel=alternate type=application/rss+xml href=a><link rel=alternate type=application/atom+xml href=b> | https://tides.example/a or https://tides.example/b",
            })
    void shouldNameTheFeedsOfAPage(String link, String expected) {
        String page = "<!-- a --> <!DOCTYPE html>\n<html><head><title>secret</title>" + link + "</head></html>";

        assertThatThrownBy(() -> parse(page))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a feed, found HTML; its feed is " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>secret</body></html>",
                "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
                "<html><link rel='stylesheet' type='application/rss+xml' href='/feed'>",
                "<html><link rel='alternate' type='text/html' hreflang='de' href='/de'>",
                "<html><link rel='alternate' type='application/rss+xml' href='https://a b/'>",
            })
    void shouldSayThatAPageNamesNoFeed(String page) {
        assertThatThrownBy(() -> parse(page))
                .isInstanceOf(InputException.class)
                .hasMessage("expected a feed, found HTML that names no feed; look for the feed's address on that page");
    }

    @Test
    void shouldTakeNoFeedForAPage() throws InputException {
        String feed =
                "<!-- <html> --><rss><channel><item><title>&lt;html&gt;</title><description>a</description></item></channel></rss>";

        assertThat(documents(parse(feed))).hasSize(1);
    }

    @Test
    void shouldNameNothingAndPackedFiles() throws IOException {
        // Given
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write('a');
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a"));
        }

        // Then
        assertThatThrownBy(() -> parse("")).hasMessage("expected a feed, found nothing (0 bytes)");
        assertThatThrownBy(() -> parse(" \n ")).hasMessage("expected a feed, found nothing but blanks");
        assertThatThrownBy(() -> new FeedParser().parse(ADDRESS, gzip.toByteArray(), null))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("expected a feed, found data packed with gzip;");
        assertThatThrownBy(() -> new FeedParser().parse(ADDRESS, zip.toByteArray(), null))
                .hasMessageStartingWith("expected a feed, found a zip archive;");
    }
}
