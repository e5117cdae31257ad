/** Tests of {@code io.wordtide.linalg}. */
@NullMarked
package io.wordtide.preset;

import org.jspecify.annotations.NullMarked;
