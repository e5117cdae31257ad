/** Tests of {@code io.wordtide}. */
@NullMarked
package io.wordtide;

import org.jspecify.annotations.NullMarked;
