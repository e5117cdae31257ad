/** Tests of {@code io.wordtide.snapshot}. */
@NullMarked
package io.wordtide.snapshot;

import org.jspecify.annotations.NullMarked;
