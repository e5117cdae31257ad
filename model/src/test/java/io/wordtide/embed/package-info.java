/** Tests of {@code io.wordtide.embed}. */
@NullMarked
package io.wordtide.embed;

import org.jspecify.annotations.NullMarked;
