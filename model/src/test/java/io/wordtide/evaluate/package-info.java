/** Tests of {@code io.wordtide.evaluate}. */
@NullMarked
package io.wordtide.evaluate;

import org.jspecify.annotations.NullMarked;
