/** Tests of {@code io.wordtide.train}. */
@NullMarked
package io.wordtide.train;

import org.jspecify.annotations.NullMarked;
