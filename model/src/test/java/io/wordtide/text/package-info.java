/** Tests of {@code io.wordtide.text}. */
@NullMarked
package io.wordtide.text;

import org.jspecify.annotations.NullMarked;
