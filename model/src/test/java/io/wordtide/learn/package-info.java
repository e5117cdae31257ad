/** Tests of {@code io.wordtide.learn}. */
@NullMarked
package io.wordtide.learn;

import org.jspecify.annotations.NullMarked;
