/** Tests of {@code io.wordtide.refine}. */
@NullMarked
package io.wordtide.refine;

import org.jspecify.annotations.NullMarked;
