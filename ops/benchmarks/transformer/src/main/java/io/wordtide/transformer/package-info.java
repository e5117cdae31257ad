/**
 * A small sentence transformer to measure against. {@link io.wordtide.transformer.Main} is the program, {@link
 * io.wordtide.transformer.SentenceTransformer} the model.
 */
@NullMarked
package io.wordtide.transformer;

import org.jspecify.annotations.NullMarked;
