/**
 * Complete corpora: bags of words from the file formats that papers use, split into training, validation and test
 * documents.
 *
 * <p>Read {@link io.wordtide.corpus.Corpus} first. Documents of a stream arrive another way, through {@code text}.
 */
@NullMarked
package io.wordtide.corpus;

import org.jspecify.annotations.NullMarked;
