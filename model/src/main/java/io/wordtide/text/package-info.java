/**
 * From text to counts: analyzers, bags of words, document frequencies, the vocabulary and tf-idf.
 *
 * <p>Read {@link io.wordtide.text.BagOfWords} first (terms as strings, a document independent of any model),
 * then {@link io.wordtide.text.Vocabulary} (which terms have a row) and {@link io.wordtide.text.DocumentCounts} (rows
 * and counts, what the model sees). Which look-alike does what:
 *
 * <ul>
 *   <li>a <em>token</em> is an occurrence, a <em>term</em> is a distinct one, a <em>row</em> is a term's number in the
 *       model;
 *   <li>{@link io.wordtide.text.BagOfWords} holds terms, depends on no vocabulary, and is what is sent and stored;
 *       {@link io.wordtide.text.DocumentCounts} holds rows, is valid for one vocabulary at one moment, and is stored
 *       only in the replay buffer of the learner;
 *   <li>{@link io.wordtide.text.DocumentFrequencies} counts the documents that contain a term, for all terms ever seen;
 *       {@code evaluate.UnigramModel} counts how often words with a row occur;
 *   <li>{@link io.wordtide.text.TextAnalyzer} analyzes any text alike, {@link io.wordtide.text.DocumentAnalyzer} each
 *       document by its {@link io.wordtide.text.Language} if it is configured so.
 * </ul>
 *
 * <p>Depends on Lucene's analyzers and OpenNLP's language detector, on {@code personal} for dropping personal data, and
 * on {@code snapshot} for saving state. Every mutable object belongs to one
 * thread at a time. The caller sets the order of work on a mini-batch: count all its documents, then admit terms to the
 * vocabulary, then index and weigh.
 */
@NullMarked
package io.wordtide.text;

import org.jspecify.annotations.NullMarked;
