/** Tests of {@code io.wordtide.nn}. */
@NullMarked
package io.wordtide.nn;

import org.jspecify.annotations.NullMarked;
