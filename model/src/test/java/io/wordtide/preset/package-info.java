/** Tests of {@code io.wordtide.preset}. */
@NullMarked
package io.wordtide.preset;

import org.jspecify.annotations.NullMarked;
