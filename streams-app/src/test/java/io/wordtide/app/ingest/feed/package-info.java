/** Tests of {@link io.wordtide.app.ingest.feed}. */
@NullMarked
package io.wordtide.app.ingest.feed;

import org.jspecify.annotations.NullMarked;
