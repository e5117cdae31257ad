/** Tests of {@code io.wordtide.dlgm}. */
@NullMarked
package io.wordtide.dlgm;

import org.jspecify.annotations.NullMarked;
