/**
 * How well a stream is predicted: the baseline that the model is measured against, and the measures.
 *
 * <p>Read {@link io.wordtide.evaluate.UnigramModel}: a model that does not beat it has learned nothing. Depends on
 * {@code text} for documents and vocabulary.
 */
@NullMarked
package io.wordtide.evaluate;

import org.jspecify.annotations.NullMarked;
