/** Tests of {@code io.wordtide.linalg}. */
@NullMarked
package io.wordtide.corpus;

import org.jspecify.annotations.NullMarked;
