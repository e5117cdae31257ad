/**
 * Word embeddings as Jacobian vectors, and which of them moved.
 */
@NullMarked
package io.wordtide.embed;

import org.jspecify.annotations.NullMarked;
