/** Tests of {@code io.wordtide.linalg}. */
@NullMarked
package io.wordtide.train;

import org.jspecify.annotations.NullMarked;
