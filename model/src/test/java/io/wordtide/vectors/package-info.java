/** Tests of {@code io.wordtide.vectors}. */
@NullMarked
package io.wordtide.vectors;

import org.jspecify.annotations.NullMarked;
