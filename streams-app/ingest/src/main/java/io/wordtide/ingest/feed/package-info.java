/**
 * RSS, Atom and JSON feeds, fetched repeatedly, as documents.
 *
 * <p>Read {@link io.wordtide.ingest.feed.FeedPoller} first (when which feed is fetched), then
 * {@link io.wordtide.ingest.feed.FeedClient} (one HTTP request), {@link io.wordtide.ingest.feed.FeedParser}
 * (bytes to a {@link io.wordtide.ingest.feed.Feed}), {@link io.wordtide.ingest.feed.XmlItem} (which elements are the text,
 * title and time of an entry) and {@link io.wordtide.ingest.feed.FeedEntries} (entries to documents). What a server sends is
 * not trusted: it is limited in size, depth and time, and a failing feed never stops another. Messages never hold text
 * of a feed. Depends on no Kafka and no command line.
 */
@NullMarked
package io.wordtide.ingest.feed;

import org.jspecify.annotations.NullMarked;
