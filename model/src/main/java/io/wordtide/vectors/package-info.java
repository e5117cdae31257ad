/**
 * Word vectors outside of a model: compared by cosine, in files other tools read, and judged by what people say of the
 * similarity of words.
 *
 * <p>Read {@link io.wordtide.vectors.WordVectors} first, then {@link io.wordtide.vectors.Word2VecFile} and
 * {@link io.wordtide.vectors.WordSimilarity}. Nothing here knows how the vectors came to be.
 */
@NullMarked
package io.wordtide.vectors;

import org.jspecify.annotations.NullMarked;
