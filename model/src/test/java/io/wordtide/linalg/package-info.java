/** Tests of {@code io.wordtide.linalg}. */
@NullMarked
package io.wordtide.linalg;

import org.jspecify.annotations.NullMarked;
