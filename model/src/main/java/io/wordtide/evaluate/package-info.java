/**
 * How well a stream is predicted: the baselines that the model is measured against, and the measures.
 *
 * <p>Read {@link io.wordtide.evaluate.ReferenceModels}: a model that does not beat them has learned nothing; then {@link
 * io.wordtide.evaluate.CompletionSplit}, what document completion reads and predicts. Depends on {@code text} for documents
 * and vocabulary, {@code linalg} for noise.
 */
@NullMarked
package io.wordtide.evaluate;

import org.jspecify.annotations.NullMarked;
