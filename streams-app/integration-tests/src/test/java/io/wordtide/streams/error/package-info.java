/** Tests of {@code io.wordtide.streams.error} on a real broker and registry. */
@NullMarked
package io.wordtide.streams.error;

import org.jspecify.annotations.NullMarked;
