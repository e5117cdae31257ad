/**
 * A stream of generated news for a first impression: six themes in plain English sentences, and a story that breaks
 * halfway with words never seen before.
 *
 * <p>Read {@link io.wordtide.ingest.sample.SampleStream} first, then {@link io.wordtide.ingest.sample.NewsMix} (which
 * themes are written about when). Words and sentence patterns are resources of this package. Everything is a pure
 * function of a seed and a document's index.
 */
@NullMarked
package io.wordtide.ingest.sample;

import org.jspecify.annotations.NullMarked;
