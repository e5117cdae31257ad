/**
 * News as agencies send it, and mail: one file or one item is one document.
 *
 * <p>Read {@link io.wordtide.ingest.news.NewsForm} first (which form a file has), then
 * {@link io.wordtide.ingest.news.NewsDocument} (what becomes of an item, whatever its form). Depends on
 * {@link io.wordtide.ingest.format} only. Instances belong to one thread. Messages never hold text of an item.
 */
@NullMarked
package io.wordtide.ingest.news;

import org.jspecify.annotations.NullMarked;
