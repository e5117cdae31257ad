/**
 * From text to counts: analyzers, bags of words, document frequencies, the vocabulary and tf-idf.
 *
 * <p>Read {@link io.wordtide.text.BagOfWords} first (terms as strings, what a document is before any model knows it), then
 * {@link io.wordtide.text.Vocabulary} (which terms have a row) and {@link io.wordtide.text.DocumentCounts} (rows and counts,
 * what the model sees). Depends on Lucene's analyzers only.
 */
@NullMarked
package io.wordtide.text;

import org.jspecify.annotations.NullMarked;
