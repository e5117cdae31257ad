/**
 * From text to counts: analyzers, bags of words, document frequencies, the vocabulary and tf-idf.
 *
 * <p>Read {@link io.wordtide.text.BagOfWords} first (terms as strings, what a document is before any model knows it),
 * then {@link io.wordtide.text.Vocabulary} (which terms have a row) and {@link io.wordtide.text.DocumentCounts} (rows
 * and counts, what the model sees). Which look-alike does what:
 *
 * <ul>
 *   <li>a <em>token</em> is an occurrence, a <em>term</em> is a distinct one, a <em>row</em> is a term's number in the
 *       model;
 *   <li>{@link io.wordtide.text.BagOfWords} knows terms and no vocabulary, and is what travels and is stored;
 *       {@link io.wordtide.text.DocumentCounts} knows rows, holds for one vocabulary at one moment, and is stored by
 *       nothing but the replay of the learner;
 *   <li>{@link io.wordtide.text.DocumentFrequencies} counts documents that contain a term, of all terms ever seen; how
 *       often words occur is counted by {@code evaluate.UnigramModel}, of words with a row.
 * </ul>
 *
 * <p>Depends on Lucene's analyzers, and on {@code snapshot} for how state is saved. Everything that changes belongs to
 * one thread at a time. The order of a mini-batch's work is the caller's: count all its documents, then admit terms to
 * the vocabulary, then index and weigh.
 */
@NullMarked
package io.wordtide.text;

import org.jspecify.annotations.NullMarked;
