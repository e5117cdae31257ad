/**
 * Word vectors outside a model: compared by cosine, stored in files that other tools read, and evaluated against human
 * judgements of word similarity.
 *
 * <p>Read {@link io.wordtide.vectors.WordVectors} first, then {@link io.wordtide.vectors.Word2VecFile} and {@link
 * io.wordtide.vectors.WordSimilarity}. Nothing here depends on how the vectors were made.
 */
@NullMarked
package io.wordtide.vectors;

import org.jspecify.annotations.NullMarked;
