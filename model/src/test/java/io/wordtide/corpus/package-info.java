/** Tests of {@code io.wordtide.corpus}. */
@NullMarked
package io.wordtide.corpus;

import org.jspecify.annotations.NullMarked;
