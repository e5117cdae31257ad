/** Tests of {@link io.wordtide.ingest.feed}. */
@NullMarked
package io.wordtide.ingest.feed;

import org.jspecify.annotations.NullMarked;
