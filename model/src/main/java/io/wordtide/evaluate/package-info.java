/**
 * How well a stream is predicted: the baselines that the model is measured against, and the measures.
 *
 * <p>Read {@link io.wordtide.evaluate.ReferenceModels}: a model that does not beat them has learned nothing. Depends on
 * {@code text} for documents and vocabulary.
 */
@NullMarked
package io.wordtide.evaluate;

import org.jspecify.annotations.NullMarked;
