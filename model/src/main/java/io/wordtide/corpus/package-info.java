/**
 * Corpora that are all there: bags of words from the files that papers exchange, split into training, validation and
 * test documents.
 *
 * <p>Read {@link io.wordtide.corpus.Corpus} first. Documents of a stream come another way, through {@code text}.
 */
@NullMarked
package io.wordtide.corpus;

import org.jspecify.annotations.NullMarked;
